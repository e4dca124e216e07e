"""Dates in the sentences that state facts."""

from __future__ import annotations

import re

from extractors.values.dates import CLOSED, OPEN, period

FOUNDED = re.compile("(?:正式)?(?:成立|创立|创办|创建|设立|注册成立)的")


def find_date(text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Return the first date between two offsets; one without a beginning only if it is alone.

    >>> find_date("近日，该公司在去年底完成融资")[0], find_date("近日完成融资")[0]
    ('去年底', '近日')
    """
    stop = len(text) if end is None else end
    return CLOSED.search(text, start, stop) or OPEN.search(text, start, stop)


def nearest_date(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last date between two offsets, which is of the last clause there.

    When something was founded that is only spoken of is no such date.

    >>> nearest_date("它成立于2019年，2023年推出新品", 0, 15)[0]
    '2023年'
    >>> nearest_date("2021年收购2015年成立的青松", 0, 16)[0]
    '2021年'
    """
    dates = [
        date for date in CLOSED.finditer(text, start, end) if not FOUNDED.match(text, date.end())
    ]
    return dates[-1] if dates else find_date(text, start, end)


def iso_date(expression: str, published: str | None = None) -> str | None:
    """Return the ISO date, or its beginning, that an expression means; None if it is open.

    >>> iso_date("2024 年 6 月"), iso_date("January 5, 2024"), iso_date("去年8月", "2026-03-31")
    ('2024-06', '2024-01-05', '2025-08')

    An expression without a year is dated from ``published`` (ISO): the year that puts it
    nearest before that day, because press reports what has happened.

    >>> iso_date("12月28日", "2026-01-03"), iso_date("6月5日")
    ('2025-12-28', None)
    """
    found = period(expression, published)
    return found.start if found else None
