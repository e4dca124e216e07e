"""What is asked of a SQLite store about resolved entities and links."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from graph.names import comparable_name
from graph.records import DocumentMetadata, Entity, Link, Mention, Stats
from graph.store.base import LinkFilter
from graph.store.pinyin import typed
from graph.store.searching import END, searchable, storable, trigrams
from graph.store.sqlite_rows import AMONG, columns, listed, read_entities, records

LAST = "\U0010ffff"  # sorts after every character
FEW = 20  # names, which cost less to compare than further trigrams to count
LINK = "head, relation, tail, confidence, date, facts"
# Entities by names that pass, the best name of each deciding its place.
RANKED = """
SELECT entity FROM (SELECT entity, min(place) AS place FROM ({passing}) GROUP BY entity) AS hit
WHERE :types = '[]' OR (SELECT type FROM entities WHERE id = hit.entity)
                       IN (SELECT value FROM json_each(:types))
ORDER BY place,
         (SELECT links FROM degrees WHERE degrees.entity = hit.entity) DESC,
         entity
LIMIT :limit
"""
AS_WRITTEN = """
SELECT names.entity, CASE WHEN searchable = :text THEN 0
                          WHEN substr(searchable, 1, length(:text)) = :text THEN 1
                          ELSE 3 END AS place
FROM """
BY_TRIGRAM = """trigrams
CROSS JOIN names ON trigram = :trigram AND names.row = trigrams.name
AND instr(names.searchable, :text)"""
# What is shorter than three characters begins a trigram of each name that contains it.
BY_BEGINNING = """(
    SELECT DISTINCT name FROM trigrams WHERE trigram BETWEEN :text AND :last
) AS begun CROSS JOIN names ON names.row = begun.name"""
BEGUN = """json_each(:words) AS begun
CROSS JOIN readings ON word >= begun.value AND word < begun.value || '{'"""
IS_BEGUN = f"SELECT EXISTS (SELECT 1 FROM {BEGUN})"
IN_PINYIN = f"""
SELECT names.entity, CASE WHEN word = json_extract(:words, '$[0]') THEN 1
                          WHEN word < '2' THEN 2 ELSE 4 END AS place
FROM {BEGUN} CROSS JOIN names ON names.row = readings.name AND instr(searchable, :part)
"""
BY_KEY = "names WHERE comparable = :key"


def search(sql: sqlite3.Connection, text: str, types: frozenset[str], limit: int) -> list[Entity]:
    """Return the entities with a name that contains the text or is read so, best first."""
    wanted = searchable(text)
    if not wanted:
        return []
    parameters = {"text": wanted, "types": listed(types), "limit": max(limit, 0)}
    if len(wanted) < 3:
        parameters["last"] = wanted + LAST * 2
        passing = AS_WRITTEN + BY_BEGINNING
    else:
        parameters["trigram"] = _rarest_trigram(sql, wanted)
        passing = AS_WRITTEN + BY_TRIGRAM
    if spelt := typed(text):
        parameters |= {"words": json.dumps(spelt.words), "part": spelt.part}
        # Asked first: most Latin text is no pinyin, and costs nothing more then.
        if sql.execute(IS_BEGUN, parameters).fetchone()[0]:
            passing += " UNION ALL " + IN_PINYIN
    return _ranked(sql, passing, parameters)


def named(sql: sqlite3.Connection, name: str) -> list[Entity]:
    """Return the entities that bear a name which compares equal, in the order of a search."""
    parameters = {"text": searchable(name), "key": comparable_name(storable(name))}
    return _ranked(sql, AS_WRITTEN + BY_KEY, parameters | {"types": "[]", "limit": -1})


def entities(sql: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Entity]:
    """Return the entities that these resolved or local ids stand for."""
    asked = sorted(set(ids))
    statement = (
        "SELECT local.id, one.entity FROM local_entities AS local"
        f" CROSS JOIN profiles AS one ON one.id = local.profile WHERE local.id {AMONG}"
    )
    resolved = dict(sql.execute(statement, (listed(asked),)))
    found = read_entities(sql, (resolved.get(id_, id_) for id_ in asked))
    meant = {id_: found.get(resolved.get(id_, id_)) for id_ in asked}
    return {id_: entity for id_, entity in meant.items() if entity is not None}


def metadata(sql: sqlite3.Connection, ids: Iterable[str] | None) -> dict[str, DocumentMetadata]:
    """Return documents without their texts, by id, ordered by uri."""
    chosen, parameters = ("", ()) if ids is None else (f" WHERE id {AMONG}", (listed(ids),))
    statement = f"SELECT {columns(DocumentMetadata)} FROM documents{chosen} ORDER BY uri"
    return {one.id: one for one in records(DocumentMetadata, sql.execute(statement, parameters))}


def expand(sql: sqlite3.Connection, ids: Iterable[str], where: LinkFilter) -> list[Link]:
    """Return the links that touch any of these entities and pass the filter, each once."""
    passing, parameters = conditions(where)
    parameters["ids"] = listed(ids)
    far = " CROSS JOIN entities AS far ON far.id = {far}" if where.types else ""
    # CROSS JOIN pins the order: without it SQLite may walk all links to look for the ids.
    statement = (
        f"SELECT {LINK} FROM json_each(:ids) AS asked CROSS JOIN links ON {{near}} = asked.value"
        f"{far} WHERE {passing}"
    )
    found: dict[tuple[str, ...], tuple[Any, ...]] = {}
    for ends in ({"near": "head", "far": "tail"}, {"near": "tail", "far": "head"}):
        rows = sql.execute(statement.format(**ends), parameters)
        found.update((row[:3], row) for row in rows)
    return links_of(row for _, row in sorted(found.items()))


def links_of(rows: Iterable[tuple[Any, ...]]) -> list[Link]:
    """Return rows of the table of links as records."""
    return [
        Link(head=head, relation=relation, tail=tail, confidence=confidence, date=date,
             facts=tuple(facts.split()))
        for head, relation, tail, confidence, date, facts in rows
    ]  # fmt: skip


def degrees(sql: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return with how many other entities each of these is linked."""
    rows = sql.execute(
        "SELECT asked.value, coalesce(others, 0) FROM json_each(?) AS asked"
        " LEFT JOIN degrees ON entity = asked.value",
        (listed(ids),),
    )
    return dict(rows)


