"""What documents say, between records and the nodes and properties of a Neo4j store.

Properties are named as the fields are. What Cypher has no use for and nodes could not hold
(segments, the mentions of an entity, the properties of a fact) is kept as JSON text.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, LiteralString, TypeVar, get_origin

from graph.records import (
    Document,
    DocumentGraph,
    Entity,
    Evidence,
    Fact,
    Judgement,
    LocalEntity,
    Mention,
    Record,
    Segment,
)
from graph.store import cypher

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

AnyRecord = TypeVar("AnyRecord", bound=Record)
Row = dict[str, Any]
Triple = tuple[str, str, str]
BATCH = 5_000  # rows that one statement takes: larger ones were no faster
# What a mention says beside the entity and document that it belongs to.
MENTION = ("start", "end", "text", "name", "finder", "confidence")


def ask(tx: ManagedTransaction, /, statement: LiteralString, **parameters: object) -> list[Any]:
    """Return the rows that a statement gives, each a list of its columns."""
    return tx.run(statement, parameters).values()


def tell(
    tx: ManagedTransaction, statement: LiteralString, rows: Sequence[Row], **parameters: object
) -> None:
    """Run a statement that unwinds rows on all of them, some at a time."""
    for start in range(0, len(rows), BATCH):
        tx.run(statement, parameters, rows=rows[start : start + BATCH]).consume()


def listed(ids: Iterable[str]) -> list[str]:
    """Return ids as a parameter: sorted, each once."""
    return sorted(set(ids))


def record(kind: type[AnyRecord], row: Mapping[str, Any]) -> AnyRecord:
    """Return a row as a record; a property that is not there is None, or an empty list."""
    return kind(**{name: row.get(name, absent) for name, absent in _absent(kind).items()})


def filled(row: Row) -> Row:
    """Return a row without its empty lists."""
    return {name: value for name, value in row.items() if value not in ([], ())}


def read_graph(tx: ManagedTransaction, document: str) -> DocumentGraph | None:
    """Return all that one document says, or None where there is no such document."""
    found = ask(tx, cypher.DOCUMENT, id=document)
    if not found:
        return None
    local = [row for (row,) in ask(tx, cypher.LOCAL_OF_DOCUMENT, id=document)]
    mentions = [placed for row in local for placed in mentions_of(row)]
    return DocumentGraph(
        document=record(Document, found[0][0]),
        segments=tuple(
            Segment(kind=kind, start=start, end=end)
            for kind, start, end in json.loads(found[0][0]["segments"])
        ),
        entities=tuple(record(LocalEntity, row) for row in local),
        mentions=tuple(mention for _, mention in sorted(mentions, key=lambda placed: placed[0])),
        facts=tuple(facts(ask(tx, cypher.FACTS_OF_DOCUMENT, id=document), "position")),
    )


def facts(rows: Iterable[Sequence[Any]], order: str) -> Iterator[Fact]:
    """Yield facts from rows of a fact and its evidence, in order of one of its properties."""
    for row, evidence in sorted(rows, key=lambda fact: fact[0][order]):
        in_order = sorted(evidence, key=lambda one: one["position"])
        yield Fact(
            head=row["head"], relation=row["relation"], tail=row["tail"],
            properties=json.loads(row["properties"]), date=row.get("date"),
            confidence=row["confidence"],
            evidence=tuple(record(Evidence, one) for one in in_order),
        )  # fmt: skip


def mentions_of(local: Mapping[str, Any]) -> list[tuple[int, Mention]]:
    """Return the mentions of a local entity, each with its position in the document."""
    return [
        (
            position,
            Mention(
                entity=local["id"],
                document=local["document"],
                **dict(zip(MENTION, said, strict=True)),
            ),
        )
        for position, *said in json.loads(local["mentions"])
    ]


def read_entities(tx: ManagedTransaction, ids: Iterable[str]) -> dict[str, Entity]:
    """Return the entities that exist among these ids, resolved or local, by the id asked."""
    found: dict[str, Entity] = {}
    for asked, row, members in ask(tx, cypher.ENTITIES, ids=listed(ids)):
        entity = record(Entity, row | {"members": sorted(members)})
        found |= dict.fromkeys(asked, entity)
    return dict(sorted(found.items()))


def insert_graph(
    tx: ManagedTransaction,
    graph: DocumentGraph,
    profiles: Sequence[str],
    triples: Sequence[Triple],
) -> None:
    """Add what a document says.

    ``profiles`` are those of its entities, and ``triples`` what its facts are readings of,
    between resolved entities; one each, in their order.
    """
    document = graph.document.id
    tx.run(cypher.PUT_DOCUMENT, document=document_row(graph)).consume()
    tell(tx, cypher.PUT_LOCAL, local_rows(graph, profiles), document=document)
    evidence = evidence_of(graph)
    tell(tx, cypher.PUT_EVIDENCE, evidence_rows(evidence), document=document)
    tell(tx, cypher.PUT_FACTS, fact_rows(graph, evidence, triples))


def document_row(graph: DocumentGraph) -> Row:
    """Return the properties of a document."""
    segments = [(segment.kind, segment.start, segment.end) for segment in graph.segments]
    return graph.document.model_dump() | {"id": graph.document.id, "segments": _json(segments)}


def judgement_row(judgement: Judgement) -> Row:
    """Return the properties of a judgement."""
    return judgement.model_dump() | {"id": judgement.id}


def evidence_of(graph: DocumentGraph) -> dict[str, Evidence]:
    """Return the evidence of a document by id; of several under one id, the first."""
    return {one.id: one for fact in reversed(graph.facts) for one in reversed(fact.evidence)}


def evidence_rows(evidence: Mapping[str, Evidence]) -> list[Row]:
    """Return the properties of evidence."""
    return [one.model_dump() | {"id": id_} for id_, one in evidence.items()]


def local_rows(graph: DocumentGraph, profiles: Sequence[str]) -> list[Row]:
    """Return the properties of local entities, each with its profile."""
    said: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for position, mention in enumerate(graph.mentions):
        said[mention.entity].append((position, *(getattr(mention, name) for name in MENTION)))
    return [
        {
            "profile": profile,
            "fields": filled(entity.model_dump())
            | {
                "id": entity.id,
                "position": position,
                "mentions": _json(said[entity.id]),
                "mentioned": len(said[entity.id]),
            },
        }
        for position, (entity, profile) in enumerate(zip(graph.entities, profiles, strict=True))
    ]


def fact_rows(
    graph: DocumentGraph, kept: Mapping[str, Evidence], triples: Sequence[Triple]
) -> list[Row]:
    """Return the properties of facts, each with the places where it is stated.

    ``triples`` are what the facts are readings of, between resolved entities.
    """
    return [_fact_row(graph, at, kept, triple) for at, triple in enumerate(triples)]


def _fact_row(
    graph: DocumentGraph, position: int, kept: Mapping[str, Evidence], triple: Triple
) -> Row:
    fact = graph.facts[position]
    document = graph.document.id
    return {
        "fields": fact.model_dump(exclude={"evidence"})
        | {
            "id": fact.id,
            "key": f"{document}:{position}",
            "document": document,
            "position": position,
            "properties": _json(fact.properties),
            "link_head": triple[0],
            "link_tail": triple[2],
        },
        "places": [
            {
                "id": one.id,
                "position": at,
                # Facts share their evidence; what one of them reads otherwise stays its own.
                "reading": None if one.reading == kept[one.id].reading else one.reading,
            }
            for at, one in enumerate(fact.evidence)
        ],
    }


@cache
def _absent(kind: type[Record]) -> dict[str, tuple[()] | None]:
    """Return what each field of a record is where a node lacks the property."""
    return {
        name: () if get_origin(field.annotation) is tuple else None
        for name, field in kind.model_fields.items()
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
