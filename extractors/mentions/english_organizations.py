"""Organisations recognised by the words that their names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mentions import english_tables as tables

CAPITAL = (
    r"(?:(?:U\.S\.|St\.|[A-Z]\.(?=\s))"
    r"|(?:[A-Z0-9][\w&+-]*|al|de|[a-z]{1,2}[A-Z]\w+)(?:['’](?!s\b)\w+)?)"
)
WORD = re.compile(CAPITAL)
TOKEN = re.compile(rf"{CAPITAL}|of|for|and|&|the")
YEAR = re.compile(r"(?:19|20)\d\d")
REGISTERED, ENDED, HEADED, BY_ROLE = 0.92, 0.85, 0.88, 0.7


def organizations(text: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    """Yield start, end and confidence of the organisations that a sentence's wording shows.

    In a heading every word has a capital, so that only a registered form tells a name there.
    """
    yield from _registered(text, start, end)
    if tables.is_heading(text[start:end]):
        return
    for run in _runs(text, start, end):
        yield from _named(text, run)
    yield from _by_role(text, start, end)


def _by_role(text: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    """Yield capitalised names that do what only organisations do, or to which only that is done."""
    for pattern in _roles():
        for match in pattern.finditer(text, start, end):
            words = match.group("name").split()
            if words[0] not in tables.openers() and not _is_term(words[-1]):
                yield match.start("name"), match.end("name"), BY_ROLE


def _is_term(word: str) -> bool:
    """Tell whether a name ends as no firm's does: in a figure, or in what a product is called."""
    table = tables.names()["technologies"]
    return word[0].isdigit() or word.casefold() in table["nouns"]


@cache
def _roles() -> tuple[re.Pattern[str], ...]:
    table = tables.names()["organizations"]["roles"]
    bare = r"(?!\w+-(?:based|backed|listed|owned)\b)"
    name = rf"(?P<name>{bare}{CAPITAL}(?:\s(?:{CAPITAL}|&\s{CAPITAL})){{0,3}})"
    subject, object_ = (
        tables.alternatives(table[key], is_literal=False) for key in ("subject", "object")
    )
    return (
        re.compile(rf"(?:^|(?<=[.;:]\s)|(?<=;\sand\s)){name}\s(?:has\s|have\s|had\s)?{subject}\b"),
        re.compile(rf"\b{object_}\s{name}(?!['’]s\s(?:[A-Z]|chief))(?![\w-])"),
    )


def _registered(text: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    for match in _registered_pattern().finditer(text, start, end):
        first = _first_of_name(match.group("name"))
        if first is not None:
            yield match.start() + first, match.end(), REGISTERED


def _first_of_name(name: str) -> int | None:
    """Return where a firm's name begins in "Plant Manager of Acme Metals"; None for no name."""
    words = list(re.finditer(r"\S+", name))
    first = 0
    for place, word in enumerate(words):
        before = words[place - 1].group() if place else ""
        is_apart = word.group() == "of" and before not in tables.organization_heads()
        is_figure = first == place and not word.group()[0].isalpha()
        if is_apart or is_figure or word.group() in tables.openers():
            first = place + 1
    return words[first].start() if first < len(words) else None


@cache
def _registered_pattern() -> re.Pattern[str]:
    suffix = tables.alternatives(tables.names()["organizations"]["suffixes"])
    return re.compile(
        rf"\b(?P<name>{CAPITAL}(?:\s(?:{CAPITAL}|&\s{CAPITAL}|of\s{CAPITAL}|and\s{CAPITAL})){{0,6}}?)"
        rf"(?:\s?\((?:[A-Z]\w+\s?){{1,3}}\))?,?\s{suffix}(?![\w-])"
    )


Run = list[re.Match[str]]


def _runs(text: str, start: int, end: int) -> Iterator[Run]:
    """Yield stretches of capitalised words and the small words that may join them."""
    run: Run = []
    for token in TOKEN.finditer(text, start, end):
        is_cut_out = token.start() > start and text[token.start() - 1].isalnum()
        if is_cut_out or token.group().endswith(("-based", "-backed", "-listed", "-owned")):
            continue
        if run and text[run[-1].end() : token.start()] != " ":
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _named(text: str, run: Run) -> Iterator[tuple[int, int, float]]:
    """Yield the organisations of a run: each ends in a telling word or opens with one."""
    position = 0
    while position < len(run):
        span = _headed(run, position) or _ended(run, position)
        if span is None:
            position += 1
            continue
        first, last, confidence = span
        yield run[first].start(), run[last].end(), confidence
        position = last + 1


def _headed(run: Run, position: int) -> tuple[int, int, float] | None:
    """Read "[National] Academy of Sciences" from a place of the run."""
    if run[position].group() in tables.openers() or not _is_capital(run[position]):
        return None
    head = position
    while head < len(run) and run[head].group() not in tables.organization_heads():
        if not _is_capital(run[head]):
            return None
        head += 1
    if head + 2 >= len(run) or run[head + 1].group() not in {"of", "for"}:
        return None
    last = head + 2
    if run[last].group() == "the" and last + 1 < len(run):
        last += 1
    if not _is_capital(run[last]):
        return None
    return position, _tail(run, last), HEADED


def _tail(run: Run, last: int) -> int:
    """Return the place of a name's last word: "Promotion of Science and Technology"."""
    while last + 1 < len(run):
        following = run[last + 1]
        if _is_capital(following) and following.group() not in tables.openers():
            last += 1
        elif last + 2 < len(run) and _is_joined(run, last + 1):
            last += 2
        else:
            break
    return last


def _is_joined(run: Run, place: int) -> bool:
    """Tell whether the small word at a place stands inside one name."""
    before, small, after = (run[place + step].group() for step in (-1, 0, 1))
    if not _is_capital(run[place + 1]):
        return False
    if small in {"of", "&"}:
        return after not in tables.organization_heads()
    return small in {"and", "for"} and {before, after} <= _fields()


def _ended(run: Run, position: int) -> tuple[int, int, float] | None:
    """Read "East China Normal University" from a place of the run."""
    if YEAR.fullmatch(run[position].group()):  # "In May 2022 Acme Systems"
        return None
    if run[position].group() in tables.openers() or not _is_capital(run[position]):
        return None
    endings, weak = tables.organization_kinds(), _weak()
    best: int | None = None
    place = position
    while place + 1 < len(run):
        place += 1
        if not _is_capital(run[place]):
            is_apart = run[place].group() == "of" and not _takes_of(run[place - 1])
            if place + 1 < len(run) and _is_joined(run, place) and not is_apart:
                continue
            break
        word = run[place].group()
        if word in endings and (word not in weak or place - position >= 2):
            best = place
    if best is None or (best == position + 1 and run[position].group() in _ordinary()):
        return None
    if best + 2 < len(run) and run[best + 1].group() == "of" and _is_capital(run[best + 2]):
        best = _tail(run, best + 2)
    return position, best, ENDED


@cache
def _weak() -> frozenset[str]:
    return frozenset(tables.names()["organizations"]["exceptions"]["weak"])


def _takes_of(token: re.Match[str]) -> bool:
    return token.group() in tables.organization_heads()


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(tables.names()["organizations"]["exceptions"]["ordinary"])


@cache
def _fields() -> frozenset[str]:
    return frozenset(tables.names()["organizations"]["fields"]["words"])


def _is_capital(token: re.Match[str]) -> bool:
    return token.group()[0].isupper() or token.group()[0].isdigit()
