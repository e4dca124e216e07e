"""Firms, places and products that are common knowledge, in English texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mentions import english_tables as tables

# Surer than the recogniser is of any type, so that "Andreessen Horowitz" is no person.
KNOWN, DOUBTFUL = 0.9, 0.6
Found = tuple[int, int, str, str | None, float]
# What goes on after a known name makes another of it: "Apple Bank", "Amazon River", "Arm-based".
GOES_ON = re.compile(r"(?![\w-])(?!['’](?!s\b)\w)(?!\.\w)")
WORD = re.compile(r"(?<![\w@./&-])\w")


def known(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield start, end, type, kind and confidence of the known names in a sentence.

    A name that is an ordinary word too is doubtful where it opens the sentence or goes on.
    """
    done = start
    for word in WORD.finditer(text, start, end):
        first = word.start()
        name = _name_at(text, first) if first >= done else None
        if name is None:
            continue
        done = first + len(name)
        is_alone = not re.match(r"\s[A-Z]", text[done : done + 2])
        is_doubtful = name in _doubtful() and not (is_alone and first > start)
        yield first, done, *_kinds()[name], DOUBTFUL if is_doubtful else KNOWN


def _name_at(text: str, first: int) -> str | None:
    """Return the longest listed name that stands at a place, whole."""
    for name in _by_opening().get(text[first : first + 2], ()):
        if text.startswith(name, first) and GOES_ON.match(text, first + len(name)):
            return name
    return None


def is_known_organization(name: str) -> bool:
    """Tell whether a name is listed as an organisation's.

    >>> is_known_organization("Intel Capital"), is_known_organization("Acme Capital")
    (True, False)
    """
    return _kinds().get(name, ("", ""))[0] == "Organization"


@cache
def _kinds() -> dict[str, tuple[str, str | None]]:
    table = tables.known()
    organizations: dict[str, tuple[str, str | None]] = {
        name: ("Organization", kind)
        for kind, names in table["organizations"].items()
        if kind != "doubtful"
        for name in names
    }
    products: dict[str, tuple[str, str | None]] = {
        name: ("Technology", kind)
        for kind, names in table["technologies"].items()
        for name in names
    }
    places: dict[str, tuple[str, str | None]] = {
        name: ("Place", None) for names in table["places"].values() for name in names
    }
    return organizations | products | places


@cache
def _doubtful() -> frozenset[str]:
    return frozenset(tables.known()["organizations"]["doubtful"])


@cache
def _by_opening() -> dict[str, list[str]]:
    """Return the names by their first two characters, the longest first."""
    names: dict[str, list[str]] = {}
    for name in sorted(_kinds(), key=lambda name: (-len(name), name)):
        names.setdefault(name[:2], []).append(name)
    return names
