"""Amounts, currencies and dates as English sentences print them."""

from __future__ import annotations

import re

from extractors.facts.dates import DATE

# Longest first: "HK$" ends in "$".
SIGNS = (
    ("US$", "USD"), ("HK$", "HKD"), ("NT$", "TWD"), ("S$", "SGD"), ("A$", "AUD"), ("C$", "CAD"),
    ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("yen", "JPY"), ("JPY", "JPY"), ("won", "KRW"),
    ("RMB", "CNY"), ("CNY", "CNY"), ("yuan", "CNY"), ("¥", "CNY"), ("EUR", "EUR"), ("euros", "EUR"),
    ("GBP", "GBP"), ("pounds", "GBP"), ("HKD", "HKD"), ("USD", "USD"), ("dollars", "USD"),
)  # fmt: skip


def currency(amount: str) -> str | None:
    """Return the ISO 4217 code of an English amount, or None where it names no currency.

    >>> currency("US$1.2 billion"), currency("RMB 300 million"), currency("€20m")
    ('USD', 'CNY', 'EUR')
    """
    return next((code for sign, code in SIGNS if sign in amount), None)


def only_date(sentence: str) -> str | None:
    """Return the date of a sentence as printed; None where it has none, or several.

    >>> only_date("On April 2, 2024, Acme bought Beta."), only_date("From 2020 to May 2021")
    ('April 2, 2024', 'May 2021')
    """
    found = {re.sub(r"^[Ii]n\s+", "", match.group()) for match in DATE.finditer(sentence)}
    return found.pop() if len(found) == 1 else None
