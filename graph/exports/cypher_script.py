"""The graph as a script of Cypher statements, for a Neo4j that is not guanxi's."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from graph.explanations import Source, sources_of
from graph.exports.characters import whole_text
from graph.exports.evidence import supported
from graph.exports.writing import replacing
from graph.neighbourhood import Neighbourhood
from graph.records import Entity, Evidence, Fact, Link
from graph.store.base import Store

ROWS = 200  # in a statement
SCHEMA = """\
CREATE CONSTRAINT guanxi_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT guanxi_document IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT guanxi_evidence IF NOT EXISTS FOR (n:Evidence) REQUIRE n.id IS UNIQUE;
CREATE INDEX guanxi_fact IF NOT EXISTS FOR (n:Fact) ON (n.id);
"""
ENTITIES = "MERGE (n:Entity {id: row.id}) SET n:`TYPE`, n += row"
DOCUMENTS = "MERGE (n:Document {id: row.id}) SET n += row"
LINKS = (
    "MATCH (h:Entity {id: row.head}), (t:Entity {id: row.tail})"
    " MERGE (h)-[r:`TYPE`]->(t) SET r += row.link"
)
FACTS = (
    "MATCH (h:Entity {id: row.head}), (t:Entity {id: row.tail})"
    " MERGE (n:Fact {id: row.fact.id}) SET n += row.fact"
    " MERGE (n)-[:HEAD]->(h) MERGE (n)-[:TAIL]->(t)"
)
QUOTES = (
    "MATCH (f:Fact {id: row.fact}), (d:Document {id: row.document})"
    " MERGE (n:Evidence {id: row.evidence.id}) SET n += row.evidence"
    " MERGE (f)-[:STATED_IN]->(n) MERGE (n)-[:IN]->(d)"
)

Row = Mapping[str, object]


def write_cypher(part: Neighbourhood, store: Store, path: Path) -> None:
    """Write a part of the graph as Cypher, a statement a line; running it twice adds nothing.

    Labels and properties are those of a store on Neo4j, but facts link entities themselves.

    Raises:
        InputError: if the file cannot be written.
    """
    with replacing(path) as stream:
        stream.write(SCHEMA.encode())
        for line in _statements(part, store):
            stream.write(f"{line}\n".encode())


def _statements(part: Neighbourhood, store: Store) -> Iterator[str]:
    nodes: dict[str, list[Row]] = defaultdict(list)
    for entity in part.entities:
        nodes[entity.type].append(_entity(entity))
    for type_, rows in sorted(nodes.items()):
        yield from _batches(ENTITIES.replace("TYPE", type_), rows)
    links: dict[str, list[Row]] = defaultdict(list)
    for link in part.links:
        links[link.relation].append(_link(link))
    for relation, rows in sorted(links.items()):
        yield from _batches(LINKS.replace("TYPE", relation), rows)
    told: set[str] = set()
    stated = supported(store, part.links)
    while batch := list(islice(stated, ROWS)):
        facts = [(link, fact) for link, of in batch for fact in of]
        quotes = [(fact, evidence) for _, fact in facts for evidence in fact.evidence]
        places = {evidence.document for _, evidence in quotes} - told
        told |= places
        documents = sources_of(store, sorted(places)).values()
        yield from _batches(DOCUMENTS, map(_document, documents))
        yield from _batches(FACTS, (_fact(*one) for one in facts))
        yield from _batches(QUOTES, (_quote(*one) for one in quotes))


def _entity(entity: Entity) -> Row:
    return _given(entity.model_dump())


def _document(source: Source) -> Row:
    told = source.model_dump()
    return _given({"id": told.pop("document"), **told})


def _link(link: Link) -> Row:
    ends = {"head", "relation", "tail"}
    return {"head": link.head, "tail": link.tail, "link": _given(link.model_dump(exclude=ends))}


def _fact(link: Link, fact: Fact) -> Row:
    properties = json.dumps(fact.properties, ensure_ascii=False, sort_keys=True)
    told = fact.model_dump(exclude={"head", "tail", "properties", "evidence"})
    row = _given({"id": fact.id, **told, "properties": properties})
    return {"head": link.head, "tail": link.tail, "fact": row}


def _quote(fact: Fact, evidence: Evidence) -> Row:
    row = {"id": evidence.id, **evidence.model_dump(exclude={"document"})}
    return {"fact": fact.id, "document": evidence.document, "evidence": row}


def _given(values: Row) -> Row:
    """Return what has a value: null would take a property away."""
    return {key: value for key, value in values.items() if value is not None}


def _batches(statement: str, rows: Iterable[Row]) -> Iterator[str]:
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS)):
        yield f"UNWIND [{', '.join(map(_literal, batch))}] AS row {statement};"


def _literal(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_literal(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, str):
        return _string(value)
    return json.dumps(value)


def _string(text: str) -> str:
    # Every escape that JSON writes is one of Cypher's.
    return json.dumps(whole_text(text), ensure_ascii=False)
