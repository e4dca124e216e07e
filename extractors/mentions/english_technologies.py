"""Technologies recognised by listed terms, by family and version, and by who makes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mentions import english_tables as tables

LISTED, ACRONYM, VERSIONED, NAMED, MADE, LAUNCHED = 0.85, 0.75, 0.9, 0.75, 0.6, 0.55
WORD = re.compile(r"[A-Za-z0-9]+(?:/[A-Z]+)?")
LONGEST = 6
Found = tuple[int, int, str, float]
PRODUCT = r"[A-Z][\w+-]*(?:\.\d+)?(?:\s(?:[A-Z0-9][\w+-]*(?:\.\d+)?)){0,3}"


def technologies(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield start, end, kind and confidence of the technologies named in a sentence."""
    yield from _listed(text, start, end)
    for pattern, kind, confidence in _patterns():
        for match in pattern.finditer(text, start, end):
            if _is_product(match.group("name")):
                yield match.start("name"), match.end("name"), kind, confidence
    for match in _made().finditer(text, start, end):
        found = _phrase(match)
        if found is not None:
            yield found


def is_listed(name: str) -> bool:
    """Tell whether a name, in any capitals or number, is a listed technical term."""
    return _key(WORD.findall(name)) in _terms() or name in _acronyms()


def _listed(text: str, start: int, end: int) -> Iterator[Found]:
    words = list(WORD.finditer(text, start, end))
    position = 0
    while position < len(words):
        size = _longest(text, words, position)
        if size:
            first, last = words[position].start(), words[position + size - 1].end()
            key = _key([word.group() for word in words[position : position + size]])
            kind = _terms().get(key, "field")
            yield first, last, kind, LISTED if key in _terms() else ACRONYM
        position += size or 1


def _longest(text: str, words: list[re.Match[str]], position: int) -> int:
    """Return how many words from a place on make the longest listed term, or 0."""
    first = words[position].group()
    if first.casefold() not in _openings() and first.removesuffix("s") not in _acronyms():
        return 0
    for size in range(min(LONGEST, len(words) - position), 0, -1):
        run = words[position : position + size]
        printed = text[run[0].start() : run[-1].end()]
        if any(mark in printed for mark in '.,;:()\n"“”'):
            continue
        if printed in _acronyms() or (size == 1 and printed.removesuffix("s") in _acronyms()):
            return size
        if _key([word.group() for word in run]) in _terms():
            return size
    return 0


def _key(words: list[str]) -> tuple[str, ...]:
    """Return words in lower case, the last in the singular, as terms are compared.

    >>> _key(["Solid", "State", "Batteries"])
    ('solid', 'state', 'battery')
    """
    folded = [word.casefold() for word in words]
    if folded:
        last = folded[-1]
        if last.endswith("ies") and len(last) > 4:
            folded[-1] = last[:-3] + "y"
        elif last.endswith("s") and not last.endswith(("ss", "ics", "us", "is")):
            folded[-1] = last[:-1]
    return tuple(folded)


@cache
def _terms() -> dict[tuple[str, ...], str]:
    table = tables.technologies()
    return {
        _key(WORD.findall(term)): kind
        for kind in ("field", "method", "model", "product")
        for term in table[kind]["terms"]
    }


@cache
def _openings() -> frozenset[str]:
    """Return the first words of all terms, so that most places of a text need no second look."""
    singular = {key[0] for key in _terms()}
    plural = {f"{word}s" for word in singular} | {f"{word[:-1]}ies" for word in singular}
    listed = {WORD.findall(name)[0].casefold() for name in _acronyms()}
    return frozenset(singular | plural | listed)


@cache
def _acronyms() -> frozenset[str]:
    table = tables.technologies()
    return frozenset(table["acronyms"]["terms"]) | frozenset(table["families"]["alone"])


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, float], ...]:
    families = tables.technologies()["families"]
    family, tier = tables.alternatives(families["names"]), tables.alternatives(families["tiers"])
    words = tables.names()["technologies"]
    noun = tables.alternatives(words["nouns"])
    verb = tables.alternatives(words["launches"], is_literal=False)
    version = r"(?:[Vv]?\d+(?:\.\d+)*[a-zA-Z]{0,2}|[VR]\d+)"
    filler = r"(?:[a-z][\w-]*,?\s){0,5}"
    return (
        (re.compile(rf"(?<![\w-])(?P<name>{family}(?:[\s-]?{version}(?:[\s-]{tier})*"
                    rf"|(?:[\s-]{tier})+)(?:-\d+[BM])?)(?![\w-])"), "model", VERSIONED),
        (re.compile(rf"\b{noun},?\s(?:called\s|named\s|dubbed\s)?[\"“](?P<name>[A-Z][^\"”,.]{{1,30}})"
                    r"[\"”,]"), "product", NAMED),
        (re.compile(rf"\b(?i:{verb})\s{filler}(?P<name>{PRODUCT})(?:,\s(?:a|an|its|the)\s|\s(?:is\s)?)"
                    rf"(?:[a-z-]+\s){{0,4}}{noun}\b"), "product", NAMED),
        (re.compile(rf"\b(?i:{verb})\s{filler}{noun},?\s(?:called\s|named\s|dubbed\s)?"
                    rf"(?P<name>{PRODUCT})"), "product", NAMED),
        (re.compile(rf"\b(?i:{verb})\s(?:(?:its|the)\s)?(?P<name>[A-Z][\w+]*-?\d[\w.+-]*\w|[a-z]\d)(?=[\s,.])"),
         "product", LAUNCHED),
    )  # fmt: skip


def _is_product(name: str) -> bool:
    """Tell whether a capitalised name may be a product: no report, fund, series or firm."""
    words = name.split()
    table = tables.names()["technologies"]
    is_refused = set(words) & set(table["refused"]) or words[0] in tables.openers()
    return not (
        is_refused
        or words[-1] in tables.organization_kinds()
        or re.search(r"-(?:driven|powered|based|enabled|related|led|first|native|\w+ing)\b", name)
        or re.fullmatch(r"(?:COVID-19|[QH][1-4]|FY\d+|G\d+|20\d\d|[A-Z]\d?)", name)
    )


@cache
def _made() -> re.Pattern[str]:
    table = tables.names()["technologies"]
    verb = tables.alternatives(table["makes"])
    noun = tables.alternatives(table["made"])
    return re.compile(rf"\b{verb}\s(?P<phrase>(?:[a-z0-9][\w-]*\s){{1,6}}?{noun})(?=[\s,.;)])")


def _phrase(match: re.Match[str]) -> Found | None:
    """Return the technical phrase after a verb of making, bare of words that say nothing."""
    words = match.group("phrase").split()
    empty = set(tables.names()["technologies"]["empty"])
    cut = max((place for place, word in enumerate(words[:-1]) if word in empty), default=-1) + 1
    if len(words) - cut < 2:
        return None
    kept = " ".join(words[cut:])
    return match.end("phrase") - len(kept), match.end("phrase"), "product", MADE
