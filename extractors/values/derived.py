"""Properties of a fact with the values of what they print beside the words."""

from __future__ import annotations

from decimal import Decimal

from extractors.values.amounts import Amount, amount_in
from extractors.values.dates import period
from extractors.values.periods import Period
from graph.records import Properties


def with_values(properties: Properties, published: str | None) -> tuple[Properties, str | None]:
    """Return the properties with the values of amount and date, and the ISO date of the fact.

    The date is the beginning of what the words mean, from the day of publication.

    >>> with_values({"amount": "近亿元", "date": "去年第三季度"}, "2024-02-01") == ({
    ...     "amount": "近亿元", "amount_value": "100000000", "amount_how": "nearly",
    ...     "currency": "CNY", "date": "去年第三季度", "date_from": "2023-07",
    ...     "date_until": "2023-09", "date_precision": "quarter"}, "2023-07")
    True
    """
    date = properties.get("date")
    span = period(date, published) if isinstance(date, str) else None
    told = with_amount(properties)
    return (told | _of_period(span), span.start) if span else (told, None)


def with_amount(properties: Properties) -> Properties:
    """Return the properties with the value of the amount, if they have one.

    >>> with_amount({"amount": "2,500", "currency": "USD"})["amount_value"]
    '2500'
    """
    amount, code = properties.get("amount"), properties.get("currency")
    if not isinstance(amount, str):
        return properties
    found = amount_in(amount, code if isinstance(code, str) else None)
    # What is printed comes first, and a currency that is given is kept.
    return properties | _of_amount(found) | properties if found else properties


def _of_amount(amount: Amount) -> Properties:
    """Return amount_value, or amount_low and amount_high; amount_how unless it is exact."""
    told: Properties = {}
    if amount.low is not None and amount.low == amount.high:
        told["amount_value"] = plain(amount.low)
    elif amount.low is not None and amount.high is not None:
        told["amount_low"], told["amount_high"] = plain(amount.low), plain(amount.high)
    if amount.how != "exactly":
        told["amount_how"] = amount.how
    if amount.currency:
        told["currency"] = amount.currency
    return told


def _of_period(span: Period) -> Properties:
    """Return date_from, and date_until with its unit where the span ends in another."""
    told: Properties = {"date_from": span.start} if span.start else {}
    if span.end != span.start:
        told |= {"date_until": span.end, "date_precision": span.precision}
    if span.about:
        told["date_about"] = True
    return told


def plain(number: Decimal) -> str:
    """Return a number without an exponent.

    >>> plain(Decimal("1.5E+8"))
    '150000000'
    """
    return f"{number:f}"
