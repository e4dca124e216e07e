"""Amounts of money in Chinese sentences, as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.values.currencies import CHINESE, currency

__all__ = ["AMOUNT", "currency", "payments"]

_UNIT = "|".join(sorted(CHINESE, key=len, reverse=True))
_FIGURES = r"\d[\d,，]*(?:\.\d+)?\s*(?:余|多)?\s*(?:万亿|千万|百万|十亿|亿|万|千)?(?:余|多)?"
_NUMERALS = "一二两三四五六七八九十百千"
AMOUNT = re.compile(
    r"(?:大?约|将?近|接近|不?超过?|逾|达|高达|不低于|不少于|不足|至少|最高|总额|累计|人民币|港币|新台币)*\s*"
    rf"(?:{_FIGURES}(?:\s*元?[-–—~～至到]\s*{_FIGURES}|(?<=亿)\d+万)?"
    r"|(?<=[近超逾过])(?:亿|千万|百万)|[数几上]\s*(?:百|千|十)?(?:万|亿)+|十[数几余多](?:万|亿)"
    rf"|[{_NUMERALS}]+(?:点[零{_NUMERALS}]+)?(?:余|多)?(?:万|亿|千万|百万)+"
    rf"|[十百千]?[万亿](?=(?:{_UNIT})级[^。，]{{0,6}}[轮融投]))"
    rf"\s*(?:{_UNIT})(?:人民币|等值人民币)?"
)
# What a firm is worth or takes in is no payment: 估值13亿美元, 120亿美元投前估值.
WORTH = re.compile(r"(?:估值|市值|营收|收入|利润|销售额|资产|管理规模|注册资本)[^，。；]{0,8}$")
WORTH_BEHIND = re.compile(r"\s?(?:的)?(?:投前|投后)?(?:估值|市值)")
BEFORE = 12


def payments(
    text: str, start: int, end: int, pattern: re.Pattern[str] = AMOUNT
) -> Iterator[re.Match[str]]:
    """Yield the amounts between two offsets but those that say what a firm is worth or earns.

    >>> text = "估值13亿美元的甲社获2亿元投资"
    >>> [match[0] for match in payments(text, 0, len(text))]
    ['2亿元']
    """
    for match in pattern.finditer(text, start, end):
        before = WORTH.search(text, max(start, match.start() - BEFORE), match.start())
        if before is None and WORTH_BEHIND.match(text, match.end()) is None:
            yield match
