"""Technical fields that no list knows, by their neighbours in an enumeration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.mentions.gazetteer import canonical_names
from extractors.mentions.technology_words import Place, checked, words
from extractors.spans import Sentence
from graph.names import comparable_name

CLAUSE = re.compile(r"[^，。；：！？\n“”《》]+")
ITEM = re.compile(r"[^、]+")
BEFORE_LIST = re.compile(r"[的在是为对将以向于从括如即]|包括|例如")
AFTER_ITEM = re.compile(
    r"等|[和与及](?!谐)|以及|[的为在是]|方向|领域|技术领域|[一二三四五六七八九十]个|[一二三四五六七八九十两]大"
)
LAST_ITEM = re.compile(r"[和与及](?P<item>[^的为在是等]{2,10}?)(?=等|领域|技术|[的为在是]|$)")


def siblings(text: str, sentence: Sentence) -> Iterator[Place]:
    """Yield the unknown items of an enumeration in which a listed technology stands."""
    for match in CLAUSE.finditer(text, sentence.start, sentence.end):
        items = list(_items(match[0], match.start()))
        if len(items) < 2 or not any(is_listed(text[start:end]) for start, end in items[:-1]):
            continue
        for start, end in items:
            name = text[start:end]
            if 3 <= len(name) <= 10 and not is_listed(name) and _is_field(name):
                yield from checked(text, start, end, 0.55, "field")


def _items(clause: str, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the items of a list joined by 、; the first and last are cut at function words."""
    if "、" not in clause:
        return
    for number, piece in enumerate(ITEM.finditer(clause)):
        words_of, place = piece[0], offset + piece.start()
        start = 0
        if number == 0:
            start = max((match.end() for match in BEFORE_LIST.finditer(words_of)), default=0)
        tail = AFTER_ITEM.search(words_of, start)
        end = tail.start() if tail else len(words_of)
        if last := LAST_ITEM.match(words_of, end):
            yield place + last.start("item"), place + last.end("item")
        if end - start >= 2:
            yield place + start, place + end


def is_listed(name: str) -> bool:
    """Tell whether a name is a technology that the gazetteer lists."""
    return ("Technology", comparable_name(name)) in canonical_names()


def _is_field(name: str) -> bool:
    return not name.endswith(words().industries) and not re.search(r"\d|[年月日个位]", name)
