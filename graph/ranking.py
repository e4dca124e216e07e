"""What makes one path better than another, and the best paths of a graph that is known.

    score = product of the hops' confidences * product over inner entities of 1 / log2(2 + degree)

The first product is the chance that every hop holds, the hops taken as independent. The
second is the weight of Adamic and Adar ("Friends and neighbors on the Web", Social Networks
25, 2003), who found that what two people share tells the less the more others share it,
in proportion to 1 / log(degree): two firms in one province have little to do with each
other, two firms with one small investor have. The 2 in the logarithm keeps the weight
finite and makes every entity on the way halve the score at least, so that a detour is
shown only where the straight way is doubtful.

Searches add integer costs, ``-log(factor)`` in units of 2**-40, in place of multiplying
floats: sums do not depend on their order, so equal paths tie exactly and are then ordered
by the ids of their entities, on every store alike.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush

from graph.records import Link
from graph.store import deadline

UNIT = 1 << 40
ENDLESS = 1 << 80  # more than any path costs
LEAST = 1e-300  # a factor of 0 has no logarithm
PUSHES = 500_000  # entries of one ranking: about 100 MB

Costs = Mapping[str, int]
Found = tuple[int, tuple[str, ...]]
"""A path: its cost and the ids of its entities, from the start on."""


@lru_cache(maxsize=4096)
def link_cost(confidence: float) -> int:
    """Return what a hop of this confidence costs; a certain one costs nothing."""
    return round(-math.log(min(1.0, max(confidence, LEAST))) * UNIT)


@lru_cache(maxsize=4096)
def toll(degree: int) -> int:
    """Return what it costs to pass through an entity with links to this many others."""
    return round(math.log(math.log2(2 + max(degree, 2))) * UNIT)


# An entity that a path passes through is linked with two others at least.
LEAST_TOLL = toll(2)


def score(cost: int) -> float:
    """Return the score, between 0 and 1, of a path of this cost.

    >>> score(link_cost(0.9) + toll(6) + link_cost(0.8))  # 0.9 * 0.8 / log2(8)
    0.24
    """
    return round(math.exp(-cost / UNIT), 9)


def best_first(links: Iterable[Link]) -> list[Link]:
    """Return links in order of confidence, equal ones in the store's order."""
    return sorted(links, key=lambda link: (-link.confidence, link.head, link.relation, link.tail))


@dataclass(frozen=True, slots=True)
class Terrain:
    """What a ranking may walk on.

    ``steps_from`` gives the hops from an entity at a depth, ``passing`` an entity's toll,
    ``is_end`` where paths end. ``to_go[depth][entity]`` must never exceed what is left to pay
    from there, the entity's own toll included; an entity that is not in it leads nowhere.
    """

    steps_from: Callable[[int, str], Costs]
    passing: Callable[[str], int]
    is_end: Callable[[int, str], bool]
    to_go: Sequence[Costs]


def best_simple_paths(
    start: str, terrain: Terrain, *, k: int, worst: int = ENDLESS
) -> tuple[list[Found], bool]:
    """Return the k cheapest paths without a repeated entity, and whether the search was whole.

    An A* search over paths: since ``to_go`` never exceeds what is left, whole paths leave the
    heap in order of cost, and of ids where costs are equal. Paths that cost more than
    ``worst`` are left out; after ``PUSHES`` entries the search gives up and says so.
    """
    heap: list[tuple[int, tuple[str, ...], int]] = [(0, (start,), 0)]
    found: list[Found] = []
    left = PUSHES
    while heap and len(found) < k:
        deadline.check()
        estimate, path, paid = heappop(heap)
        depth, here = len(path) - 1, path[-1]
        if terrain.is_end(depth, here):
            found.append((estimate, path))
            continue
        if depth + 1 == len(terrain.to_go):
            continue
        onward, hopeful = terrain.steps_from(depth, here), terrain.to_go[depth + 1]
        paid += terrain.passing(here) if depth else 0
        # A hub has far more neighbours than lead to the end, or the other way round.
        near = onward if len(onward) <= len(hopeful) else [n for n in hopeful if n in onward]
        for neighbour in near:
            rest = hopeful.get(neighbour)
            if rest is None or neighbour in path:
                continue
            so_far = paid + onward[neighbour]
            if so_far + rest <= worst:
                heappush(heap, (so_far + rest, (*path, neighbour), so_far))
                left -= 1
        if left < 0:
            return found, False
    return found, True
