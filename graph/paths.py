"""Ranked paths between two entities: the k best, exactly, over any store.

The search runs from both ends with ``Store.expand``, ``degrees`` and ``bridges``. Why the
answer is exact although most of the graph is never fetched: a path that is not wholly
fetched has a first and a last link that is not, and since every link of an expanded entity
is fetched, both ends of these are unexpanded. So it costs at least what leads to the
cheapest unexpanded entity from one end plus the same from the other. Entities are expanded,
cheapest first, until this bound exceeds the k-th best path that is known.

With ``hops`` links at most it is enough to expand entities within f - 1 hops of the source
and b - 1 of the target, f + b = hops; which side takes the next step is decided by how many
links it would fetch, so that a hub at one end is searched from the other. The last two steps
are one: between the first and the last unexpanded entity of a path there are two links at
most then, and ``bridges`` fetches those of all such paths. Where too many links touch these
entities, the best of them are expanded first, which may leave few enough.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations, pairwise

from graph.errors import InputError
from graph.explanations import Hop, Node, Path, Ranking, Source, explain
from graph.ranking import ENDLESS, Costs, Found, Terrain, best_simple_paths
from graph.records import Entity
from graph.region import Region
from graph.store.base import LinkFilter, Store

__all__ = ["Hop", "Node", "Path", "Ranking", "Source", "connect", "trace"]

BUDGET = 200_000  # links that one search may fetch
BATCH = 4_000  # links that one call of expand should fetch: enough to pay for the call
BRIDGE = 20_000  # links at the inner ends of a bridge: more are sooner searched best first

EVERYTHING = LinkFilter()


def trace(  # noqa: PLR0913 - the tuning arguments are keywords
    store: Store,
    source: Entity,
    target: Entity,
    *,
    hops: int = 4,
    k: int = 5,
    where: LinkFilter = EVERYTHING,
    avoiding: Collection[Entity] = (),
    budget: int = BUDGET,
) -> Ranking:
    """Return the k best paths of at most ``hops`` links, whichever way their arrows point.

    No path meets an entity twice. ``where.types`` binds the entities in between, not the
    two ends. No path passes an entity of ``avoiding``; what the others cost stays as it was.
    Where the budget of links did not suffice the ranking is not ``complete``.

    Raises:
        InputError: if source and target are one entity, an end is to be avoided, or hops or
            k is less than 1.
    """
    if source.id == target.id:
        raise InputError(f"{source.name!r} is both ends of the path; name two entities")
    for avoided in avoiding:
        if avoided.id in (source.id, target.id):
            raise InputError(f"{avoided.name!r} is an end of the path; avoid another entity")
    for name, value in (("hops", hops), ("k", k)):
        if value < 1:
            raise InputError(f"{name} is {value}; give 1 or more")

    def searched() -> Ranking:
        ends = (source, target)
        region = Region(store, ends, where, budget=budget, avoiding=avoiding)
        search = _Search(region, source.id, target.id, hops=hops, k=k)
        search.run()
        bundles = [
            [region.links(here, there) for here, there in pairwise(path)]
            for _, path in search.found
        ]
        return Ranking(explain(store, search.found, bundles), complete=search.complete)

    return store.at_once(searched)


def connect(  # noqa: PLR0913 - the tuning arguments are keywords
    store: Store,
    entities: Sequence[Entity],
    *,
    hops: int = 4,
    k: int = 5,
    where: LinkFilter = EVERYTHING,
    avoiding: Collection[Entity] = (),
    budget: int = BUDGET,
) -> Ranking:
    """Return the k best paths between any two of several entities, each pair traced by itself.

    Paths of equal score are ordered by the ids of their entities.

    Raises:
        InputError: as ``trace``, or if there are fewer than two entities.
    """
    if len(entities) < 2:
        raise InputError("a path has two ends; name two entities or more")
    rankings = [
        trace(store, source, target, hops=hops, k=k, where=where, avoiding=avoiding, budget=budget)
        for source, target in combinations(entities, 2)
    ]
    paths = sorted(
        (path for ranking in rankings for path in ranking),
        key=lambda path: (-path.score, [node.id for node in path.nodes]),
    )
    return Ranking(paths[:k], complete=all(ranking.complete for ranking in rankings))


class _Search:
    """The state of one search: ``costs[side]`` and ``reach[side]`` for source and target."""

    def __init__(self, region: Region, source: str, target: str, *, hops: int, k: int) -> None:
        self.region = region
        self.ends = (source, target)
        self.hops = hops
        self.k = k
        self.reach = [1, 1]
        self.costs: list[list[Costs]] = [[], []]
        self.found: list[Found] = []
        self.whole = True

    @property
    def complete(self) -> bool:
        """Whether nothing was refused and no ranking gave up."""
        return self.whole and not self.region.refused

    @property
    def worst(self) -> int:
        """What a path may cost and still be among the k best."""
        return self.found[-1][0] if len(self.found) == self.k else ENDLESS

    def run(self) -> None:
        """Expand until no entity is left that a better path could pass unseen."""
        self.region.expand(self.ends)
        self._rank()
        covered = 0
        while True:
            batch = [node for side in (0, 1) for node in self._open(side, self.reach[side])]
            covered = covered if batch else sum(self.reach)
            if covered >= self.hops or (covered + 2 >= self.hops and self._bridge()):
                return
            if batch:
                self.region.expand(self._first(batch))
                self._rank()
            else:
                self.reach[self._cheaper_side()] += 1

    def _rank(self) -> None:
        """Bring costs and the best known paths up to date with what was fetched."""
        source, target = self.ends
        self._measure()
        terrain = Terrain(
            steps_from=lambda _, node: self.region.near.get(node, {}),
            passing=self.region.passing,
            is_end=lambda _, node: node == target,
            to_go=[{source: 0}, *reversed(self.costs[1])],
        )
        self.found, whole = best_simple_paths(source, terrain, k=self.k, worst=self.worst)
        self.whole = self.whole and whole

    def _measure(self) -> None:
        # What is expanded from one end is two links from the other at least; the ranking
        # asks of the target alone, and not before the first link.
        spans = (max(0, self.hops - 2), self.hops - 1)
        self.costs = [
            self.region.costs_from(end, span, worst=self.worst)
            for end, span in zip(self.ends, spans, strict=True)
        ]

    def _open(self, side: int, reach: int) -> list[str]:
        """Return the entities still to expand within a reach of one end, best first."""
        done = self.region.expanded | self.region.refused
        across = self.costs[1 - side][max(0, self.hops - 2)]
        rest = min((across[node] for node in across.keys() - done), default=ENDLESS)
        here = self.costs[side][reach - 1]
        bounds = [(here[node] + rest, node) for node in here.keys() - done]
        return [node for bound, node in sorted(bounds) if bound <= self.worst]

    def _bridge(self) -> bool:
        """Fetch what joins the two sides and tell whether nothing is missing then."""
        if self.region.refused:
            return False
        left, right = (self._open(side, max(1, self.hops - 1)) for side in (0, 1))
        if len(left) + len(right) > BRIDGE:
            return False
        if left and right:
            if not self.region.bridge(left, right, limit=BRIDGE):
                return False
            self._rank()
        return True

    def _first(self, batch: list[str]) -> list[str]:
        """Return as many of the best as one call should fetch.

        Every call may double what is known: all of that is measured again after it.
        """
        self.region.learn(batch)
        room, count = max(BATCH, self.region.fetched), 0
        while count < len(batch) and room > 0:
            room -= self.region.size(batch[count : count + 1])
            count += 1
        return batch[:count]

    def _cheaper_side(self) -> int:
        """Return the side whose next layer takes fewer links to fetch."""
        layers = [self._open(side, self.reach[side] + 1) for side in (0, 1)]
        few = 0 if len(layers[0]) <= len(layers[1]) else 1
        learnt = self.region.learn(layers[few])
        if self.region.size(layers[few]) > len(layers[1 - few]):
            learnt = self.region.learn(layers[1 - few]) or learnt
        if learnt:
            self._measure()
        sizes = [self.region.size(layer) for layer in layers]
        return 0 if sizes[0] <= sizes[1] else 1
