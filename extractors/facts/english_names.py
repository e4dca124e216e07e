"""Relations that a name itself states: a product or a unit named after its firm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from extractors.facts.english_rules import Reading
from extractors.facts.english_slots import table
from extractors.spans import Passage, Sentence, Span
from graph.names import comparable_name

SHORTEST = 3


def within_names(passage: Passage, sentence: Sentence) -> Iterator[Reading]:
    """Yield DEVELOPS for "Acme Bolt 2" and PART_OF for "Acme Research", where Acme is named too."""
    for mention in passage.within(sentence.start, sentence.end):
        if mention.type not in {"Technology", "Organization"} or " " not in mention.text:
            continue
        owner = _owner(passage, mention)
        if owner is None:
            continue
        rest = mention.text[len(owner.text) :].strip()
        confidence = _rule()["confidence"]
        if mention.type == "Technology" and re.search(r"[A-Z0-9]", rest):
            yield Reading(owner, "DEVELOPS", mention, confidence, {})
        elif mention.type == "Organization" and _is_unit(rest):
            yield Reading(mention, "PART_OF", owner, confidence, {})


def _owner(passage: Passage, mention: Span) -> Span | None:
    """Return the organisation with whose name, as printed elsewhere, another name opens."""
    name = mention.text.casefold()
    for other in passage.mentions:
        opening = other.text.casefold()
        if (
            other.type == "Organization"
            and len(opening) >= SHORTEST
            and name.startswith(f"{opening} ")
            and comparable_name(other.text) != comparable_name(mention.text)
        ):
            return other
    return None


def _is_unit(rest: str) -> bool:
    """Tell whether what follows a firm's name makes a unit of it, not a firm or a fund."""
    words = rest.split()
    return words[-1] in _rule()["units"] and (len(words) > 1 or words[-1] in _rule()["alone"])


@cache
def _rule() -> dict[str, Any]:
    return next(row for row in table()["rule"] if row.get("named"))
