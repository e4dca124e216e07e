"""Amounts of money in Chinese sentences, as they are printed."""

from __future__ import annotations

import re

from extractors.values.currencies import CHINESE, currency

__all__ = ["AMOUNT", "currency"]

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
