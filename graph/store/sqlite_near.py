"""What a SQLite store says of the links around entities without handing over all of them.

A hub may have fifty thousand links: the surest are chosen, and all are counted, in the
database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from graph.records import Link, Occurrences
from graph.store.base import LinkFilter
from graph.store.sqlite_queries import LINK, conditions, links_of
from graph.store.sqlite_rows import listed

SUREST_FIRST = "ORDER BY confidence DESC, head, relation, tail"
# The ends of a link from one of its entities: which is asked for, and which is at the far end.
ENDS = ({"near": "head", "far": "tail"}, {"near": "tail", "far": "head"})


def surest(
    sql: sqlite3.Connection, ids: Iterable[str], where: LinkFilter, start: int, limit: int
) -> list[Link]:
    """Return the surest links of each of these entities that pass the filter, each once."""
    passing, parameters = conditions(where)
    far = " CROSS JOIN entities AS far ON far.id = links.{far}" if where.types else ""
    either = " UNION ALL ".join(
        f"SELECT {LINK} FROM links{far} WHERE {{near}} = :id AND {passing}".format(**ends)
        for ends in ENDS
    )
    statement = f"{either} {SUREST_FIRST} LIMIT :limit OFFSET :start"
    found: dict[tuple[str, ...], tuple[Any, ...]] = {}
    for id_ in sorted(set(ids)):
        rows = sql.execute(statement, parameters | {"id": id_, "limit": limit, "start": start})
        found.update((row[:3], row) for row in rows)
    return links_of(sorted(found.values(), key=lambda row: (-row[3], row[:3])))


def among(sql: sqlite3.Connection, ids: Iterable[str], where: LinkFilter, limit: int) -> list[Link]:
    """Return the surest links between any two of these entities that pass the filter."""
    passing, parameters = conditions(where.model_copy(update={"types": frozenset()}))
    parameters |= {"ids": listed(ids), "limit": limit}
    typed = ""
    if where.types:
        parameters["types"] = listed(where.types)
        typed = (
            " AND EXISTS (SELECT 1 FROM entities WHERE id IN (head, tail)"
            " AND type IN (SELECT value FROM json_each(:types)))"
        )
    # The sign keeps SQLite from looking each pair of entities up instead of each head.
    statement = (
        f"SELECT {LINK} FROM json_each(:ids) AS asked CROSS JOIN links ON head = asked.value"
        f" WHERE +tail IN (SELECT value FROM json_each(:ids)) AND {passing}{typed}"
        f" {SUREST_FIRST} LIMIT :limit"
    )
    return links_of(sql.execute(statement, parameters))


def tally(
    sql: sqlite3.Connection, ids: Iterable[str], where: LinkFilter
) -> dict[str, dict[str, int]]:
    """Return how many links of each relation these entities have that pass the filter."""
    passing, parameters = conditions(where)
    asked = sorted(set(ids))
    parameters["ids"] = listed(asked)
    far = " CROSS JOIN entities AS far ON far.id = links.{far}" if where.types else ""
    either = " UNION ALL ".join(
        f"SELECT asked.value AS id, relation FROM json_each(:ids) AS asked"
        f" CROSS JOIN links ON {{near}} = asked.value{far} WHERE {passing}".format(**ends)
        for ends in ENDS
    )
    counts: dict[str, dict[str, int]] = {id_: {} for id_ in asked}
    statement = f"SELECT id, relation, count(*) FROM ({either}) GROUP BY id, relation ORDER BY 1, 2"
    for id_, relation, count in sql.execute(statement, parameters):
        counts[id_][relation] = count
    return counts


def occurrences(sql: sqlite3.Connection, entity: str) -> Occurrences:
    """Count the documents that know a resolved entity, and the places that name it."""
    members = (
        " FROM profiles AS one CROSS JOIN local_entities AS local ON local.profile = one.id"
        "{further} WHERE one.entity = :id"
    )
    mentions = members.format(further=" CROSS JOIN mentions ON mentions.entity = local.id")
    documents, named = sql.execute(
        f"SELECT (SELECT count(DISTINCT local.document){members.format(further='')}),"
        f" (SELECT count(*){mentions})",
        {"id": entity},
    ).fetchone()
    return Occurrences(documents=documents, mentions=named)
