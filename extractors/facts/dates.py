"""Dates as texts print them, and the ISO dates that they mean."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
_MONTH = "|".join(f"{name.title()}|{name[:3].title()}\\.?" for name in _MONTHS)
_SPACE = r"\s*"

DATE = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d){_SPACE}年(?:{_SPACE}(?P<month>\d{{1,2}}){_SPACE}月(?:份|"
    rf"{_SPACE}(?P<day>\d{{1,2}}){_SPACE}[日号])?|底|初|末)?)"
    rf"|(?:(?P<relative>今年|去年|前年|明年|本年)(?:{_SPACE}(?P<rmonth>\d{{1,2}}){_SPACE}月(?:份|"
    rf"{_SPACE}(?P<rday>\d{{1,2}}){_SPACE}[日号])?)?)"
    rf"|(?:(?P<bmonth>\d{{1,2}}){_SPACE}月{_SPACE}(?P<bday>\d{{1,2}}){_SPACE}[日号])"
    rf"|(?:\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b)"
    rf"|(?:\b(?P<ename>{_MONTH})\s+(?:(?P<eday>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+))?"
    rf"(?P<eyear>(?:19|20)\d\d)\b)"
    rf"|(?:\b(?P<dday>\d{{1,2}})\s+(?P<dname>{_MONTH})\s+(?P<dyear>(?:19|20)\d\d)\b)"
    rf"|(?:\b(?P<yname>{_MONTH})\s+(?P<yday>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d))"
    rf"|(?:\b[Ii]n\s+(?P<bare>(?:19|20)\d\d)\b)"
)
_YEARS_BACK = {"今年": 0, "本年": 0, "去年": 1, "前年": 2, "明年": -1}


def find_date(text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Return the first date expression between two offsets, or None."""
    return DATE.search(text, start, len(text) if end is None else end)


def iso_date(expression: str, published: str | None = None) -> str | None:
    """Return the ISO date, or its beginning, that an expression means; None if it is open.

    >>> iso_date("2024 年 6 月"), iso_date("January 5, 2024"), iso_date("去年8月", "2026-03-31")
    ('2024-06', '2024-01-05', '2025-08')

    An expression without a year is dated from ``published`` (ISO): the year that puts it
    nearest before that day, because press reports what has happened.

    >>> iso_date("12月28日", "2026-01-03"), iso_date("6月5日")
    ('2025-12-28', None)
    """
    match = DATE.search(expression)
    if match is None:
        return None
    part = match.groupdict()
    if part["iso"]:
        return str(part["iso"])
    if part["relative"]:
        if not published:
            return None
        year = str(int(published[:4]) - _YEARS_BACK[part["relative"]])
        return _joined(year, part["rmonth"], part["rday"])
    if part["bmonth"] or part["yname"]:
        month = part["bmonth"] or _number(part["yname"])
        return _nearest(month, part["bday"] or part["yday"], published)
    name = part["ename"] or part["dname"]
    month = part["month"] or (_number(name) if name else None)
    year = part["year"] or part["eyear"] or part["dyear"] or part["bare"]
    return _joined(year, month, part["day"] or part["eday"] or part["dday"])


def _number(name: str) -> str:
    short = name[:3].casefold()
    return str(next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(short)))


def _joined(year: str, month: str | None, day: str | None) -> str | None:
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{year}-{int(month):02}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _nearest(month: str, day: str, published: str | None) -> str | None:
    if not published:
        return None
    year = int(published[:4])
    this_year = _joined(str(year), month, day)
    if this_year is not None and this_year[: len(published)] > published:
        return _joined(str(year - 1), month, day)
    return this_year
