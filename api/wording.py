"""The properties of facts in a line of words, each value beside the words that it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from graph.records import Properties


def in_words(stated: Iterable[Properties]) -> str:
    """Return the properties of several facts of one link, each different one once.

    >>> in_words([{"round": "A", "amount": "近亿元", "amount_value": "100000000",
    ...            "amount_how": "nearly", "currency": "CNY", "lead": True}])
    'round A, amount 近亿元 (nearly CNY 100,000,000), lead'
    >>> in_words([{"date": "去年底", "date_from": "2023-12", "date_about": True}])
    'date 去年底 (about 2023-12)'
    """
    values: dict[str, list[str | bool]] = {}
    for properties in stated:
        for name, value in _worded(properties).items():
            if value not in values.setdefault(name, []):
                values[name].append(value)
    return ", ".join(
        name if each == [True] else f"{name} {' / '.join(str(value) for value in each)}"
        for name, each in values.items()
    )


def _worded(properties: Properties) -> Properties:
    """Return what is printed, with its value behind it and without the properties it is kept in."""
    amount, span = _amount(properties), _span(properties)
    worded: Properties = {}
    for name, value in properties.items():
        if name.startswith(("amount_", "date_")) or (name == "currency" and amount):
            continue
        beside = {"amount": amount, "date": span}.get(name)
        worded[name] = f"{value} ({beside})" if beside else value
    return worded


def _amount(properties: Properties) -> str:
    """Return an amount in figures: nearly CNY 100,000,000."""
    if "amount" not in properties:
        return ""
    ends = [_figures(properties[name]) for name in ("amount_value", "amount_low", "amount_high")
            if name in properties]  # fmt: skip
    how = str(properties.get("amount_how", ""))
    how = "" if how in ("between", "magnitude") else how
    code = str(properties.get("currency", ""))
    return " ".join(filter(None, (how, code, " to ".join(ends)))) if ends else ""


def _figures(number: str | bool) -> str:
    try:
        return f"{Decimal(str(number)):,f}"
    except InvalidOperation:
        return str(number)


def _span(properties: Properties) -> str:
    """Return an ISO date or the ends of a span, unless the words say just that in figures."""
    start, end = (str(properties.get(name, "")) for name in ("date_from", "date_until"))
    about = "about " if properties.get("date_about") else ""
    printed = {int(figures) for figures in re.findall("[0-9]+", str(properties.get("date", "")))}
    if not end and not about and {int(part) for part in start.split("-") if part} <= printed:
        return ""
    if not start:
        return f"until {end}" if end else ""
    return f"{about}{start} to {end}" if end else f"{about}{start}"
