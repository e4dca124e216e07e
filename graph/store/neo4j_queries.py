"""What is asked of a Neo4j store about resolved entities and links."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, LiteralString

from graph.names import comparable_name
from graph.records import DocumentMetadata, Entity, Link, Mention, Stats
from graph.store import cypher
from graph.store.base import LinkFilter
from graph.store.neo4j_rows import ask, listed, mentions_of, read_entities, record
from graph.store.neo4j_terms import key_of, query_for
from graph.store.pinyin import typed
from graph.store.searching import searchable, storable

if TYPE_CHECKING:
    from neo4j import ManagedTransaction


def search(tx: ManagedTransaction, text: str, types: frozenset[str], limit: int) -> list[Entity]:
    """Return the entities with a name that contains the text or is read so, best first."""
    wanted = searchable(text)
    if not wanted or limit <= 0:
        return []
    spelt = typed(text)
    rows = ask(
        tx, cypher.SEARCH,
        query=query_for(wanted, spelt.words if spelt else ()), text=wanted,
        words=[f" {word}" for word in spelt.words] if spelt else None,
        part=spelt.part if spelt else None,
        types=listed(types), limit=limit,
    )  # fmt: skip
    return _ranked(tx, rows)


def named(tx: ManagedTransaction, name: str) -> list[Entity]:
    """Return the entities that bear a name which compares equal, in the order of a search."""
    key = key_of(comparable_name(storable(name)))
    text = searchable(name)
    rows = ask(tx, cypher.NAMED, query=key, key=key, text=text, types=[], limit=sys.maxsize)
    return _ranked(tx, rows)


def metadata(tx: ManagedTransaction, ids: list[str] | None) -> dict[str, DocumentMetadata]:
    """Return documents without their texts, by id, ordered by uri."""
    rows = ask(tx, cypher.ALL_METADATA) if ids is None else ask(tx, cypher.METADATA, ids=ids)
    found = sorted((record(DocumentMetadata, row) for (row,) in rows), key=lambda one: one.uri)
    return {one.id: one for one in found}


def expand(tx: ManagedTransaction, ids: Iterable[str], where: LinkFilter) -> list[Link]:
    """Return the links that touch any of these entities and pass the filter, each once."""
    [[rows]] = ask(tx, cypher.EXPAND, **passing(ids, where))
    return links_of(rows)


def passing(ids: Iterable[str], where: LinkFilter) -> dict[str, Any]:
    """Return entities and a filter as parameters."""
    return {
        "ids": listed(ids),
        "confidence": where.min_confidence,
        "relations": listed(where.relations),
        "types": listed(where.types),
        "since": where.since,
        "until": where.until,
    }


def links_from(tx: ManagedTransaction, heads: Iterable[str]) -> list[Link]:
    """Return the links whose heads these are."""
    [[rows]] = ask(tx, cypher.LINKS_FROM, ids=listed(heads))
    return links_of(rows)


def degrees(tx: ManagedTransaction, ids: Iterable[str]) -> dict[str, int]:
    """Return with how many other entities each of these is linked."""
    asked = listed(ids)
    [[rows]] = ask(tx, cypher.DEGREES, ids=asked)
    counted: dict[str, int] = dict(rows)
    return {id_: counted.get(id_, 0) for id_ in asked}


def mentions(tx: ManagedTransaction, entity: str, start: int, limit: int | None) -> list[Mention]:
    """Return mentions of a resolved entity, in order of document uri and place."""
    placed = [
        (uri, mention)
        for uri, document, local, said in ask(tx, cypher.MENTIONS, id=entity)
        for _, mention in mentions_of({"id": local, "document": document, "mentions": said})
    ]

    def place(found: tuple[str, Mention]) -> tuple[str, int, int, str, str]:
        uri, mention = found
        return (uri, mention.start, mention.end, mention.entity, mention.finder)

    end = None if limit is None else start + limit
    return [mention for _, mention in sorted(placed, key=place)[start:end]]


def counted(tx: ManagedTransaction) -> Stats:
    """Count what is in the store."""

    def number(statement: LiteralString) -> int:
        count: int = ask(tx, statement)[0][0]
        return count

    def by_type(statement: LiteralString) -> dict[str, int]:
        return dict(ask(tx, statement))

    return Stats(
        documents=number(cypher.COUNT_DOCUMENTS),
        entities=by_type(cypher.COUNT_ENTITIES),
        links=by_type(cypher.COUNT_LINKS),
        facts=number(cypher.COUNT_FACTS),
        mentions=number(cypher.COUNT_MENTIONS),
    )


def _ranked(tx: ManagedTransaction, rows: Sequence[Sequence[str]]) -> list[Entity]:
    ids = [entity for (entity,) in rows]
    found = read_entities(tx, ids) if ids else {}
    return [found[entity] for entity in ids if entity in found]


def links_of(rows: Iterable[list[Any]]) -> list[Link]:
    """Return rows as records, in order of head, relation and tail."""
    return [
        Link(head=head, relation=relation, tail=tail, confidence=confidence, date=date,
             facts=tuple(facts))
        for head, relation, tail, confidence, date, facts in sorted(rows, key=lambda row: row[:3])
    ]  # fmt: skip
