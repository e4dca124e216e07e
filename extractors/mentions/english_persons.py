"""People recognised by Chinese name, by honorific and by the post that follows a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mentions import english_tables as tables

CHINESE, TITLED = 0.9, 0.85
SYLLABLE = (
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ui|ao|ou|iu|ie|ue|ia|ua|uo"
    r"|an|en|in|un|er|a|o|e|i|u|v))"
)
GIVEN = rf"(?={'[A-Z]'})(?i:{SYLLABLE}(?:['’-]?{SYLLABLE})?)"
# Names have accents: Timothée, Łukasz.
UPPER, LOWER = "[A-ZÀ-ÖØ-ÞŁŚŠŽČ]", "[a-zß-öø-ÿłńśšžčćęąźż]"
NAME = rf"(?!Co-){UPPER}{LOWER}+(?:[-'’]{UPPER}?{LOWER}+)?"
INITIAL = r"(?:[A-Z]\.\s?)"


def persons(text: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    """Yield start, end and confidence of the people that a sentence's wording shows."""
    for match in _chinese().finditer(text, start, end):
        if not _is_refused(match.group()):
            yield match.start(), match.end(), CHINESE
    for pattern in (_honoured(), _posted()):
        for match in pattern.finditer(text, start, end):
            if not _is_refused(match.group("name")):
                yield match.start("name"), match.end("name"), TITLED


def _is_refused(name: str) -> bool:
    words = set(name.split())
    if name in tables.names()["persons"]["places"]:
        return True
    persons = tables.names()["persons"]
    posts = {post.title() for post in persons["posts"]} - {"Dean", "Chair"}
    refused = set(persons["refused"]) | tables.openers() | posts
    kinds = set(tables.organization_kinds()) | set(tables.organization_heads())
    return bool(words & (refused - {"He", "An", "You"})) or bool(words & kinds)


@cache
def _chinese() -> re.Pattern[str]:
    surname = tables.alternatives(tables.names()["persons"]["surnames"])
    # A capital or another pinyin word after it makes it part of a longer name: "Jiang Han Road".
    return re.compile(rf"(?<![\w'’-])(?<![A-Z][a-z]\s){surname}\s{GIVEN}(?![\w-])(?!\s[A-Z])")


@cache
def _honoured() -> re.Pattern[str]:
    honorific = tables.alternatives(tables.names()["persons"]["honorifics"])
    return re.compile(rf"\b{honorific}\s(?P<name>{NAME}\s{INITIAL}?{NAME}(?:\s{NAME})?)(?![\w-])")


@cache
def _posted() -> re.Pattern[str]:
    """Return the pattern of "Jane A. Roe, vice president of"."""
    posts = tables.alternatives(tables.names()["persons"]["posts"])
    return re.compile(
        rf"(?<![\w&-]\s)(?<![\w-])(?P<name>(?:{NAME}\s{INITIAL}{{0,2}}|{INITIAL}{{1,3}}){NAME}(?:\s{NAME})?),\s"
        rf"(?:(?:a|an|the|former|formerly|and)\s)*(?:[\w&-]+\s){{0,4}}(?i:{posts})\b"
    )
