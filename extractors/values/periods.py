"""Spans of time as ISO 8601 dates or their beginnings, and the day from which a text counts."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "week", "third", "month", "quarter", "half", "year", "open"]
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
THIRDS = ((1, 10), (11, 20), (21, 31))


@dataclass(frozen=True)
class Period:
    """From the beginning of ``start`` to the end of ``end``, both ISO and as exact as known.

    ``precision`` is the unit in which the text speaks (a ``third`` is ten days of a month);
    ``about`` that it says so only roughly. One that is ``open`` has an end alone.
    """

    start: str | None
    end: str
    precision: Precision
    about: bool = False

    def roughly(self) -> Period:
        """Return the same span, told roughly."""
        return replace(self, about=True)


@dataclass(frozen=True)
class Anchor:
    """The day on which a text was published, as far as it is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, published: str | None) -> Anchor | None:
        """Return the anchor of an ISO date or its beginning; None where there is none."""
        match = _ISO.match(published or "")
        if match is None or match[1] == "0000":
            return None
        month, day = (int(part) if part else None for part in match.groups()[1:])
        return cls(int(match[1]), month, day)

    @property
    def date(self) -> date | None:
        """The day itself, where it is known and the calendar has it."""
        try:
            return date(self.year, self.month or 0, self.day or 0)
        except ValueError:
            return None

    @property
    def iso(self) -> str:
        """The date as far as it is known."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def latest(self, period: Period | None, before: Period | None) -> Period | None:
        """Return the period of this year, or that of the year before if this one is to come.

        Press reports what has happened: 12月28日 in January is a day of last year.
        """
        if period is None:
            return None
        # Of longer spans the last month decides: 8月下旬 may be told on the 25th.
        shared = min(len(self.iso), len(period.end) if period.precision == "day" else 7)
        return before if period.end[:shared] > self.iso[:shared] else period


def year(number: int) -> Period | None:
    """Return a whole year."""
    name = f"{number:04}"
    return Period(name, name, "year") if 1 <= number <= 9999 else None


def month(in_year: int, number: int) -> Period | None:
    """Return a month; None if the year has no such month."""
    return months(in_year, number, number, "month")


def months(in_year: int, first: int, last: int, precision: Precision) -> Period | None:
    """Return several whole months of a year."""
    if not (1 <= in_year <= 9999 and 1 <= first <= last <= 12):
        return None
    return Period(f"{in_year:04}-{first:02}", f"{in_year:04}-{last:02}", precision)


def day(in_year: int, in_month: int, number: int) -> Period | None:
    """Return a day; None if the calendar has it not."""
    try:
        return on(date(in_year, in_month, number))
    except ValueError:
        return None


def on(there: date) -> Period:
    """Return a day."""
    return Period(there.isoformat(), there.isoformat(), "day")


def third(in_year: int, in_month: int, number: int) -> Period | None:
    """Return the first, second or last ten days of a month, counted from 0."""
    if month(in_year, in_month) is None:
        return None
    first, last = THIRDS[number]
    last = min(last, monthrange(in_year, in_month)[1])
    stem = f"{in_year:04}-{in_month:02}"
    return Period(f"{stem}-{first:02}", f"{stem}-{last:02}", "third")


def quarter(in_year: int, number: int) -> Period | None:
    """Return a quarter, counted from 1."""
    return months(in_year, 3 * number - 2, 3 * number, "quarter")


def half(in_year: int, number: int) -> Period | None:
    """Return a half of a year, counted from 1."""
    return months(in_year, 6 * number - 5, 6 * number, "half")


def month_from(anchor: Anchor, back: int) -> Period | None:
    """Return the month so many before that of the anchor."""
    if anchor.month is None:
        return None
    years, at = divmod(anchor.year * 12 + anchor.month - 1 - back, 12)
    return month(years, at + 1)


def quarter_from(anchor: Anchor, back: int) -> Period | None:
    """Return the quarter so many before that of the anchor."""
    if anchor.month is None:
        return None
    years, at = divmod(anchor.year * 4 + (anchor.month - 1) // 3 - back, 4)
    return quarter(years, at + 1)


def week_from(anchor: Anchor, back: int) -> Period | None:
    """Return the week, Monday to Sunday, so many before that of the anchor."""
    there = anchor.date
    if there is None:
        return None
    try:
        monday = there - timedelta(days=there.weekday() + 7 * back)
        return Period(monday.isoformat(), (monday + timedelta(days=6)).isoformat(), "week")
    except OverflowError:  # the calendar ends there
        return None


def day_from(anchor: Anchor, back: int) -> Period | None:
    """Return the day so many before the anchor."""
    try:
        return on(anchor.date - timedelta(days=back)) if anchor.date else None
    except OverflowError:
        return None


def until(anchor: Anchor) -> Period:
    """Return what lies not long before the anchor: 近日, recently."""
    return Period(None, anchor.iso, "open", about=True)
