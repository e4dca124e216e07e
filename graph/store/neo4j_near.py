"""What a Neo4j store says of the links around entities without handing over all of them.

A hub may have fifty thousand links: the surest are chosen, and all are counted, on the
server.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from graph.records import Link, Linked, Occurrences
from graph.store import cypher
from graph.store.base import LinkFilter
from graph.store.links import near_ends
from graph.store.neo4j_queries import links_of, passing
from graph.store.neo4j_rows import ask, listed, record

if TYPE_CHECKING:
    from neo4j import ManagedTransaction


def surest(
    tx: ManagedTransaction, ids: Iterable[str], where: LinkFilter, start: int, limit: int
) -> list[Link]:
    """Return the surest links of each of these entities that pass the filter, each once."""
    [[rows]] = ask(tx, cypher.SUREST, start=start, limit=limit, **passing(ids, where))
    return _surest_first(rows)


def among(tx: ManagedTransaction, ids: Iterable[str], where: LinkFilter, limit: int) -> list[Link]:
    """Return the surest links between any two of these entities that pass the filter."""
    [[rows]] = ask(tx, cypher.AMONG, limit=limit, **passing(ids, where))
    return _surest_first(rows)


def bridges(
    tx: ManagedTransaction,
    left: list[str],
    right: list[str],
    where: LinkFilter,
    avoiding: list[str],
    limit: int,
) -> list[Link] | None:
    """Return the links of the ways of one or two links from any left to any other right."""
    statement = cypher.ALL_BRIDGES if where == LinkFilter() else cypher.BRIDGES
    asked = {"left": left, "right": right, "limit": limit}
    [[met]] = ask(tx, statement, **asked, **passing((), where))
    if met is None:
        return None
    from_left, from_right, avoided = set(left), set(right), set(avoiding)
    found: dict[tuple[str, ...], list[Any]] = {}
    for far, rows in met:
        near = {row[0] if row[2] == far else row[2] for row in rows}
        chosen = near_ends(
            near & from_left,
            set() if far in avoided else near & from_right,
            direct=far in from_right,
        )
        found |= {tuple(row[:3]): row for row in rows if not chosen.isdisjoint((row[0], row[2]))}
    return links_of(found.values())


def tally(
    tx: ManagedTransaction, ids: Iterable[str], where: LinkFilter
) -> dict[str, dict[str, int]]:
    """Return how many links of each relation these entities have that pass the filter."""
    asked = listed(ids)
    counts: dict[str, dict[str, int]] = {id_: {} for id_ in asked}
    for id_, relation, count in sorted(ask(tx, cypher.TALLY, **passing(asked, where))):
        counts[id_][relation] = count
    return counts


def occurrences(tx: ManagedTransaction, entity: str) -> Occurrences:
    """Count the documents that know a resolved entity, and the places that name it."""
    documents, mentions = ask(tx, cypher.OCCURRENCES, id=entity)[0]
    return Occurrences(documents=documents, mentions=mentions)


def best_connected(tx: ManagedTransaction, types: frozenset[str], limit: int) -> list[Linked]:
    """Return the entities with the most links, those without any after them."""
    rows = ask(tx, cypher.BEST_CONNECTED, types=listed(types), limit=max(limit, 0))
    return [record(Linked, row) for (row,) in rows]


def _surest_first(rows: Iterable[list[Any]]) -> list[Link]:
    return sorted(links_of(rows), key=lambda link: -link.confidence)