def mentions(sql: sqlite3.Connection, entity: str, start: int, limit: int | None) -> list[Mention]:
    """Return mentions of a resolved entity, in order of document uri and place."""
    rows = sql.execute(
        f"SELECT {columns(Mention, of='mentions')} FROM profiles AS one"
        " CROSS JOIN local_entities AS local ON local.profile = one.id"
        " CROSS JOIN mentions ON mentions.entity = local.id"
        " CROSS JOIN documents ON documents.id = mentions.document"
        " WHERE one.entity = ?"
        ' ORDER BY documents.uri, mentions.start, mentions."end", local.id, mentions.finder'
        " LIMIT ? OFFSET ?",
        (entity, -1 if limit is None else limit, start),
    )
    return records(Mention, rows)


def counted(sql: sqlite3.Connection) -> Stats:
    """Count what is in the store."""

    def number(table: str) -> int:
        rows: int = sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return rows

    def by(column: str, table: str) -> dict[str, int]:
        statement = f"SELECT {column}, count(*) FROM {table} GROUP BY {column} ORDER BY {column}"
        return dict(sql.execute(statement))

    return Stats(
        documents=number("documents"),
        entities=by("type", "entities"),
        links=by("relation", "links"),
        facts=number("facts"),
        mentions=number("mentions"),
    )


def _ranked(sql: sqlite3.Connection, passing: str, parameters: dict[str, Any]) -> list[Entity]:
    ids = [entity for (entity,) in sql.execute(RANKED.format(passing=passing), parameters)]
    found = read_entities(sql, ids)
    return [found[entity] for entity in ids]


def _rarest_trigram(sql: sqlite3.Connection, text: str) -> str:
    """Return three characters of the text that few names contain: the fewest, or few enough."""
    statement = "SELECT count(*) FROM (SELECT 1 FROM trigrams WHERE trigram = ? LIMIT ?)"
    rarest, fewest = text[:3], -1
    for part in sorted(part for part in trigrams(text) if END not in part):
        (count,) = sql.execute(statement, (part, fewest)).fetchone()
        if count < fewest or fewest < 0:
            rarest, fewest = part, count
        if fewest < FEW:
            break
    return rarest


def conditions(where: LinkFilter) -> tuple[str, dict[str, object]]:
    """Return a filter as SQL and its parameters.

    A date may be stated as its beginning (2025, 2025-03), in the filter and on the link: both
    are compared as far as both are stated, so that what may lie within passes.
    """
    # What every link passes is left out: counting then needs nothing but an index.
    passing = ["confidence >= :confidence"] if where.min_confidence > 0 else ["TRUE"]
    parameters: dict[str, object] = {"confidence": where.min_confidence}
    if where.relations:
        passing.append("relation IN (SELECT value FROM json_each(:relations))")
        parameters["relations"] = listed(where.relations)
    if where.types:
        passing.append("far.type IN (SELECT value FROM json_each(:types))")
        parameters["types"] = listed(where.types)
    if where.since is not None:
        passing.append("date >= substr(:since, 1, length(date))")
        parameters["since"] = where.since
    if where.until is not None:
        passing.append("substr(date, 1, length(:until)) <= :until")
        parameters["until"] = where.until
    return " AND ".join(passing), parameters
