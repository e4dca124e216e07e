"""Amounts, currencies and dates as English sentences print them."""

from __future__ import annotations

import re

from extractors.values.currencies import currency
from extractors.values.dates import CLOSED, EXPLICIT

__all__ = ["currency", "only_date"]


def only_date(sentence: str) -> str | None:
    """Return the date of a sentence as printed; None where it has none, or several.

    One that counts from the day of publication gives way to one that does not.

    >>> only_date("On April 2, 2024, Acme bought Beta."), only_date("From 2020 to May 2021")
    ('April 2, 2024', 'May 2021')
    """
    for dates in (EXPLICIT, CLOSED):
        found = {re.sub(r"^[Ii]n\s+", "", match.group()) for match in dates.finditer(sentence)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None
