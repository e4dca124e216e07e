"""What a SQLite store says of the links around entities without handing over all of them.

A hub may have fifty thousand links: the surest are chosen, and all are counted, in the
database.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graph.records import Link, Linked, Occurrences
from graph.store.base import LinkFilter
from graph.store.links import near_ends
from graph.store.sqlite_queries import LINK, conditions, links_of
from graph.store.sqlite_rows import listed, records

Walks = Mapping[str, list[str]]
"""By the entity at the far end of links, those at the near end."""

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


def bridges(
    sql: sqlite3.Connection,
    sides: tuple[Iterable[str], Iterable[str]],
    where: LinkFilter,
    avoiding: Iterable[str],
    limit: int,
) -> list[Link] | None:
    """Return the links of the ways of one or two links from any left to any other right."""
    right = set(sides[1])
    avoided = set(avoiding)
    room = limit
    for side in sides:
        room -= _touching(sql, side, room + 1)
        if room < 0:
            return None
    from_left, from_right = (_walks(sql, side, where) for side in sides)
    met = from_left.keys() & (from_right.keys() | right)
    pairs = [
        pair
        for far in met
        for near in near_ends(
            set(from_left[far]),
            set() if far in avoided else set(from_right.get(far, ())),
            direct=far in right,
        )
        for pair in ((near, far), (far, near))
    ]
    passing, parameters = conditions(where.model_copy(update={"types": frozenset()}))
    parameters["pairs"] = json.dumps(sorted(set(pairs)))
    # By the index that leads to both ends: a hub has ten thousand links from its own.
    statement = (
        f"SELECT {LINK} FROM json_each(:pairs) AS pair CROSS JOIN links INDEXED BY links_tail"
        " ON tail = json_extract(pair.value, '$[1]') AND head = json_extract(pair.value, '$[0]')"
        f" WHERE {passing} ORDER BY head, relation, tail"
    )
    return links_of(sql.execute(statement, parameters)) if pairs else []


def _touching(sql: sqlite3.Connection, ids: Iterable[str], limit: int) -> int:
    """Return how many links touch these entities, counted at each end, or the limit."""
    either = " UNION ALL ".join(
        f"SELECT 1 FROM json_each(:ids) AS asked CROSS JOIN links ON {near} = asked.value"
        for near in ("head", "tail")
    )
    statement = f"SELECT count(*) FROM ({either} LIMIT :limit)"
    found: int = sql.execute(statement, {"ids": listed(ids), "limit": limit}).fetchone()[0]
    return found


def _walks(sql: sqlite3.Connection, ids: Iterable[str], where: LinkFilter) -> Walks:
    """Return where the links lead that touch these entities and pass the filter."""
    either, parameters = _at_either_end("links.{far}, asked.value", ids, where)
    walks = defaultdict[str, list[str]](list)
    for reached, start in sql.execute(either, parameters):
        walks[reached].append(start)
    return walks


def _at_either_end(
    chosen: str, ids: Iterable[str], where: LinkFilter
) -> tuple[str, dict[str, object]]:
    """Return as SQL what is chosen of the links at these entities that pass, and its parameters.

    A link is there once for each end that is among the entities; ``{near}`` and ``{far}`` in
    what is chosen are the ends as seen from there.
    """
    passing, parameters = conditions(where)
    far = " CROSS JOIN entities AS far ON far.id = links.{far}" if where.types else ""
    either = " UNION ALL ".join(
        f"SELECT {chosen} FROM json_each(:ids) AS asked"
        f" CROSS JOIN links ON {{near}} = asked.value{far} WHERE {passing}".format(**ends)
        for ends in ENDS
    )
    return either, parameters | {"ids": listed(ids)}


def tally(
    sql: sqlite3.Connection, ids: Iterable[str], where: LinkFilter
) -> dict[str, dict[str, int]]:
    """Return how many links of each relation these entities have that pass the filter."""
    asked = sorted(set(ids))
    either, parameters = _at_either_end("asked.value AS id, relation", asked, where)
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


def best_connected(sql: sqlite3.Connection, types: frozenset[str], limit: int) -> list[Linked]:
    """Return the entities with the most links, those without any after them."""
    wanted = "type IN (SELECT value FROM json_each(:types))" if types else "TRUE"
    # Chosen before anything else is looked up, where their types do not matter.
    degrees = (
        "degrees" if types else "(SELECT * FROM degrees ORDER BY links DESC, entity LIMIT :limit)"
    )
    parameters = {"types": listed(types), "limit": max(limit, 0)}
    linked = sql.execute(
        f"SELECT id, type, kind, name, links FROM {degrees} CROSS JOIN entities ON id = entity"
        f" WHERE {wanted} ORDER BY links DESC, id LIMIT :limit",
        parameters,
    ).fetchall()
    alone = sql.execute(
        f"SELECT id, type, kind, name, 0 FROM entities WHERE {wanted}"
        " AND NOT EXISTS (SELECT 1 FROM degrees WHERE entity = id) ORDER BY id LIMIT :rest",
        parameters | {"rest": max(limit, 0) - len(linked)},
    )
    return records(Linked, [*linked, *alone])
