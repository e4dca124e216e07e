"""What documents say, between records and rows; columns are named as the fields are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from graph.records import (
    Document,
    DocumentGraph,
    Entity,
    Evidence,
    Fact,
    LocalEntity,
    Mention,
    Record,
    Segment,
)

AnyRecord = TypeVar("AnyRecord", bound=Record)
# One parameter for any number of ids; SQLite limits how many parameters there may be.
AMONG = "IN (SELECT value FROM json_each(?))"


def listed(values: Iterable[str]) -> str:
    """Return values as the parameter that ``AMONG`` takes: sorted, each once."""
    return json.dumps(sorted(set(values)))


def columns(record: type[Record], *, of: str = "", without: str = "") -> str:
    """Return the columns that hold a record's fields, as SQL; ``of`` is their table."""
    table = f"{of}." if of else ""
    return ", ".join(f'{table}"{name}"' for name in record.model_fields if name != without)


def records(kind: type[AnyRecord], rows: Iterable[tuple[Any, ...]]) -> list[AnyRecord]:
    """Return rows whose columns are the record's fields, in their order, as records."""
    names = tuple(kind.model_fields)
    return [kind(**dict(zip(names, row, strict=True))) for row in rows]


WHOLE = "entities.id, entities.type, entities.kind, entities.name, entities.names"
FACT = columns(Fact, without="evidence")
NUMBER = object()  # stands for the position of a record among those that are added with it
NUMBERED = {"position": NUMBER}


def read_graph(sql: sqlite3.Connection, document: str) -> DocumentGraph | None:
    """Return all that one document says, or None where there is no such document."""

    def of_document(kind: type[Record], table: str) -> sqlite3.Cursor:
        statement = f"SELECT {columns(kind)} FROM {table} WHERE document = ? ORDER BY position"
        return sql.execute(statement, (document,))

    found = sql.execute(f"SELECT {columns(Document)} FROM documents WHERE id = ?", (document,))
    if not (documents := records(Document, found)):
        return None
    return DocumentGraph(
        document=documents[0],
        segments=tuple(records(Segment, of_document(Segment, "segments"))),
        entities=tuple(_local_entities(of_document(LocalEntity, "local_entities"))),
        mentions=tuple(records(Mention, of_document(Mention, "mentions"))),
        facts=tuple(read_facts(sql, "document = ? ORDER BY position", document)),
    )


def read_facts(sql: sqlite3.Connection, where: str, parameter: str) -> Iterator[Fact]:
    """Yield the facts that a condition picks, with their evidence."""
    rows = sql.execute(f"SELECT row, {FACT} FROM facts WHERE {where}", (parameter,)).fetchall()
    evidence: dict[int, list[tuple[Any, ...]]] = {row[0]: [] for row in rows}
    found = sql.execute(
        f"SELECT fact, {columns(Evidence)} FROM evidence WHERE fact {AMONG}"
        " ORDER BY fact, position",
        (json.dumps(list(evidence)),),
    )
    for fact, *row in found:
        evidence[fact].append(tuple(row))
    for fact, head, relation, tail, properties, date, confidence in rows:
        yield Fact(
            head=head, relation=relation, tail=tail, properties=json.loads(properties),
            date=date, confidence=confidence, evidence=tuple(records(Evidence, evidence[fact])),
        )  # fmt: skip


def read_local_entities(sql: sqlite3.Connection, ids: Iterable[str]) -> list[LocalEntity]:
    """Return the local entities that exist among these ids."""
    statement = f"SELECT {columns(LocalEntity)} FROM local_entities WHERE id {AMONG} ORDER BY id"
    return _local_entities(sql.execute(statement, (listed(ids),)))


def read_entities(sql: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Entity]:
    """Return the resolved entities that exist among these ids."""
    rows = sql.execute(
        f"SELECT {WHOLE} FROM json_each(?) AS asked CROSS JOIN entities"
        " ON entities.id = asked.value",
        (listed(ids),),
    )
    return {entity.id: entity for entity in with_members(sql, rows)}


def with_members(
    sql: sqlite3.Connection, rows: Iterable[tuple[str, str, str | None, str, str]]
) -> list[Entity]:
    """Return rows of the table of entities as records, with the ids of their members."""
    wholes = list(rows)
    members: dict[str, list[str]] = {whole[0]: [] for whole in wholes}
    found = sql.execute(
        "SELECT one.entity, local.id FROM json_each(?) AS asked"
        " CROSS JOIN profiles AS one ON one.entity = asked.value"
        " CROSS JOIN local_entities AS local ON local.profile = one.id",
        (listed(members),),
    )
    for entity, local in found:
        members[entity].append(local)
    return [
        Entity(id=id_, type=type_, kind=kind, name=name, names=tuple(json.loads(names)),
               members=tuple(sorted(members[id_])))
        for id_, type_, kind, name, names in wholes
    ]  # fmt: skip


def insert_graph(sql: sqlite3.Connection, graph: DocumentGraph, profiles: Sequence[str]) -> None:
    """Add what a document says; ``profiles`` are those of its entities, one each."""
    document = graph.document.id
    _insert(sql, "documents", {"id": document}, [graph.document])
    _insert(sql, "segments", {"document": document} | NUMBERED, graph.segments)
    for position, (entity, profile) in enumerate(zip(graph.entities, profiles, strict=True)):
        _insert_local_entity(sql, position, entity, profile)
    _insert(sql, "mentions", NUMBERED, graph.mentions)
    for position, fact in enumerate(graph.facts):
        _insert_fact(sql, document, position, fact)


def _insert(
    sql: sqlite3.Connection, table: str, further: Mapping[str, object], rows: Sequence[Record]
) -> None:
    """Add records to a table; ``further`` are columns that are not fields."""
    if not rows:
        return
    fields = type(rows[0]).model_fields
    marks = ", ".join("?" * (len(further) + len(fields)))
    names = ", ".join((*further, columns(type(rows[0]))))
    sql.executemany(
        f"INSERT INTO {table} ({names}) VALUES ({marks})",
        [
            (
                *(position if value is NUMBER else value for value in further.values()),
                *(getattr(row, field) for field in fields),
            )
            for position, row in enumerate(rows)
        ],
    )


def _insert_fact(sql: sqlite3.Connection, document: str, position: int, fact: Fact) -> None:
    own = (fact.head, fact.relation, fact.tail, _json(fact.properties), fact.date, fact.confidence)
    row = sql.execute(
        f"INSERT INTO facts (id, document, position, {FACT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (fact.id, document, position, *own),
    ).lastrowid
    _insert(sql, "evidence", {"fact": row} | NUMBERED, fact.evidence)


def _insert_local_entity(
    sql: sqlite3.Connection, position: int, entity: LocalEntity, profile: str
) -> None:
    own = (entity.document, entity.article, entity.type, entity.kind, entity.name,
           _json(entity.names), _json(entity.scoped))  # fmt: skip
    sql.execute(
        f"INSERT INTO local_entities (id, position, profile, {columns(LocalEntity)})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (entity.id, position, profile, *own),
    )


def _local_entities(rows: Iterable[tuple[Any, ...]]) -> list[LocalEntity]:
    return [
        LocalEntity(document=document, article=article, type=type_, kind=kind, name=name,
                    names=tuple(json.loads(names)), scoped=tuple(json.loads(scoped)))
        for document, article, type_, kind, name, names, scoped in rows
    ]  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
