"""A part of the graph: the entities around some, and every link among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.errors import InputError
from graph.records import Entity, Link, Record
from graph.store.base import LinkFilter, Store

EVERYTHING = LinkFilter()
LINKS = 20_000  # links that a bounded neighbourhood holds at most


class Neighbourhood(Record):
    """Entities ordered by type, name and id; links by head, relation and tail."""

    entities: tuple[Entity, ...]
    links: tuple[Link, ...]


class BoundedNeighbourhood(Neighbourhood):
    """A neighbourhood in which hubs show their surest links alone.

    ``truncated`` tells of every entity with more links than are given how many it has.
    """

    truncated: dict[str, int]


def neighbourhood(store: Store, around: Sequence[Entity] = (), *, hops: int = 2) -> Neighbourhood:
    """Return what lies within ``hops`` links of the given entities, or the whole graph.

    Every link between two entities that are within is there, also between two at the rim.
    With no hops it is the given entities and the links among them.

    Raises:
        InputError: if hops is less than 0.
    """
    if hops < 0:
        raise InputError(f"hops is {hops}; give 0 or more")
    if not around:
        return Neighbourhood(entities=tuple(store.all_entities()), links=tuple(store.links()))
    within = {entity.id for entity in around}
    rim, seen = set(within), dict[tuple[str, str, str], Link]()
    for distance in range(hops + 1):
        links = store.expand(sorted(rim)) if rim else []
        seen |= {(link.head, link.relation, link.tail): link for link in links}
        if distance < hops:
            rim = {node for link in links for node in (link.head, link.tail)} - within
            within |= rim
    return Neighbourhood(
        entities=_entities(store, within),
        links=tuple(
            link for _, link in sorted(seen.items()) if link.head in within and link.tail in within
        ),
    )


def bounded_neighbourhood(
    store: Store,
    around: Sequence[Entity],
    *,
    hops: int = 1,
    where: LinkFilter = EVERYTHING,
    links_each: int = 50,
    limit: int = 500,
) -> BoundedNeighbourhood:
    """Return what the surest links lead to within ``hops`` of the given entities.

    From each entity its ``links_each`` surest links that pass are followed; of the entities
    that a hop reaches the surest reached come first, until there are ``limit``, the given
    ones included. Every link between two entities that are within is there, if it passes.
    """
    within = {entity.id: None for entity in around}
    rim = list(within)
    for _ in range(hops):
        reached = _reached(store.surest(rim, where, limit=links_each) if rim else ())
        rim = [node for node in reached if node not in within][: max(0, limit - len(within))]
        within |= dict.fromkeys(rim)
    links = store.among(within, where, limit=LINKS)
    given = Counter(end for link in links for end in (link.head, link.tail))
    tallied = store.tally(within, where)
    totals = {node: sum(tallied[node].values()) for node in sorted(within)}
    return BoundedNeighbourhood(
        entities=_entities(store, within),
        links=tuple(sorted(links, key=lambda link: (link.head, link.relation, link.tail))),
        truncated={node: total for node, total in totals.items() if total > given[node]},
    )


def _reached(links: Iterable[Link]) -> dict[str, None]:
    """Return the ends of links, those of the surest first, then by id."""
    surest: dict[str, float] = {}
    for link in links:
        for end in (link.head, link.tail):
            surest[end] = max(link.confidence, surest.get(end, 0.0))
    return dict.fromkeys(sorted(surest, key=lambda node: (-surest[node], node)))


def _entities(store: Store, ids: Iterable[str]) -> tuple[Entity, ...]:
    found = store.entities(sorted(ids)).values()
    return tuple(sorted(found, key=lambda one: (one.type, one.name, one.id)))
