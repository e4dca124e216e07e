"""The part of a graph that a search has fetched so far, and what it costs to walk in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.ranking import ENDLESS, LEAST_TOLL, Costs, best_first, link_cost, toll
from graph.records import Entity, Link
from graph.store import deadline
from graph.store.base import LinkFilter, Store

Pair = tuple[str, str]


class Region:
    """Links fetched by expanding entities, each entity once, in as few calls as the search makes.

    Invariant: ``near[a][b]`` is the cost of the best link between a and b, and is known
    wherever a or b is in ``expanded``. An entity that joins two others in here has its
    degree fetched, so the cost of every path in here is exact; for the others the toll is
    a lower bound.
    """

    def __init__(
        self,
        store: Store,
        ends: Sequence[Entity],
        where: LinkFilter,
        *,
        budget: int,
        avoiding: Iterable[Entity] = (),
    ) -> None:
        self._store = store
        self._ends = {end.id for end in ends}
        self._avoided = {entity.id for entity in avoiding}
        self._types = where.types
        # The types bind what a path passes through; its ends were named by the user.
        own = {end.type for end in ends} if where.types else set()
        self._where = where.model_copy(update={"types": where.types | own})
        self._budget = budget
        self._degrees: dict[str, int] = {}
        self._links: dict[Pair, list[Link]] = {}
        self.near: dict[str, dict[str, int]] = {}
        self.expanded: set[str] = set()
        self.fetched = 0
        self.refused: set[str] = set()

    def expand(self, ids: Iterable[str]) -> None:
        """Fetch the links of these entities; those that the budget is too small for are refused."""
        chosen = self._affordable(list(ids))
        fresh = [
            link
            for link in (self._store.expand(chosen, self._where) if chosen else ())
            if link.head != link.tail and self.expanded.isdisjoint((link.head, link.tail))
        ]
        self.expanded.update(chosen)
        self._add(fresh)

    def bridge(self, left: list[str], right: list[str], *, limit: int) -> bool:
        """Fetch the links of all ways of one or two links between entities not expanded yet.

        Tells whether it was done: not where more than ``limit`` links touch these entities.
        """
        links = self._store.bridges(
            left,
            right,
            self._where,
            avoiding=self.expanded | self._ends | self._avoided,
            limit=min(limit, self._budget),
        )
        self._add(links or [])
        return links is not None

    def learn(self, ids: Iterable[str]) -> bool:
        """Fetch the degrees that are not known yet and tell whether there were any."""
        unknown = [node for node in dict.fromkeys(ids) if node not in self._degrees]
        if unknown:
            self._degrees.update(dict.fromkeys(unknown, 0))
            self._degrees.update(self._store.degrees(unknown))
        return bool(unknown)

    def size(self, ids: Iterable[str]) -> int:
        """Return about how many links expanding these would fetch, as far as it is known."""
        return sum(self._degrees.get(node, 1) for node in ids)

    def passing(self, node: str) -> int:
        """Return the toll of an entity, or the least there is while its degree is not known."""
        degree = self._degrees.get(node)
        return LEAST_TOLL if degree is None else toll(degree)

    def links(self, left: str, right: str) -> list[Link]:
        """Return the links between two entities, best first."""
        return best_first(self._links[min(left, right), max(left, right)])

    def costs_from(self, origin: str, hops: int, *, worst: int = ENDLESS) -> list[Costs]:
        """Return for each number of hops what it costs at least to reach an entity with them.

        The entity's own toll is included, and no way leads through either end. What
        costs more than ``worst`` is left out.
        """
        tables = [{origin: 0}]
        changed = tables[0]
        for _ in range(hops):
            deadline.check()
            table, improved = dict(tables[-1]), {}
            for here, paid in changed.items():
                if here != origin and here in self._ends:
                    continue
                for neighbour, step in self.near.get(here, {}).items():
                    total = paid + step
                    if neighbour not in self._ends:
                        total += self.passing(neighbour)
                    if total <= worst and total < table.get(neighbour, ENDLESS):
                        table[neighbour] = improved[neighbour] = total
            tables.append(table)
            changed = improved
        return list(tables)

    def _affordable(self, ids: list[str]) -> list[str]:
        chosen = []
        self.learn(ids)
        for node in ids:
            if self._degrees[node] <= self._budget:
                self._budget -= self._degrees[node]
                chosen.append(node)
            else:
                self.refused.add(node)
        return chosen

    def _add(self, links: list[Link]) -> None:
        self.fetched += len(links)
        links = self._of_allowed_types(self._past_the_avoided(links))
        for link in links:
            head, tail = link.head, link.tail
            pair = (head, tail) if head < tail else (tail, head)
            self._links.setdefault(pair, []).append(link)
            cost = link_cost(link.confidence)
            if cost < self.near.setdefault(head, {}).get(tail, ENDLESS):
                self.near[head][tail] = cost
                self.near.setdefault(tail, {})[head] = cost
        touched = {node for link in links for node in (link.head, link.tail)}
        self.learn(node for node in touched if len(self.near[node]) > 1)

    def _past_the_avoided(self, links: list[Link]) -> list[Link]:
        return [link for link in links if self._avoided.isdisjoint((link.head, link.tail))]

    def _of_allowed_types(self, links: list[Link]) -> list[Link]:
        if not self._types:
            return links
        nodes = dict.fromkeys(node for link in links for node in (link.head, link.tail))
        entities = self._store.entities(nodes)
        allowed = self._ends | {node for node in nodes if entities[node].type in self._types}
        return [link for link in links if {link.head, link.tail} <= allowed]
