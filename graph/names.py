"""Names as they are compared and as they are shown, in Chinese and English."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

# Longest first: "股份有限公司" must go before "有限公司" gets a chance.
FIRM_ENDINGS = (
    "有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "股份公司",
    ", inc.", " inc.", " inc", " incorporated", " corporation", " corp.", " corp",
    " co., ltd.", " co., ltd", " co. ltd.", " co ltd", " company limited", " limited", " ltd.",
    " ltd", " llc", " l.l.c.", " plc", " gmbh", " ag", " s.a.", " n.v.", " b.v.", " pte. ltd.",
)  # fmt: skip
PLACE_IN_BRACKETS = re.compile(
    r"[（(](?:中国|北京|上海|天津|重庆|香港|澳门|深圳|广州|杭州|南京|苏州|武汉|成都|西安|厦门|青岛|宁波|"
    r"合肥|长沙|无锡|珠海|东莞|佛山|济南|大连|福建|广东|江苏|浙江|四川|海南|[\u4e00-\u9fff]{2,4}[省市区])[）)]"
)
NOISE = re.compile(r"[\s\"'“”‘’「」『』《》〈〉<>·・‧•\-‐–—_.,，。]+")
QUOTES = "“”‘’「」『』\"'"


def comparable_name(name: str) -> str:
    """Strip what two spellings of one thing's name usually differ in.

    >>> comparable_name("中芯国际（上海）有限公司")
    '中芯国际'
    >>> comparable_name("SMIC Co., Ltd.") == comparable_name("ＳＭＩＣ")
    True
    >>> comparable_name("騰訊控股有限公司")
    '腾讯控股'
    >>> comparable_name("Qwen 2.5-Max"), comparable_name("qwen2.5 max")
    ('qwen25max', 'qwen25max')

    The result is for comparing only: it may be an unnatural name, but it is never empty
    where the name is not. A name that is all ending, such as "有限公司", is kept whole.
    """
    folded = unicodedata.normalize("NFKC", simplified(name)).casefold().strip()
    bare = PLACE_IN_BRACKETS.sub("", folded)
    for ending in FIRM_ENDINGS:
        bare = bare.removesuffix(ending).rstrip(" ,")
    return NOISE.sub("", bare) or NOISE.sub("", folded) or folded


def simplified(text: str) -> str:
    """Return the text in simplified characters, one for each character of it.

    >>> simplified("騰訊與臺灣大學")
    '腾讯与台湾大学'
    """
    if text.isascii():
        return text
    text = text.encode(errors="replace").decode()  # halves of broken characters become "?"
    converted: str = _converter().convert(text)
    if len(converted) != len(text):  # a phrase of OpenCC's that changes the length
        converted = "".join(_converter().convert(character)[:1] or character for character in text)
    return converted


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def display_name(name: str) -> str:
    """Tidy a name for people: one space where there were several, no quotes around it.

    >>> display_name(" “Bolt” "), display_name("FusionSolar   9.0")
    ('Bolt', 'FusionSolar 9.0')
    """
    tidy = " ".join(name.split())
    if len(tidy) > 2 and tidy[0] in QUOTES and tidy[-1] in QUOTES:
        inner = tidy[1:-1]
        return inner if not any(mark in inner for mark in QUOTES) else tidy
    return tidy
