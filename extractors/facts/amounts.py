"""Amounts of money as texts print them, and their currencies."""

from __future__ import annotations

import re

CURRENCIES = {
    "美元": "USD", "美金": "USD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "韩元": "KRW",
    "港元": "HKD", "港币": "HKD", "新加坡元": "SGD", "新元": "SGD", "瑞士法郎": "CHF",
    "加元": "CAD", "澳元": "AUD", "卢比": "INR", "人民币": "CNY", "元": "CNY",
}  # fmt: skip
_UNIT = "|".join(sorted(CURRENCIES, key=len, reverse=True))
AMOUNT = re.compile(
    r"(?:约|近|超过|超|逾|达|高达|总额|累计|人民币)*\s*"
    r"(?:\d[\d,，]*(?:\.\d+)?\s*(?:余|多)?\s*(?:万亿|千万|百万|十亿|亿|万|千)?(?:余|多)?"
    r"|(?<=[近超逾过])(?:亿|千万|百万)|[数几上]\s*(?:百|千|十)?(?:万|亿)+|[一二两三四五六七八九十百千]+(?:万|亿|千万|百万)+)"
    rf"\s*(?:{_UNIT})(?:人民币|等值人民币)?"
)


def currency(amount: str) -> str | None:
    """Return the ISO 4217 code of a Chinese amount, or None where it names no currency.

    >>> currency("约 1.23 亿美元"), currency("数千万元人民币"), currency("三百万")
    ('USD', 'CNY', None)
    """
    for word in sorted(CURRENCIES, key=len, reverse=True):
        if word in amount:
            return CURRENCIES[word]
    return None
