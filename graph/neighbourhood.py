"""A part of the graph: the entities around some, and every link among them."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import InputError
from graph.records import Entity, Link, Record
from graph.store.base import Store


class Neighbourhood(Record):
    """Entities ordered by type, name and id; links by head, relation and tail."""

    entities: tuple[Entity, ...]
    links: tuple[Link, ...]


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
    entities = store.entities(sorted(within)).values()
    return Neighbourhood(
        entities=tuple(sorted(entities, key=lambda one: (one.type, one.name, one.id))),
        links=tuple(
            link for _, link in sorted(seen.items()) if link.head in within and link.tail in within
        ),
    )
