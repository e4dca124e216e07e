"""Products named after their maker, or beside the word for what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from extractors.mentions import english_tables as tables
from extractors.mentions.english_known import is_known_organization

# Above the recogniser's firms and places: "XNGP" beside "system" is the system.
BESIDE, KIND_AFTER, BY_MAKER = 0.82, 0.76, 0.9
WORD = r"(?:[A-Z][\w+-]*(?:\.\d+)?)"
NAME = rf"{WORD}(?:\s(?:{WORD}|\d[\w.]*\w|\d)){{0,2}}"
# "Acme 009", "Acme SU7", "Acme M3 Pro"; a year or a plain count is no product.
VERSION = (
    r"(?!Q[1-4]|FY|H[12]|CY|\d+X)(?:0\d+|[A-Z]+-?\d+[A-Za-z]{0,2}|\d{1,3}[A-Z]{1,2}|(?!19|20)\d{3})"
)
Found = tuple[int, int, str, float]


def products(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield start, end, kind and confidence of products named beside what they are."""
    for match in _after_noun().finditer(text, start, end):
        for group in ("name", "second"):
            if match.group(group) and _is_product(match.group(group)):
                kind = "model" if match.group("noun").startswith("model") else "product"
                yield match.start(group), match.end(group), kind, BESIDE
    for match in _before_noun().finditer(text, start, end):
        if _is_named(match.group("name").split()):
            yield match.start("name"), match.end(), "product", KIND_AFTER


def of_makers(text: str, start: int, end: int, makers: Iterable[str]) -> Iterator[Found]:
    """Yield the products of a sentence whose names open with a firm of the text and a version."""
    for maker in makers:
        place = text.find(maker, start, end)
        while place >= 0:
            version = _version().match(text, place + len(maker), end)
            is_cut_out = place > start and (text[place - 1].isalnum() or text[place - 1] == "-")
            if version and not is_cut_out:
                yield place, version.end(), "product", BY_MAKER
            place = text.find(maker, place + 1, end)


@cache
def _version() -> re.Pattern[str]:
    counted = (
        r"(?!,\d|\(|\.\d|%|\s(?:million|billion|percent|people|employees|staff|stores|shares"
        r"|index|list|companies)\b)"
    )
    tier = r"(?:\s(?:Pro|Max|Ultra|Plus|Mini|Air))?"
    return re.compile(
        rf"\s(?:(?!Bull|Bear|Class|Series)[A-Z]\w+\s)?{VERSION}{tier}(?![\w-]){counted}"
    )


def _is_product(name: str) -> bool:
    words = name.split()
    refused = tables.names()["technologies"]["refused"]
    return not (
        words[0] in tables.openers()
        or set(words) & set(refused)
        or words[-1] in tables.organization_kinds()
        or is_known_organization(name)
        or tables.is_refused_organization(name)
        or (name.isupper() and len(name) < 3)
    )


def _is_named(words: list[str]) -> bool:
    """Tell whether a name before "chips" is more than a firm's, a country's or a field's."""
    table = tables.names()["technologies"]
    while words and (words[0] in tables.openers() or is_known_organization(words[0])):
        words = words[1:]
    return bool(words) and not (
        words[-1] in table["adjectives"]
        or words[0] in table["adjectives"]
        or set(words) & set(table["refused"])
        or words[-1] in tables.organization_kinds()
        or re.search(r"(?:-\w+|ese|ean|ish|ian|ical)$", words[-1])
        or all(word.isupper() and len(word) < 4 for word in words)
    )


@cache
def _after_noun() -> re.Pattern[str]:
    """Return the pattern of "its first robot, Bolt," and "the language models Orca and Seal"."""
    noun = tables.alternatives(tables.names()["technologies"]["kinds"])
    opening = r"(?:[Ii]ts|[Tt]he|[Tt]heir|[Aa]|[Aa]n|[a-z]+['’]s|new|open|called|whose)"
    called = r",?\s(?:called\s|named\s|dubbed\s|known\sas\s)?"
    joint = rf"(?:,\s(?=[^,.;]{{2,40}}(?:,|\sis\b|\.))|{called})[\"“]?"
    stop = r"(?![\w-]|['’]s|\s(?:Inc|Ltd|Corp|LLC|University)\b)"
    return re.compile(
        rf"\b{opening}\s(?:(?:[a-z][\w-]*|[A-Z]{{2,3}}|\d[A-Z]),?\s){{0,5}}(?P<noun>{noun}){joint}"
        rf"(?P<name>{NAME}){stop}(?:,?[\"”]?\sand\s[\"“]?(?P<second>{NAME}){stop})?"
    )


@cache
def _before_noun() -> re.Pattern[str]:
    """Return the pattern of "the Heron supercomputer"."""
    noun = tables.alternatives(tables.names()["technologies"]["things"])
    return re.compile(
        rf"(?<![\w-])(?<![A-Z&]\s)(?P<name>{WORD}(?:\s{WORD}){{0,3}})\s{noun}(?![\w-])"
    )
