"""What an amount of money comes to, how exactly it is told, and in which currency."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractors.values import numerals
from extractors.values.currencies import NAMES, currency, currency_at

How = Literal["exactly", "about", "nearly", "over", "under", "between", "magnitude", "undisclosed"]


@dataclass(frozen=True)
class Amount:
    """A sum of money as it is told.

    ``low`` and ``high`` are the printed number (both the same), the ends of a range
    (``between``), or the power of ten and the next (``magnitude``: 数千万 is 10 to 100 million).
    """

    how: How
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str | None = None


_NUMERAL = "0-9零〇一二两三四五六七八九十百千万亿"
_ZH = rf"(?:[{_NUMERAL}几数](?:[{_NUMERAL}点半几数余多个]|,(?=[0-9])|\.(?=[0-9]))*)"
_EN = rf"(?:[0-9](?:,?[0-9])*(?:\.[0-9]+)?|\b(?:{numerals.WORD})\b)"
_SCALE = rf"(?:[\s-]*({numerals.SCALE})\b(?:\s+({numerals.SCALE})\b)?)?"
# Atomic, so that the figures of 1.23亿 are not read as far as 1.
_NUMBER = re.compile(rf"((?>{_EN}))(?![{_NUMERAL}点几数余多个]){_SCALE}|({_ZH})", re.IGNORECASE)
_TO = re.compile(rf"\+?\s*(?:{NAMES})?\s*(?:[-–—―~]+|至|到|to\b)\s*(?:{NAMES})?\s*")
_AND = re.compile(rf"\s*(?:{NAMES})?\s*and\b\s*(?:{NAMES})?\s*")
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
_NEIGHBOURS = re.compile(r"([一二两三四五六七八九])([二两三四五六七八九])(?=[十百千万亿])")
_ZH_SCALE = re.compile(r"[十百千万亿]+$")
_ASIDE = re.compile(r"[(,;:，。；：]")
_SEVERAL = re.compile("[几数]")
_LEVEL = re.compile(rf"([十百千万亿]+)(?:{NAMES})?级")
_UNDISCLOSED = re.compile(
    r"未披露|未透露|未公[开布]|不详|保密|undisclosed|not\s+(?:been\s+)?disclosed|unspecified"
    r"|confidential|not\s+made\s+public",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:(?P<many>tens|dozens|hundreds|thousands)\s+of|(?P<few>several|a\s+few|multiple|multi"
    r"|single-digit|double-digit|triple-digit))[\s-]+(?P<hundred>hundred\s+)?"
    r"(?P<scale>thousand|million|billion|trillion)s?\b"
    r"|\b(?P<bare>thousand|million|billion|trillion)s\b"
    r"|\b(?P<figures>five|six|seven|eight|nine|ten)[\s-]figure",
    re.IGNORECASE,
)
_MANY = {"tens": 10, "dozens": 10, "hundreds": 100, "thousands": 1000, "double-digit": 10,
         "triple-digit": 100}  # fmt: skip
# The first that fits counts: 不低于 before 低于, 不超过 before 超过.
_WORDS: tuple[tuple[How, str], ...] = (
    ("over", r"不低于|不少于|\b(?:no|not)\s+(?:less|fewer)\s+than\b|\bat\s+least\b"),
    ("nearly", r"\bjust\s+(?:under|below|short\s+of)\b"),
    ("under", r"不超过?|不足|不到|不多于|不高于|少于|低于|至多|最多|最高|以下|以内|\b(?:up\s+to"
              r"|at\s+most|under|below|less\s+than|(?:no|not)\s+more\s+than"
              r"|as\s+(?:much|many)\s+as)\b"),
    ("nearly", r"近|\b(?:nearly|almost|close\s+to)\b"),
    ("over", r"超|逾|多于|高于|至少|突破|以上|过(?=[0-9一二三四五六七八九十百千万亿])"
             r"|上(?=[十百千万亿])|余|(?<=[十百千万亿0-9])多|[0-9a-z]\+|\b(?:over|more\s+than"
             r"|exceed(?:s|ed|ing)?|in\s+excess\s+of|above|upwards\s+of|or\s+more|north\s+of)\b"),
    ("about", r"约|左右|大概|上下|许|估计|^\s*~|\b(?:about|around|approximately|approx|roughly"
              r"|some|circa|ca|an\s+estimated|or\s+so)\b"),
)  # fmt: skip
_HOW = tuple((how, re.compile(words, re.IGNORECASE)) for how, words in _WORDS)


def amount_in(words: str, code: str | None = None) -> Amount | None:
    """Return the first amount that some words tell, None where they tell none.

    >>> amount_in("近亿元")
    Amount(how='nearly', low=Decimal('100000000'), high=Decimal('100000000'), currency='CNY')
    >>> amount_in("US$1.5-2 billion").high, amount_in("数千万元").how, amount_in("undisclosed").how
    (Decimal('2000000000'), 'magnitude', 'undisclosed')

    ``code`` is the currency where the words name none.
    """
    text = re.sub(r"(?<=[一-鿿])\s+|\s+(?=[一-鿿])", "", unicodedata.normalize("NFKC", words))
    order = _order(text)
    if order is not None:
        return Amount("magnitude", order, order * 10, currency(text) or code)
    for match in _NUMBER.finditer(text):
        ends = _ends(text, match)
        if ends is None:
            continue
        low, high, end = ends
        money = currency_at(text, match.start(), end) or code
        if _SEVERAL.search(match[0]):
            return Amount("magnitude", low, high, money)
        if low != high:
            return Amount("between", low, high, money)
        return Amount(_how(text[:end] + _ASIDE.split(text[end:])[0]), low, high, money)
    return Amount("undisclosed", currency=code) if _UNDISCLOSED.search(text) else None


def _ends(text: str, match: re.Match[str]) -> tuple[Decimal, Decimal, int] | None:
    """Return the least and most that the number at a place means, and where it ends."""
    zh = match[4]
    if zh and (pair := _NEIGHBOURS.match(zh)):  # 三五千万 and 两三百万, but 二十三万
        low, high = (numerals.chinese_number(each + zh[pair.end() :]) for each in pair.groups())
        return None if low is None or high is None else (low, high, match.end())
    if zh and _SEVERAL.search(zh):
        return _several(zh, match.end())
    first = _number(match)
    if first is None:
        return None
    joint = _AND if _BETWEEN.search(text, 0, match.start()) else _TO
    to = joint.match(text, match.end())
    other = _NUMBER.match(text, to.end()) if to else None
    last = _number(other) if other else None
    if other is None or last is None:
        return first, first, match.end()
    least = _scaled_like(first, match, other)
    # $30M to 5 firms is no range.
    return (least, last, other.end()) if least < last else (first, first, match.end())


def _number(match: re.Match[str]) -> Decimal | None:
    if match[4]:
        return numerals.chinese_number(re.sub("[余多]", "", match[4]))
    number = numerals.english_number(match[1].casefold(), match[2])
    if number is None or not match[3]:
        return number
    return number * numerals.SCALES[match[3].casefold()]


def _scaled_like(first: Decimal, match: re.Match[str], other: re.Match[str]) -> Decimal:
    """Return the first of two numbers in the unit of the second: 1.5-2亿, $1.5-2 billion."""
    if match[2] or (match[4] and _ZH_SCALE.search(match[4])):
        return first
    if other[2]:
        return numerals.whole(first * numerals.SCALES[other[2].casefold()])
    unit = _ZH_SCALE.search(other[4] or "")
    return numerals.whole(first * (numerals.chinese_number(unit[0]) or 1)) if unit else first


def _several(numeral: str, end: int) -> tuple[Decimal, Decimal, int] | None:
    """Return the bounds of 数千万 (10 to 100 million) or 十几亿 (1 to 1.9 billion)."""
    bare = re.sub("[余多]", "", numeral)
    low = numerals.chinese_number(_SEVERAL.sub("", bare))
    if low is None:
        return None
    tens = re.search("十[几数]", bare)
    high = numerals.chinese_number(_SEVERAL.sub("九", bare)) if tens else low * 10
    return None if high is None else (low, high, end)


def _order(text: str) -> Decimal | None:
    """Return the power of ten of 千万级, tens of millions or seven-figure, or else None."""
    if level := _LEVEL.search(text):
        return numerals.chinese_number(level[1])
    match = _ORDER.search(text)
    if match is None:
        return None
    if match["figures"]:
        return Decimal(10 ** (int(numerals.WORDS[match["figures"].casefold()]) - 1))
    scale = numerals.SCALES[(match["scale"] or match["bare"]).casefold()]
    many = _MANY.get((match["many"] or match["few"] or "").casefold(), 1)
    return Decimal(many * scale * (100 if match["hundred"] else 1))


def _how(text: str) -> How:
    return next((how for how, words in _HOW if words.search(text)), "exactly")
