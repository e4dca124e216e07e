"""The publication date that a document states about itself."""

from __future__ import annotations

import re
from datetime import date

HEAD = 1500  # characters within which a document dates itself
SHORT = 48  # characters of a line that is a dateline rather than a sentence

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = "|".join(f"{name.title()}|{name[:3].title()}t?" for name in MONTHS)
YEAR = r"(?<!\d)(?P<year>(?:19|20)\d\d)"
NUMERIC = re.compile(
    YEAR
    + r"\s*(?P<mark>[-/.年])\s*(?P<month>\d{1,2})(?:\s*(?:(?P=mark)|月)\s*(?P<day>\d{1,2}))?(?!\d)"
)
ENGLISH = re.compile(
    rf"\b(?:(?P<before>\d{{1,2}})\s+)?(?P<month>{MONTH})\b\.?\s+"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)\b"
)
LABEL = re.compile(
    r"(?:(?:发布|发表|出版|刊发|发文|成文|印发|公布)(?:时间|日期)|日期|时间)\s*[：:]\s*"
    r"|(?i:\b(?:published|date|posted|release date|publication date)(?: on)?\s*:\s*)"
)
AFTER = re.compile(r"日?\s*(?:出版|发布|刊发|发行)")
ISSUED_IN_SENTENCE = re.compile("[，。；,;]")
STATED = rf"(?P<date>(?:{MONTH})\b\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} (?:{MONTH})\b\.?,? \d{{4}})\s*"
# Another date after the dash makes it a period.
DASH = rf"(?:--|[–—]|-(?=\s))(?!\s*(?:{MONTH}|\d))"
OPENING_WORD = r"(?:After|As|At|Before|Between|By|From|In|On|Since|The|Until)\b"
# "BEIJING, Sept. 3, 2024 /PRNewswire/ --": the place, the date, the wire.
WIRE = re.compile(rf"(?!{OPENING_WORD})[A-Z][\w .,()-]{{2,48}}?[,，] {STATED}(?:[/(]|{DASH})")
WITHOUT_PLACE = re.compile(f"{STATED}{DASH}")
FIRST_LINES = 5  # among which a dateline without a place may stand
YEAR_AFTER = 24  # characters within which a label is followed by its date


def _iso(year: str, month: str, day: str | None) -> str | None:
    """Return an ISO date, or its beginning; None if there is no such day."""
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _of(match: re.Match[str]) -> str | None:
    if match.re is NUMERIC:
        return _iso(match["year"], match["month"], match["day"])
    month = [name[:3] for name in MONTHS].index(match["month"].lower()[:3]) + 1
    return _iso(match["year"], str(month), match["day"] or match["before"])


def iso_date(text: str) -> str | None:
    """Return the first date in a text as ISO, as far as it is stated.

    >>> iso_date("2026年3月31日出版"), iso_date("June 12, 2025"), iso_date("2026-03")
    ('2026-03-31', '2025-06-12', '2026-03')
    """
    found = [match for pattern in (NUMERIC, ENGLISH) if (match := pattern.search(text))]
    return _of(min(found, key=lambda match: match.start())) if found else None


def published_in(text: str) -> str | None:
    """Return the date on which a text says near its head that it was published.

    That is a date with a label (发布时间：, Published:), one that 出版 or 发布 follows at the
    end of its line, or a dateline: a short line with a date and no sentence, or what a wire
    report begins with (PARIS, Feb. 3, 2024 -). A date inside a sentence is about something else.
    """
    head = text[:HEAD]
    for label in LABEL.finditer(head):
        stated = iso_date(head[label.end() : label.end() + YEAR_AFTER])
        if stated:
            return stated
    for line in head.splitlines():
        for match in NUMERIC.finditer(line):
            issued = AFTER.match(line, match.end())
            if issued and not line[issued.end() :].strip("　 。.)）"):
                return _of(match)
    lines = (line.strip(" \t\u3000()（）[]【】") for line in head.splitlines())
    for number, content in enumerate(filter(None, lines)):
        wire = WIRE.match(content) or (number < FIRST_LINES and WITHOUT_PLACE.match(content))
        if wire:
            return iso_date(wire["date"])
        if len(content) <= SHORT and not ISSUED_IN_SENTENCE.search(content.replace(", ", " ")):
            stated = _dateline(content)
            if stated:
                return stated
    return None


def _dateline(line: str) -> str | None:
    """Return the date of a line that says little else than a date and a place or source."""
    for pattern in (NUMERIC, ENGLISH):
        match = pattern.search(line)
        if match and match["day" if pattern is NUMERIC else "year"]:
            rest = line[: match.start()] + line[match.end() :].lstrip("日")
            if len(re.findall(r"\w", rest)) <= SHORT // 4:
                return _of(match)
    return None
