"""Two names described for the classifier of pairs by themselves: types, kinds, spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.spans import Span

LETTER = {"Organization": "O", "Person": "P", "Policy": "L", "Technology": "T", "Place": "G"}
# How names are written: runs of figures, of Latin letters, of other characters.
SHAPE = re.compile(r"\d+(?:\.\d+)*|[A-Za-z]+|[^\x00-\x7f]+")
LOOKED_AT, LONGEST_WORD, OFTEN = 24, 8, 4


def named(one: Span, other: Span) -> list[str]:
    """Describe two names that stand apart by their types, kinds, endings and spelling."""
    kinds = (one.kind or "-", other.kind or "-")
    types = LETTER[one.type] + LETTER[other.type]
    return [
        f"types:{types}", f"k1:{types}{kinds[0]}", f"k2:{types}{kinds[1]}",
        f"kinds:{types}{kinds[0]} {kinds[1]}",
        f"e1:{one.text[-1]}", f"e2:{other.text[-1]}",
        f"ee1:{one.text[-2:]}", f"ee2:{other.text[-2:]}",
        *_spelling("1", types[0], one), *_spelling("2", types[1], other),
        *_alike(types, one, other),
    ]  # fmt: skip


def _spelling(end: str, letter: str, name: Span) -> Iterator[str]:
    """Tell what a name looks like, and the word itself where it is a short one for a thing."""
    shape = SHAPE.sub(_kind_of_run, name.text[:LOOKED_AT])
    yield f"shape{end}:{letter}{shape}"
    if letter == "T" and len(name.text) <= LONGEST_WORD:
        yield f"word{end}:{name.text.lower()}"


def _kind_of_run(run: re.Match[str]) -> str:
    first = run[0][0]
    return "0" if first.isdigit() else "a" if first.isascii() else "字"


def _alike(types: str, one: Span, other: Span) -> Iterator[str]:
    """Tell that one name begins like the other or is within it: makers name things so."""
    short, long = sorted((one.text.lower(), other.text.lower()), key=len)
    if short in long:
        yield f"within:{types}"
    if short[:2] == long[:2]:
        yield f"alike:{types}"


def inside(outer: Span, inner: Span) -> list[str]:
    """Describe a name inside another by what it leaves of it, before and behind."""
    before = outer.text[: inner.start - outer.start]
    behind = outer.text[inner.end - outer.start :]
    types = f"in:{LETTER[outer.type]}{LETTER[inner.type]}"
    features = [types, f"{types}{outer.kind or '-'} {inner.kind or '-'}"]
    features += [f"{types}>{behind[:n]}" for n in (1, 2) if behind]
    features += [f"{types}${behind[-n:]}" for n in (1, 2, 3) if behind]
    features += [f"{types}<{before[-n:]}" for n in (1, 2) if before]
    features += [f"{types}:{bool(before)}{bool(behind)}", f"{types}len{min(len(behind), 8)}"]
    features += [f"{types}i{inner.text[-n:]}" for n in (1, 2)]
    return features


def spoken_of(told: Mapping[str, Sequence[int]], name: Span, end: str) -> Iterator[str]:
    """Tell how much a passage speaks of a name, and whether it has spoken of it before."""
    places = told[name.text]
    yield f"told{end}:{LETTER[name.type]}{min(len(places), OFTEN)}"
    if places[0] < name.start:
        yield f"again{end}:{LETTER[name.type]}"
