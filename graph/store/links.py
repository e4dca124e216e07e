"""What facts amount to between two resolved entities: the same on every store."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from operator import attrgetter
from typing import NamedTuple

from graph.ontology import relations
from graph.records import Link

DIGITS = 6  # more would show in which order the factors were multiplied


class Reading(NamedTuple):
    """What a link needs to know of one fact."""

    fact: str
    document: str
    confidence: float
    date: str | None


def oriented(head: str, relation: str, tail: str) -> tuple[str, str]:
    """Return the ends of a link in the order that all facts which say the same agree on.

    >>> oriented("b", "PARTNERS_WITH", "a"), oriented("b", "ACQUIRED", "a")
    (('a', 'b'), ('b', 'a'))
    """
    known = relations().get(relation)
    return (tail, head) if known and known.symmetric and tail < head else (head, tail)


def near_ends(left: set[str], right: set[str], *, direct: bool) -> set[str]:
    """Return which of what is linked with one entity is on a way between two sides.

    It is a way over the entity where somebody is on either side and not the same on both;
    where it is on the right itself (``direct``), the links from the left are ways.
    """
    if left and right and len(left | right) > 1:
        return left | right
    return left if direct else set()


def link_of(head: str, relation: str, tail: str, readings: Iterable[Reading]) -> Link:
    """Return the link that these readings, at least one, support."""
    best_first = sorted(readings, key=lambda reading: (-reading.confidence, reading.fact))
    best: dict[str, float] = {}
    for reading in best_first:
        best.setdefault(reading.document, reading.confidence)
    doubt = prod(1 - confidence for confidence in sorted(best.values()))
    return Link(
        head=head,
        relation=relation,
        tail=tail,
        confidence=round(1 - doubt, DIGITS),
        date=min((reading.date for reading in best_first if reading.date), default=None),
        facts=tuple(dict.fromkeys(map(attrgetter("fact"), best_first))),
    )
