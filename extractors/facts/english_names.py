"""Relations that a name itself states: a product or a unit named after its firm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from extractors.facts.english_rules import Reading
from extractors.facts.english_slots import table
from extractors.spans import Passage, Sentence, Span

SHORTEST = 3
ENDING = re.compile(r",? (?:Inc|Corp|Ltd|LLC|PLC|plc|Corporation|Limited|Company|Co)\.?$")


def within_names(
    passage: Passage, sentence: Sentence, owners: Mapping[str, Span]
) -> Iterator[Reading]:
    """Yield DEVELOPS for "Acme Bolt 2" and PART_OF for "Acme Research", where Acme is named too."""
    for mention in passage.within(sentence.start, sentence.end):
        if mention.type not in {"Technology", "Organization"} or " " not in mention.text:
            continue
        for size in range(len(mention.text.split()) - 1, 0, -1):
            opening = " ".join(mention.text.split()[:size])
            owner = owners.get(opening.casefold())
            if owner is not None and owner.text != mention.text:
                yield from _owned(owner, mention, mention.text[len(opening) :].strip())
                break


def firms(passage: Passage) -> dict[str, Span]:
    """Return the first mention of each organisation by its name, bare of "Inc." and the like."""
    named: dict[str, Span] = {}
    for mention in passage.mentions:
        if mention.type == "Organization" and len(mention.text) >= SHORTEST:
            bare = ENDING.sub("", mention.text)
            for name in (mention.text, bare):
                named.setdefault(name.casefold(), mention)
    return named


def _owned(owner: Span, mention: Span, rest: str) -> Iterator[Reading]:
    confidence = _rule()["confidence"]
    if mention.type == "Technology" and re.search(r"[A-Z0-9]", rest):
        yield Reading(owner, "DEVELOPS", mention, confidence, {})
    elif mention.type == "Organization" and _is_unit(rest):
        yield Reading(mention, "PART_OF", owner, confidence, {})


def _is_unit(rest: str) -> bool:
    """Tell whether what follows a firm's name makes a unit of it, not a firm or a fund."""
    words = rest.split()
    return words[-1] in _rule()["units"] and (len(words) > 1 or words[-1] in _rule()["alone"])


@cache
def _rule() -> dict[str, Any]:
    return next(row for row in table()["rule"] if row.get("named"))
