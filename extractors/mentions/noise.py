"""What finders mark and what names nothing: clauses, generic words, features of the land.

Damaged text (columns, captions, tables) makes finders join words that do not belong together.
Here is the one place that refuses such names, whichever finder they come from.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from extractors.mentions.gazetteer import canonical_names
from extractors.spans import Span
from graph.names import comparable_name

TABLE = Path(__file__).parents[1] / "data" / "noise.toml"
HAN = re.compile(r"[\u4e00-\u9fff]")
# 青发 of 青发〔2021〕35号 is no body, HAD401 of HAD401/08-2016 no product.
NUMBERED = re.compile(r"\s?[〔\[［【]\s?\d{4}\s?[〕\]］】]|/\d{2}-\d{4}")
# A mark that no name has inside, or half a pair of brackets.
MARKS = re.compile(r"[，。；！？：;!?\n\t|｜丨■□◆●]|\.{3}|…")
PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("「", "」"), ("《", "》"), ("[", "]"))
LONGEST = {"Person": 40, "Place": 40, "Organization": 90, "Technology": 60, "Policy": 240}
SHORT, WINDOW = 3, 8
# 沪指, 沪综指: an index of the exchange there.
INDEX = re.compile(r"(?:[综成]?指(?!挥|导|定|出|数中心)|市(?:指数|早盘|午盘|尾盘|开盘|收盘))")
# 腾讯投资了京东: what a firm did, read as the end of its name.
DID = re.compile(r"(?:投资|创投|收购|控股|服务|合作)$")
ACCOUNT = re.compile(r"\s?(?:官方)?(?:公众号|服务号|订阅号|视频号|号[:：]|扫一扫|扫码|搜索)")


def is_noise(text: str, span: Span) -> bool:
    """Tell whether a span that was found names nothing.

    >>> is_noise("", Span(0, 9, "Technology", "实现AI用于客服的", "", 0.9))
    True
    >>> is_noise("", Span(0, 4, "Technology", "人形机器人", "", 0.9))
    False
    """
    name = span.text
    if len(name) > LONGEST[span.type] or any(name.count(a) != name.count(b) for a, b in PAIRS):
        return True
    if span.type == "Policy":
        return False
    is_cut = MARKS.search(name) or NUMBERED.match(text, span.end)
    if not HAN.search(name):
        return bool(is_cut) or _is_english_noise(span)
    return bool(is_cut) or _is_misread(text, span) or _is_description(span)


def _is_misread(text: str, span: Span) -> bool:
    """Tell whether what stands around a name shows that it means something else here."""
    if span.type == "Place" and len(span.text) == 1 and INDEX.match(text, span.end):
        return True
    if span.type == "Technology" and ACCOUNT.match(text, span.end):
        return True
    if span.type == "Organization" and DID.search(span.text) and text.startswith("了", span.end):
        return True
    return len(span.text) <= SHORT and _is_across_words(text, span)


def _is_description(span: Span) -> bool:
    """Tell whether a name is a clause or made of general words; listed names are not."""
    kept = _table().get(span.type, {}).get("kept", ())
    if span.text in kept or (span.type, comparable_name(span.text)) in canonical_names():
        return False
    return span.text in _words(span.type) or _clause(span.type).search(span.text) is not None


def _is_across_words(text: str, span: Span) -> bool:
    """Tell whether a short name is the end of one word and the beginning of the next: 加强生态."""
    import rjieba

    start = max(0, span.start - WINDOW)
    ends, place = {start}, start
    for word in rjieba.cut(text[start : span.end + WINDOW], False):
        place += len(word)
        ends.add(place)
    return span.start not in ends and span.end not in ends


def _is_english_noise(span: Span) -> bool:
    """Tell whether a headline's verb stands among the words of a name."""
    if span.type not in {"Organization", "Person"}:
        return False
    words = span.text.split()
    return len(words) > 1 and not set(words).isdisjoint(_table()["english"]["verbs"])


@cache
def _words(entity_type: str) -> frozenset[str]:
    return frozenset(_table().get(entity_type, {}).get("words", ()))


@cache
def _clause(entity_type: str) -> re.Pattern[str]:
    """Return what shows that a stretch of Chinese text is a clause or a mere description."""
    table = _table().get(entity_type, {})
    parts = (
        *(f"^(?:{'|'.join(table[name])})" for name in ("starts",) if table.get(name)),
        *(f"(?:{'|'.join(table[name])})$" for name in ("endings",) if table.get(name)),
        *(f"(?:{'|'.join(table[name])})" for name in ("inside",) if table.get(name)),
    )
    return re.compile("|".join(parts) or "(?!)")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
