"""Which entities a name from elsewhere may mean, and how well each fits.

The score is 100 where a name compares equal by ``graph.names.comparable_name``, else 100
times the Dice coefficient of the pairs of characters of the two comparable names (Dice,
"Measures of the amount of ecologic association between species", Ecology 26, 1945).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from graph.names import comparable_name
from graph.records import Entity, Record
from graph.store.base import Store

EQUAL = 100.0
LOOKED_AT = 50  # candidates of one search
SHORTEST = 2  # a single character begins too many names


class Candidate(Record):
    """An entity that a name may mean; ``same`` where it is certain enough to take it unseen."""

    entity: Entity
    score: float
    same: bool


def candidates(
    store: Store, name: str, *, types: frozenset[str] = frozenset(), limit: int = 10
) -> list[Candidate]:
    """Return the entities that a name may mean, the best first, then by id.

    ``same`` is true of one at most: the only one of these types that bears the name.
    """
    found: dict[str, Entity] = {}
    for some in _searches(store, name, types):
        found |= {entity.id: entity for entity in some}
        if len(found) >= limit:
            break
    scores = {id_: likeness(name, entity) for id_, entity in found.items()}
    equal = [id_ for id_ in scores if scores[id_] == EQUAL]
    best = sorted((id_ for id_ in scores if scores[id_]), key=lambda id_: (-scores[id_], id_))
    return [
        Candidate(entity=found[id_], score=scores[id_], same=equal == [id_]) for id_ in best[:limit]
    ]


def likeness(name: str, entity: Entity) -> float:
    """Return how well the best of an entity's names fits, from 0 to 100."""
    wanted = comparable_name(name)
    return max((_alike(wanted, comparable_name(each)) for each in entity.names), default=0.0)


def _searches(store: Store, name: str, types: frozenset[str]) -> Iterator[list[Entity]]:
    """Yield entities by ever shorter beginnings of the name, the nearest first."""
    yield [one for one in store.named(name) if not types or one.type in types]
    wanted = comparable_name(name)
    asked = {name: None, wanted: None}
    length = len(wanted) - 1
    while length >= SHORTEST:
        asked[wanted[:length].strip()] = None
        length = min(length - 1, length * 2 // 3)
    for text in asked:
        yield store.search(text, types=types, limit=LOOKED_AT)


def _alike(one: str, other: str) -> float:
    if one == other:
        return EQUAL
    left, right = _pairs(one), _pairs(other)
    shared = sum((left & right).values())
    # Only names that compare equal reach 100.
    return min(99.0, round(200 * shared / max(1, left.total() + right.total()), 1))


def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(text))
