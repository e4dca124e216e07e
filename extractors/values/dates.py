"""What the dates of a text mean: spans of time, counted from the day of its publication."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from extractors.values import chinese_dates, english_dates
from extractors.values.periods import Anchor, Period

Reading = Callable[[re.Match[str], Anchor | None], Period | None]
Form = tuple[re.Pattern[str], Reading]

_EXPLICIT: tuple[Form, ...] = (*chinese_dates.EXPLICIT, *english_dates.EXPLICIT)
_RELATIVE: tuple[Form, ...] = (*chinese_dates.RELATIVE, *english_dates.RELATIVE)
_OPEN: tuple[Form, ...] = (
    (chinese_dates.OPEN, chinese_dates.of_open),
    (english_dates.OPEN, english_dates.of_open),
)


def _any(forms: Iterable[Form]) -> re.Pattern[str]:
    """Return a pattern for any of the forms, the first that fits; names of groups would clash."""
    return re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", each.pattern) for each, _ in forms))


EXPLICIT = _any(_EXPLICIT)
"""Dates that name a year, or a day of a month."""
CLOSED = _any((*_EXPLICIT, *_RELATIVE))
"""Those, and the ones that count from the day of publication: 去年底, last week."""
OPEN = _any(_OPEN)
"""近日 and recently, which have no beginning."""


def period(words: str, published: str | None = None) -> Period | None:
    """Return what the first date in some words means; None without one, or without an anchor.

    >>> period("2023年第三季度")
    Period(start='2023-07', end='2023-09', precision='quarter', about=False)
    >>> period("去年底", "2024-03-05")
    Period(start='2023-12', end='2023-12', precision='month', about=True)
    >>> period("last week", "2024-03-05").start, period("last week"), period("近日", "2024-03").end
    ('2024-02-26', None, '2024-03')
    """
    found = CLOSED.search(words) or OPEN.search(words)
    if found is None:
        return None
    for form, reading in (*_EXPLICIT, *_RELATIVE, *_OPEN):
        if match := form.match(words, found.start()):
            return reading(match, Anchor.of(published))
    return None
