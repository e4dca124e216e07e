"""The tables of what English names are made of, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data"
HEADING_WORDS = 5
HEADING_SHARE = 0.85


@cache
def names() -> dict[str, Any]:
    """Return the table of endings, titles, verbs and refused words."""
    return tomllib.loads((FOLDER / "english_names.toml").read_text(encoding="utf-8"))


@cache
def technologies() -> dict[str, dict[str, list[str]]]:
    """Return the table of technical terms and product families."""
    return tomllib.loads((FOLDER / "english_technologies.toml").read_text(encoding="utf-8"))


@cache
def known() -> dict[str, dict[str, list[str]]]:
    """Return the table of firms and products that are common knowledge."""
    return tomllib.loads((FOLDER / "english_known.toml").read_text(encoding="utf-8"))


@cache
def organization_kinds() -> dict[str, str]:
    """Return the kind of organisation by the last word of its name, suffixes included."""
    table = names()["organizations"]
    kinds = {word: kind for kind, words in table["endings"].items() for word in words}
    return kinds | dict.fromkeys(table["suffixes"], "company")


@cache
def organization_heads() -> dict[str, str]:
    """Return the kind of organisation by the word that takes "of": Ministry, Academy."""
    rows = names()["organizations"]["heads"].items()
    return {word: kind for kind, words in rows for word in words}


@cache
def refused_organizations() -> frozenset[str]:
    """Return what is never an organisation, in lower case."""
    exceptions = names()["organizations"]["exceptions"]
    words = [*exceptions["refused_acronyms"], *names()["persons"]["posts"]]
    return frozenset(exceptions["refused"]) | {word.casefold() for word in words}


@cache
def openers() -> frozenset[str]:
    """Return the capitalised words that open a sentence and belong to no name, and months."""
    table = names()["titlecase"]
    return frozenset(table["openers"]) | frozenset(table["months"])


@cache
def _events() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    exceptions = names()["organizations"]["exceptions"]
    posts = (post.casefold() for post in names()["persons"]["posts"])
    return frozenset(exceptions["events"]), frozenset(exceptions["ordinals"]), frozenset(posts)


@cache
def _departments() -> tuple[str, ...]:
    """Return the names of departments that are several words: "Asia Business Development"."""
    listed = names()["organizations"]["departments"]["names"]
    return tuple(f" {name}" for name in listed if " " in name)


@cache
def _generic() -> frozenset[str]:
    """Return the words that name a field, a department or a registered form, and no firm."""
    table = names()["organizations"]
    return frozenset(
        [*table["fields"]["words"], *table["suffixes"], *table["departments"]["names"]]
    )


def is_refused_organization(name: str) -> bool:
    """Tell whether a capitalised phrase is generic, an event, a prize or a post.

    >>> is_refused_organization("Fifth Council"), is_refused_organization("Acme")
    (True, False)
    """
    events, ordinals, posts = _events()
    words = name.split()
    return (
        name.casefold() in refused_organizations()
        or name in _generic()
        or name.endswith(_departments())
        or name.startswith("Order of ")
        or words[-1] in events
        or (words[0] in ordinals and words[-1] != "Bank")
        or all(word.casefold() in posts for word in words)
    )


def alternatives(words: Iterable[str], *, is_literal: bool = True) -> str:
    r"""Return a group that matches any of the words, the longest first.

    >>> alternatives(["Co.", "Co., Ltd."])
    '(?:Co\\.,\\ Ltd\\.|Co\\.)'
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered) if is_literal else ordered)})"


def is_heading(sentence: str) -> bool:
    """Tell whether capitals are no sign of a name here, because most words have one."""
    # Small words stay small in headings too.
    words = re.findall(r"[A-Za-z][\w'’-]{3,}", sentence)
    if len(words) < HEADING_WORDS or sentence.rstrip().endswith("."):
        return False
    capitals = sum(1 for word in words if word[0].isupper())
    return capitals / len(words) >= HEADING_SHARE


@cache
def organization_kind(name: str) -> str | None:
    """Return the kind that a name's own words show, or None.

    >>> organization_kind("Ministry of Commerce"), organization_kind("Acme Ventures")
    ('government', 'investor')
    """
    words = name.replace(",", "").split()
    last = organization_kinds().get(words[-1]) if words else None
    if last:
        return last
    heads = (organization_heads().get(word) for word in words)
    return next((kind for kind in heads if kind), None)
