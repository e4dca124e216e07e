"""Dates as English texts write them: patterns, and the span of time that each means."""

from __future__ import annotations

import re

from extractors.values import periods
from extractors.values.periods import Anchor, Period

_MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
_MONTH = "|".join(f"{name.title()}|{name[:3].title()}\\.?" for name in _MONTHS).replace(
    "Sep\\.?", "Sept?\\.?"
)
_YEAR = r"(?:19|20)\d\d"
_PART = r"(?i:(?P<part>early|mid|late|(?:the\s+)?(?:beginning|start|middle|end)\s+of)[\s-]+)"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_OF_YEAR = (
    r"(?:(?P<q>Q[1-4]|[1-4]Q)|(?P<h>H[12]|[12]H)"
    rf"|(?:the\s+)?(?P<nth>(?i:{'|'.join(_ORDINALS)}))\s+(?P<unit>(?i:quarter|half)))"
)

ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
MONTH_YEAR = re.compile(
    rf"(?:\b{_PART})?\b(?P<name>{_MONTH})\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+))?"
    rf"(?P<year>{_YEAR})\b"
)
DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})\s+(?P<name>{_MONTH})\s+(?P<year>{_YEAR})\b")
MONTH_DAY = re.compile(rf"\b(?P<name>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)")
OF_YEAR = re.compile(
    rf"\b{_OF_YEAR}(?:\s+of|,)?\s*(?P<fiscal>(?i:fiscal(?:\s+year)?|FY)\s*)?"
    rf"(?:'(?P<short>\d\d)|(?P<year>{_YEAR}))\b"
)
FISCAL = re.compile(rf"\b(?i:fiscal(?:\s+year)?\s+|FY\s?)'?(?P<year>{_YEAR}|\d\d)\b")
YEAR = re.compile(rf"\b(?:{_PART}|[Ii]n\s+)(?P<year>{_YEAR})\b")
RELATIVE_UNIT = re.compile(
    r"\b(?i:(?:(?P<part>earlier|early|late|later)\s+)?(?P<back>this|last|next)\s+"
    r"(?P<unit>week|month|quarter|year))\b(?!['’])"
)
OF_THIS_YEAR = re.compile(rf"\b(?:[Ii]n|[Ff]or|[Dd]uring)\s+{_OF_YEAR}\b(?!\s+of)")
MONTH_ALONE = re.compile(
    rf"(?:\b{_PART}|\b(?:[Ii]n|[Ss]ince|[Ll]ast)\s+)(?P<name>{_MONTH})(?!\w|\s+\d)"
)
NAMED_DAY = re.compile(r"\b(?P<name>[Yy]esterday|[Tt]oday)\b(?!['’]s)")
OPEN = re.compile(r"\b(?i:recently|in\s+recent\s+(?:days|weeks|months))\b")
_BACK = {"this": 0, "last": 1, "next": -1}


def of_iso(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 2024-06-05."""
    return periods.day(int(match["year"]), int(match["month"]), int(match["day"]))


def of_date(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return June 5, 2024; 5 June 2024; late June 2024."""
    in_year, in_month = int(match["year"]), _number(match["name"])
    if match["day"]:
        return periods.day(in_year, in_month, int(match["day"]))
    part = match["part"] if "part" in match.re.groupindex else None
    return _third(in_year, in_month, part)


def of_month_day(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return June 5, of the year that puts it nearest before the anchor."""
    if anchor is None:
        return None
    in_month, number = _number(match["name"]), int(match["day"])
    this, last = (periods.day(anchor.year - back, in_month, number) for back in (0, 1))
    return anchor.latest(this, last)


def of_year(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return Q3 2023, the first half of 2024; of a fiscal year only roughly."""
    number = int(match["year"] or f"20{match['short']}")
    found = _part(number, match)
    return found.roughly() if found and match["fiscal"] else found


def of_fiscal(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return fiscal 2024: roughly the year, because each firm's begins when it likes."""
    found = periods.year(int(match["year"]) + (2000 if len(match["year"]) == 2 else 0))
    return found and found.roughly()


def of_whole_year(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return in 2023, early 2023, the end of 2023."""
    number, part = int(match["year"]), match["part"]
    return _edge(number, part) if part else periods.year(number)


def of_unit(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return last year, earlier this month, next quarter."""
    if anchor is None:
        return None
    back, part = _BACK[match["back"].casefold()], (match["part"] or "").casefold()
    unit = match["unit"].casefold()
    if unit == "year":
        number = anchor.year - back
        return _edge(number, part) if part in ("early", "late") else periods.year(number)
    count = {"week": periods.week_from, "month": periods.month_from}
    return count.get(unit, periods.quarter_from)(anchor, back)


def of_this_year(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return in the third quarter, of the year that puts it nearest before the anchor."""
    if anchor is None:
        return None
    return anchor.latest(_part(anchor.year, match), _part(anchor.year - 1, match))


def of_month_alone(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return in March, of the year that puts it nearest before the anchor."""
    if anchor is None:
        return None
    in_month, part = _number(match["name"]), match["part"]
    this, last = (_third(anchor.year - back, in_month, part) for back in (0, 1))
    return anchor.latest(this, last)


def of_named_day(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return yesterday, today."""
    return (
        periods.day_from(anchor, int(match["name"].casefold() == "yesterday")) if anchor else None
    )


def of_open(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return recently: what lies not long before the anchor."""
    return periods.until(anchor) if anchor else None


EXPLICIT = (
    (ISO, of_iso), (OF_YEAR, of_year), (MONTH_YEAR, of_date), (DAY_MONTH, of_date),
    (MONTH_DAY, of_month_day), (FISCAL, of_fiscal), (YEAR, of_whole_year),
)  # fmt: skip
RELATIVE = (
    (RELATIVE_UNIT, of_unit), (OF_THIS_YEAR, of_this_year), (MONTH_ALONE, of_month_alone),
    (NAMED_DAY, of_named_day),
)  # fmt: skip


def _number(name: str) -> int:
    short = name[:3].casefold()
    return next(place for place, each in enumerate(_MONTHS, 1) if each.startswith(short))


def _third(in_year: int, in_month: int, part: str | None) -> Period | None:
    if not part:
        return periods.month(in_year, in_month)
    found = periods.third(in_year, in_month, _place(part))
    return found and found.roughly()


def _edge(in_year: int, part: str) -> Period | None:
    first, last = {0: (1, 3), 1: (6, 7), 2: (10, 12)}[_place(part)]
    if part.casefold().endswith("of"):  # the end of 2023, as 2023年底
        first, last = {0: (1, 1), 1: (6, 7), 2: (12, 12)}[_place(part)]
    found = periods.months(in_year, first, last, "quarter" if last - first == 2 else "month")
    return found and found.roughly()


def _place(part: str) -> int:
    words = part.casefold()
    return 2 if "late" in words or "end" in words else 1 if "mid" in words else 0


def _part(in_year: int, match: re.Match[str]) -> Period | None:
    if match["q"]:
        return periods.quarter(in_year, int(match["q"].strip("Q")))
    if match["h"]:
        return periods.half(in_year, int(match["h"].strip("H")))
    number = _ORDINALS[match["nth"].casefold()]
    if match["unit"].casefold() == "quarter":
        return periods.quarter(in_year, number)
    return periods.half(in_year, min(number, 2)) if number != 3 else None
