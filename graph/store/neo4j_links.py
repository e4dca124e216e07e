"""The links of a Neo4j store, kept in step with the facts that support them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from graph.records import DocumentGraph
from graph.store import cypher
from graph.store.links import Reading, link_of, oriented
from graph.store.neo4j_rows import Row, Triple, ask, listed, tell

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

Readings = Mapping[Triple, Sequence[Reading]]


def links_of(tx: ManagedTransaction, document: str) -> set[Triple]:
    """Return the links that the facts of a document support."""
    rows = ask(tx, cypher.LINKS_OF_DOCUMENT, id=document)
    return {(head, relation, tail) for head, relation, tail in rows}


def relink(
    tx: ManagedTransaction, profiles: Iterable[str], local: Iterable[str] = ()
) -> set[Triple]:
    """Point the facts about these profiles and local entities at their entities.

    Returns the links that this affects.
    """
    affected: set[Triple] = set()
    updates: list[Row] = []
    about = {"profiles": listed(profiles), "local": listed(local)}
    found = ask(tx, cypher.FACTS_TO_RELINK, **about) if any(about.values()) else []
    for key, old_head, relation, old_tail, *ends in found:
        head, tail = oriented(ends[0], relation, ends[1])
        if (head, tail) != (old_head, old_tail):
            updates.append({"key": key, "head": head, "tail": tail})
            affected |= {(old_head, relation, old_tail), (head, relation, tail)}
    tell(tx, cypher.RELINK, updates)
    return {triple for triple in affected if triple[0] != triple[2]}


def triples_of(graph: DocumentGraph, entities: Mapping[str, str]) -> list[Triple]:
    """Return what each fact of a document supports; ``entities`` are those of its local ones."""
    ends = [(entities[fact.head], fact.relation, entities[fact.tail]) for fact in graph.facts]
    oriented_ends = [(oriented(*end), end[1]) for end in ends]
    return [(head, relation, tail) for (head, tail), relation in oriented_ends]


def readings_of(graph: DocumentGraph, triples: Iterable[Triple]) -> Readings:
    """Return what a document adds to links; a thing is not linked with itself."""
    readings: defaultdict[Triple, list[Reading]] = defaultdict(list)
    for fact, triple in zip(graph.facts, triples, strict=True):
        if triple[0] != triple[2]:
            reading = Reading(fact.id, graph.document.id, fact.confidence, fact.date)
            readings[triple].append(reading)
    return readings


def kept_readings(tx: ManagedTransaction, triples: Iterable[Triple]) -> Readings:
    """Return what the facts in the store say of these links."""
    readings: defaultdict[Triple, list[Reading]] = defaultdict(list)
    if asked := _rows(triples):
        for head, relation, tail, *reading in ask(tx, cypher.READINGS, rows=asked):
            readings[head, relation, tail].append(Reading(*reading))
    return readings


def refresh_links(
    tx: ManagedTransaction, shaken: set[Triple], kept: Readings, added: Readings
) -> None:
    """Write the links that these readings support.

    ``shaken`` are links that may have lost what supported them: they are deleted and, where
    anything does, made anew. The others are there already if the store kept readings of them.
    """
    tell(tx, cypher.DELETE_LINKS, _rows(shaken))
    links = [
        link_of(*triple, [*kept.get(triple, ()), *added.get(triple, ())]).model_dump(mode="json")
        | {"standing": triple in kept and triple not in shaken}
        for triple in sorted(kept.keys() | added.keys())
    ]
    tell(tx, cypher.SET_LINKS, [link for link in links if link["standing"]])
    tell(tx, cypher.PUT_LINKS, [link for link in links if not link["standing"]])


def _rows(triples: Iterable[Triple]) -> list[Row]:
    return [
        {"head": head, "relation": relation, "tail": tail}
        for head, relation, tail in sorted(triples)
    ]
