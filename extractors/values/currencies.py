"""Currencies as texts write them, by their ISO 4217 codes."""

from __future__ import annotations

import re

CHINESE = {
    "美元": "USD", "美金": "USD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "日圆": "JPY",
    "韩元": "KRW", "韩币": "KRW", "港元": "HKD", "港币": "HKD", "澳门元": "MOP", "新台币": "TWD",
    "台币": "TWD", "新加坡元": "SGD", "新元": "SGD", "坡币": "SGD", "瑞士法郎": "CHF",
    "瑞郎": "CHF", "瑞典克朗": "SEK", "丹麦克朗": "DKK", "挪威克朗": "NOK", "加元": "CAD",
    "澳元": "AUD", "新西兰元": "NZD", "卢比": "INR", "卢布": "RUB", "泰铢": "THB", "越南盾": "VND",
    "印尼盾": "IDR", "林吉特": "MYR", "迪拉姆": "AED", "里亚尔": "SAR", "雷亚尔": "BRL",
    "人民币": "CNY", "元": "CNY",
}  # fmt: skip
ENGLISH = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "A$": "AUD", "AU$": "AUD", "C$": "CAD",
    "CA$": "CAD", "NZ$": "NZD", "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "₩": "KRW",
    "₹": "INR", "¥": "CNY", "yen": "JPY", "won": "KRW", "yuan": "CNY", "renminbi": "CNY",
    "rupees": "INR", "euros": "EUR", "euro": "EUR", "pounds": "GBP", "Swiss francs": "CHF",
    "Hong Kong dollars": "HKD", "Singapore dollars": "SGD", "Australian dollars": "AUD",
    "Canadian dollars": "CAD", "Taiwan dollars": "TWD", "dollars": "USD", "RMB": "CNY",
} | {
    code: code
    for code in ("USD", "EUR", "GBP", "JPY", "CNY", "KRW", "HKD", "TWD", "SGD", "AUD", "CAD",
                 "CHF", "SEK", "DKK", "NOK", "INR", "RUB", "BRL", "AED", "SAR", "MYR", "THB")
}  # fmt: skip
CODES = CHINESE | ENGLISH
# Longest first: HK$ ends in $, 港元 in 元.
NAMES = "|".join(re.escape(name) for name in sorted(CODES, key=lambda name: (-len(name), name)))
_NAME = re.compile(NAMES)
_BEHIND = re.compile(rf"\s*(?:等值)?(?:元(?={NAMES}))?({NAMES})")
YUAN = "元"  # also ends the names of amounts in others: 港币5亿元


def currency(words: str) -> str | None:
    """Return the ISO 4217 code of the longest name of a currency in some words, or None.

    >>> currency("约 1.23 亿美元"), currency("RMB 300 million"), currency("三百万")
    ('USD', 'CNY', None)
    """
    names = [match[0] for match in _NAME.finditer(words)]
    return CODES[max(names, key=len)] if names else None


def currency_at(words: str, start: int, end: int) -> str | None:
    """Return the code of the currency that stands next to a number, behind it or before.

    >>> currency_at("1亿元（约1400万美元）", 0, 2), currency_at("港币5亿元", 2, 4)
    ('CNY', 'HKD')
    """
    behind = _BEHIND.match(words, end)
    before = currency(words[:start])
    if behind and not (behind[1] == YUAN and before):
        return CODES[behind[1]]
    return before or currency(words[end:])
