"""English names that are the first letters of others: DOJ, Department of Justice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractors.spans import Alias, Span

ACRONYM = re.compile(r"(?P<letters>[A-Z]{3,6})s?")
PASSED_OVER = frozenset({"of", "the", "and", "for", "in", "on", "to", "a", "&"})
COUNTRY = re.compile(r"^(?:U\.S\.|US|U\.K\.|UK)\s")
TYPES = frozenset({"Organization", "Technology", "Policy", "Place"})


def initials(mentions: Sequence[Span]) -> Iterator[Alias]:
    """Yield the acronyms among the mentions with the one name of the text that they stand for."""
    names: dict[tuple[str, str], Span] = {}
    for mention in mentions:
        if mention.type in TYPES and mention.text.isascii():
            names.setdefault((mention.type, mention.text), mention)
    fulls: dict[tuple[str, str], dict[str, Span]] = defaultdict(dict)
    for (entity_type, name), full in names.items():
        for letters in _first_letters(name):
            fulls[entity_type, letters].setdefault(name.casefold(), full)
    for (entity_type, text), short in names.items():
        match = ACRONYM.fullmatch(text)
        meant = fulls[entity_type, match["letters"]] if match else {}
        if len(meant) == 1:
            yield Alias(next(iter(meant.values())), short, scoped=False)


def spelled_out(short: str, name: str) -> bool:
    """Tell whether an acronym is made of the first letters of all of a name's words.

    >>> spelled_out("DOJ", "Department of Justice"), spelled_out("DOJ", "Department of Energy")
    (True, False)
    """
    match = ACRONYM.fullmatch(short)
    return match is not None and match["letters"] in _first_letters(name)


def _first_letters(name: str) -> frozenset[str]:
    """Return the first letters of a name's words, with those of its small words and without."""
    words = [word for word in re.split(r"[\s\-]+", COUNTRY.sub("", name)) if word]
    telling = [word for word in words if word.casefold() not in PASSED_OVER]
    return frozenset("".join(word[0] for word in each).upper() for each in (words, telling))
