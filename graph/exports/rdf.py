"""The graph as resources of RDF: what Turtle and JSON-LD have in common.

A link is a plain triple, for queries, and an ``rdf:Statement`` beside it that is derived
(PROV-O) from facts; a fact has the quotes that state it, each quoted from its document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple
from urllib.parse import quote

from graph.exports.evidence import Sources, link_id, supported
from graph.neighbourhood import Neighbourhood
from graph.ontology import relations
from graph.records import Entity, Evidence, Fact, Link
from graph.store.base import Store

OWN = "urn:guanxi:vocabulary:"
THING = "urn:guanxi:"
PREFIXES = {
    "gx": OWN,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CLASSES = {
    "Organization": "schema:Organization",
    "Person": "schema:Person",
    "Place": "schema:Place",
    "Policy": "schema:CreativeWork",
    "Technology": "schema:Thing",
}

Kind = Literal["text", "thing", "decimal", "integer"]
Values = Mapping[str, Sequence[str | bool]]


class Term(NamedTuple):
    """A property of RDF, and what its values are."""

    name: str
    kind: Kind = "text"


class Resource(NamedTuple):
    """What is said of one thing: its classes, and the values of each of the ``terms``."""

    id: str
    classes: tuple[str, ...]
    values: Values


# What stands beside a property as printed: its value, and how exact that is.
DERIVED = frozenset({
    "amount_value", "amount_low", "amount_high", "amount_how",
    "date_from", "date_until", "date_precision", "date_about",
})  # fmt: skip


def terms() -> dict[str, Term]:
    """Return every property that a resource may have, by its short name."""
    stated = {name for relation in relations().values() for name in relation.properties}
    return {
        "name": Term("schema:name"),
        "alternateName": Term("schema:alternateName"),
        "kind": Term("gx:kind"),
        "member": Term("gx:member", "thing"),
        "subject": Term("rdf:subject", "thing"),
        "predicate": Term("rdf:predicate", "thing"),
        "object": Term("rdf:object", "thing"),
        "confidence": Term("gx:confidence", "decimal"),
        "from": Term("gx:from"),
        "wasDerivedFrom": Term("prov:wasDerivedFrom", "thing"),
        "wasQuotedFrom": Term("prov:wasQuotedFrom", "thing"),
        "text": Term("schema:text"),
        "reading": Term("gx:reading"),
        "start": Term("gx:start", "integer"),
        "end": Term("gx:end", "integer"),
        "finder": Term("gx:finder"),
        "uri": Term("gx:uri"),
        "datePublished": Term("schema:datePublished"),
        **{name: Term(f"gx:{name}", "thing") for name in relations()},
        **{name: Term(f"gx:{name}") for name in sorted(stated | DERIVED)},
    }


def iri(identifier: str) -> str:
    """Return the IRI of what has this identifier in the graph."""
    return THING + quote(identifier, safe="", errors="replace")


def resources(part: Neighbourhood, store: Store) -> Iterator[Resource]:
    """Yield all there is to say: entities with their links, statements, facts, documents."""
    outgoing: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for link in part.links:
        outgoing[link.head][link.relation].append(iri(link.tail))
    for entity in part.entities:
        yield _entity(entity, outgoing[entity.id])
    sources = Sources(store)
    for link, facts in supported(store, part.links):
        yield _statement(link)
        for fact in facts:
            sources.of(fact)
            yield _fact(fact)
            for position, evidence in enumerate(fact.evidence):
                yield _quote(fact, position, evidence)
    for source in sources.quoted():
        told = {"name": source.title, "uri": source.uri, "datePublished": source.published}
        yield Resource(
            iri(source.document), ("schema:DigitalDocument", "prov:Entity"), _given(told)
        )


def _entity(entity: Entity, links: Mapping[str, Sequence[str]]) -> Resource:
    classes = (f"gx:{entity.type}", CLASSES[entity.type])
    others = [name for name in entity.names if name != entity.name]
    values: Values = {
        **_given({"name": entity.name, "kind": entity.kind}),
        "alternateName": others,
        "member": [iri(member) for member in entity.members],
        **links,
    }
    return Resource(iri(entity.id), classes, values)


def _statement(link: Link) -> Resource:
    values: Values = {
        "subject": [iri(link.head)],
        "predicate": [OWN + link.relation],
        "object": [iri(link.tail)],
        "confidence": [_decimal(link.confidence)],
        **_given({"from": link.date}),
        "wasDerivedFrom": [iri(fact) for fact in link.facts],
    }
    return Resource(iri(link_id(link)), ("gx:Link", "rdf:Statement"), values)


def _fact(fact: Fact) -> Resource:
    values: Values = {
        "subject": [iri(fact.head)],
        "predicate": [OWN + fact.relation],
        "object": [iri(fact.tail)],
        "confidence": [_decimal(fact.confidence)],
        **_given({"from": fact.date}),
        **{name: [value] for name, value in fact.properties.items()},
        "wasDerivedFrom": [_place(fact, position) for position in range(len(fact.evidence))],
    }
    return Resource(iri(fact.id), ("gx:Fact", "rdf:Statement", "prov:Entity"), values)


def _quote(fact: Fact, position: int, evidence: Evidence) -> Resource:
    values: Values = {
        "text": [evidence.quote],
        "reading": [evidence.reading],
        "start": [str(evidence.start)],
        "end": [str(evidence.end)],
        "finder": [evidence.finder],
        "wasQuotedFrom": [iri(evidence.document)],
    }
    return Resource(_place(fact, position), ("schema:Quotation", "prov:Entity"), values)


def _place(fact: Fact, position: int) -> str:
    # Facts may share a passage; a quote belongs to one, so that its ends stay beside it.
    return f"{iri(fact.id)}:{position}"


def _given(values: Mapping[str, str | None]) -> dict[str, list[str | bool]]:
    return {name: [value] for name, value in values.items() if value is not None}


def _decimal(number: float) -> str:
    return f"{Decimal(repr(number)):f}"
