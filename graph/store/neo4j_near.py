"""What a Neo4j store says of the links around entities without handing over all of them.

A hub may have fifty thousand links: the surest are chosen, and all are counted, on the
server.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from graph.records import Link, Occurrences
from graph.store import cypher
from graph.store.base import LinkFilter
from graph.store.neo4j_queries import links_of, passing
from graph.store.neo4j_rows import ask, listed

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
    asked = passing([], where) | {"left": left, "right": right, "avoiding": avoiding}
    [[rows]] = ask(tx, cypher.BRIDGES, **asked, limit=limit)
    return None if rows is None else links_of(rows)


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


def _surest_first(rows: Iterable[list[Any]]) -> list[Link]:
    return sorted(links_of(rows), key=lambda link: -link.confidence)
