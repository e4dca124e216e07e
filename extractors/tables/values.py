"""What the cells of tables say: dates, and yes or no."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from extractors.facts.dates import iso_date
from extractors.tables.entries import RowError
from graph.records import Properties

YES = frozenset(("1", "true", "t", "yes", "y", "x", "是"))
NO = frozenset(("", "0", "false", "f", "no", "n", "否"))
FLAGS = frozenset(("lead", "former"))
"""The properties that are true or absent."""
PLAIN = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ][\d:.+Z-]*)?")


@lru_cache(maxsize=1 << 14)
def date_of(words: str, written: str | None = None) -> str:
    """Return the ISO date, or its beginning, that a cell holds; ``written`` is its format.

    >>> date_of("2012-10-03"), date_of("2012/7"), date_of("2012"), date_of("2012年10月3日")
    ('2012-10-03', '2012-07', '2012', '2012-10-03')
    >>> date_of("03/10/2012", "%d/%m/%Y")
    '2012-10-03'

    Raises:
        RowError: if the cell holds no date, or none in that format.
    """
    if written is not None:
        try:
            return datetime.strptime(words, written).date().isoformat()
        except ValueError:
            raise RowError(f"{words!r} is no date in the format {written!r}") from None
    plain = PLAIN.fullmatch(words)
    stated = "-".join(part.zfill(2) for part in plain.groups() if part) if plain else ""
    found = _checked(stated) if plain else iso_date(words)
    if found is None:
        raise RowError(f"{words!r} is no date; the mapping may give its format")
    return found


def flag(words: str) -> bool:
    """Return what a cell says that holds yes or no.

    Raises:
        RowError: if it holds neither.
    """
    folded = words.casefold()
    if folded not in YES | NO:
        raise RowError(f"{words!r} is neither yes nor no")
    return folded in YES


def tidy(properties: Properties) -> Properties:
    """Return the properties without a currency of no amount.

    >>> tidy({"currency": "USD"}), tidy({"amount": "5", "currency": "USD"})
    ({}, {'amount': '5', 'currency': 'USD'})
    """
    if "amount" in properties:
        return properties
    return {name: value for name, value in properties.items() if name != "currency"}


def _checked(stated: str) -> str | None:
    """Return an ISO date, or its beginning, if the calendar has it."""
    try:
        datetime.strptime(stated, "%Y-%m-%d"[: 3 * stated.count("-") + 2])
    except ValueError:
        return None
    return stated
