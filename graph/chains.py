"""Ranked chains: paths from one entity that follow a pattern of types and relations.

The search runs along the pattern with ``Store.expand`` and ``Store.degrees`` alone, deepest
step first so that whole chains are known early. A chain that is not wholly fetched passes
an entity that was reached but not expanded, so it costs at least what leads there plus the
least toll of every entity still to pass; once that exceeds the k-th best chain known, those
k are the best that exist.
"""

from __future__ import annotations

from itertools import pairwise

from graph.errors import InputError
from graph.explanations import Ranking, explain
from graph.paths import BATCH, BUDGET
from graph.patterns import Pattern, parse_pattern
from graph.ranking import (
    ENDLESS,
    LEAST_TOLL,
    Costs,
    Found,
    Terrain,
    best_first,
    best_simple_paths,
    link_cost,
    toll,
)
from graph.records import Entity, Link
from graph.store import deadline
from graph.store.base import LinkFilter, Store

Place = tuple[int, str]
"""A position in the pattern and an entity that stands there."""


def chain(
    store: Store, start: Entity, pattern: str, *, k: int = 20, budget: int = BUDGET
) -> Ranking:
    """Return the k best chains from an entity that match a pattern, in which none repeats.

    The grammar is in ``graph.patterns``; a symmetric relation matches either way. Where the
    budget of links did not suffice the ranking is not ``complete``.

    Raises:
        PatternError: if the pattern does not parse.
        UnknownNameError: if it names a type or relation that does not exist.
        InputError: if the start is not of the pattern's first type, or k is less than 1.
    """
    parsed = parse_pattern(pattern)
    if k < 1:
        raise InputError(f"k is {k}; give 1 or more")
    if parsed.start and start.type not in parsed.start:
        raise InputError(
            f"{start.name!r} is of type {start.type}, and the pattern starts from "
            f"{' or '.join(sorted(parsed.start))}; begin it with {start.type} or *"
        )

    def searched() -> Ranking:
        search = _Search(store, start.id, parsed, k=k, budget=budget)
        search.run()
        return Ranking(explain(store, search.found, search.bundles()), complete=search.complete)

    return store.at_once(searched)


class _Search:
    """The state of one search.

    ``near[step][entity]`` are the hops that match this step of the pattern from there;
    where an entity was not expanded for a step it is missing.
    """

    def __init__(self, store: Store, start: str, pattern: Pattern, *, k: int, budget: int) -> None:
        self.store = store
        self.start = start
        self.steps = pattern.steps
        self.last = len(pattern.steps)
        self.k = k
        self.budget = budget
        self.fetched = 0
        self.near: list[dict[str, dict[str, int]]] = [{} for _ in self.steps]
        self.links: list[dict[tuple[str, str], list[Link]]] = [{} for _ in self.steps]
        self.degrees: dict[str, int] = {start: 0}
        self.refused: set[Place] = set()
        self.found: list[Found] = []
        self.whole = True

    @property
    def complete(self) -> bool:
        """Whether nothing was refused and no ranking gave up."""
        return self.whole and not self.refused

    def run(self) -> None:
        """Expand until no entity is left that a better chain could pass unseen."""
        while batch := self._batch():
            step = batch[0][0]
            self._expand(step, [node for _, node in batch])
            self._rank()

    def bundles(self) -> list[list[list[Link]]]:
        """Return the links of every hop of every chain found, best first."""
        return [
            [best_first(self.links[step][hop]) for step, hop in enumerate(pairwise(path))]
            for _, path in self.found
        ]

    def _batch(self) -> list[Place]:
        """Return entities to expand for one step, the deepest that has any, best first."""
        worst = self.found[-1][0] if len(self.found) == self.k else ENDLESS
        tables = self._costs()
        for step in reversed(range(self.last)):
            least = (self.last - 1 - step) * LEAST_TOLL
            still = tables[step].keys() - self.near[step].keys()
            reached = sorted((tables[step][node] + least, node) for node in still)
            places = [(step, node) for bound, node in reached if bound <= worst]
            batch = self._affordable(places)
            if batch:
                return batch
        return []

    def _affordable(self, places: list[Place]) -> list[Place]:
        # As in graph.paths, every call may double what is known.
        batch, room = [], max(BATCH, self.fetched)
        for place in places:
            links = self.degrees[place[1]]
            if place in self.refused:
                continue
            if links > self.budget:
                self.refused.add(place)
                continue
            self.budget -= links
            room -= links
            batch.append(place)
            if room <= 0:
                break
        return batch

    def _costs(self) -> list[dict[str, int]]:
        """Return for each step what leads to the entities there, their own tolls included."""
        tables: list[dict[str, int]] = [{self.start: 0}]
        for near in self.near[:-1]:
            deadline.check()
            table: dict[str, int] = {}
            for here, paid in tables[-1].items():
                for node, cost in near.get(here, {}).items():
                    total = paid + cost + self._passing(node)
                    if node != self.start and total < table.get(node, ENDLESS):
                        table[node] = total
            tables.append(table)
        return tables

    def _expand(self, step: int, nodes: list[str]) -> None:
        rule = self.steps[step]
        where = LinkFilter(relations=rule.relations, types=rule.types)
        found = self.store.expand(nodes, where)
        self.fetched += len(found)
        fitting = self._of_type(step, found)
        self.near[step].update({node: {} for node in nodes})
        chosen = set(nodes)
        for link in found:
            for here, there, along in ((link.head, link.tail, True), (link.tail, link.head, False)):
                fits = here in chosen and there in fitting and here != there
                if fits and rule.admits(link.relation, along=along):
                    self._add(step, here, there, link)
        if step + 1 < self.last:
            reached = dict.fromkeys(there for node in nodes for there in self.near[step][node])
            unknown = [node for node in reached if node not in self.degrees]
            self.degrees.update(dict.fromkeys(unknown, 0))
            self.degrees.update(self.store.degrees(unknown) if unknown else {})

    def _of_type(self, step: int, links: list[Link]) -> set[str]:
        """Return the ends of links that have the type this step leads to.

        The store's filter does not tell which end passed it where both are being expanded.
        """
        ends = dict.fromkeys(node for link in links for node in (link.head, link.tail))
        types = self.steps[step].types
        if not types:
            return set(ends)
        return {node for node, entity in self.store.entities(ends).items() if entity.type in types}

    def _add(self, step: int, here: str, there: str, link: Link) -> None:
        self.links[step].setdefault((here, there), []).append(link)
        near, cost = self.near[step][here], link_cost(link.confidence)
        near[there] = min(cost, near.get(there, ENDLESS))

    def _passing(self, node: str) -> int:
        return toll(self.degrees[node])

    def _rank(self) -> None:
        to_go: list[Costs] = [self._ends()]
        for step in reversed(range(1, self.last)):
            ahead, table = to_go[0], {}
            for here, near in self.near[step].items():
                costs = [cost + ahead[node] for node, cost in near.items() if node in ahead]
                if costs:
                    table[here] = self._passing(here) + min(costs)
            to_go.insert(0, table)
        terrain = Terrain(
            steps_from=lambda depth, node: self.near[depth].get(node, {}),
            passing=self._passing,
            is_end=lambda depth, _: depth == self.last,
            to_go=[{self.start: 0}, *to_go],
        )
        self.found, whole = best_simple_paths(self.start, terrain, k=self.k)
        self.whole = self.whole and whole

    def _ends(self) -> dict[str, int]:
        return {there: 0 for near in self.near[-1].values() for there in near}
