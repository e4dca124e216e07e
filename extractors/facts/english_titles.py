"""Relations that a policy's own name states: what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from extractors.facts.english_rules import Reading
from extractors.facts.english_slots import table
from extractors.spans import Passage, Sentence

PROMOTES = re.compile(r"(?i)promot|support|develop|plan\b|initiative|program|strategy|roadmap")


def within_titles(passage: Passage, sentence: Sentence) -> Iterator[Reading]:
    """Yield GOVERNS between a policy and the technologies named within its name."""
    mentions = passage.within(sentence.start, sentence.end)
    for policy in mentions:
        if policy.type != "Policy":
            continue
        for inner in mentions:
            if inner.type == "Technology" and policy.contains(inner):
                stance = "promotes" if PROMOTES.search(policy.text) else "regulates"
                confidence = _rule()["confidence"]
                yield Reading(policy, "GOVERNS", inner, confidence, {"stance": stance})


@cache
def _rule() -> dict[str, Any]:
    return next(row for row in table()["rule"] if row.get("within"))
