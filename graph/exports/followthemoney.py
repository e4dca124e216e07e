"""The graph as FollowTheMoney entities, for OpenAleph and whoever reads them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import Field

from graph.explanations import Source
from graph.exports.evidence import Sources, in_full, link_id, supported
from graph.exports.writing import replacing
from graph.neighbourhood import Neighbourhood
from graph.records import Entity, Evidence, Fact, Link, Record
from graph.store.base import Store

WEB = ("http://", "https://")


class LinkSchema(Record):
    """What a relation is, and the properties that hold its ends; no ``tails`` allow all."""

    name: str = Field(alias="schema")
    head: str
    tail: str
    tails: tuple[str, ...] = ()


UNKNOWN = LinkSchema(schema="UnknownLink", head="subject", tail="object")


class Words(Record):
    """The schemas of entities by type and kind, and those of relations."""

    schemas: dict[str, dict[str, str]]
    links: dict[str, LinkSchema]


@cache
def words() -> Words:
    """Return what ``graph/data/followthemoney.toml`` says."""
    text = (files("graph") / "data" / "followthemoney.toml").read_text(encoding="utf-8")
    return Words.model_validate(tomllib.loads(text))


def write_followthemoney(part: Neighbourhood, store: Store, path: Path) -> None:
    """Write a part of the graph as FollowTheMoney, an entity or a link a line, as JSON.

    ``description`` of a link has its quotes for reading; ``summary`` is JSON and holds every
    fact in full; ``proof`` are the documents, which come last.

    Raises:
        InputError: if the file cannot be written.
    """
    with replacing(path) as stream:
        for one in _entities(part, store):
            line = json.dumps(one, ensure_ascii=False, sort_keys=True)
            # A lone surrogate, which a broken document can hold, has no UTF-8: escape it.
            stream.write(line.encode("utf-8", "backslashreplace") + b"\n")


def _entities(part: Neighbourhood, store: Store) -> Iterator[dict[str, object]]:
    schemas = {}
    for entity in part.entities:
        kinds = words().schemas[entity.type]
        schemas[entity.id] = kinds.get(entity.kind or "", kinds[""])
        yield _node(entity, schemas[entity.id])
    sources = Sources(store)
    for link, facts in supported(store, part.links):
        yield _edge(link, facts, schemas, sources)
    for source in sources.quoted():
        yield _document(source)


def _node(entity: Entity, schema: str) -> dict[str, object]:
    others = [name for name in entity.names if name != entity.name]
    return _shaped(entity.id, schema, {"name": [entity.name], "alias": others})


def _edge(
    link: Link, facts: list[Fact], schemas: Mapping[str, str], sources: Sources
) -> dict[str, object]:
    shape = words().links.get(link.relation, UNKNOWN)
    if shape.tails and schemas[link.tail] not in shape.tails:
        shape = UNKNOWN
    quotes = [(fact, one) for fact in facts for one in fact.evidence]
    stated = {
        key: [str(fact.properties[key]) for fact in facts if key in fact.properties]
        for key in ("amount", "currency", "title")
    }
    properties = {
        shape.head: [link.head],
        shape.tail: [link.tail],
        "role": (shape.name in ("Employment", "Membership") and stated["title"]) or [link.relation],
        "startDate" if shape.name == "Ownership" else "date": [link.date] if link.date else [],
        "status": ["former"] if all(fact.properties.get("former") for fact in facts) else [],
        "description": [_shown(fact, one, sources[one.document]) for fact, one in quotes],
        "summary": [_json(in_full(fact, sources)) for fact in facts],
        "proof": [one.document for _, one in quotes],
        "recordId": [fact.id for fact in facts],
    }
    if shape.name == "Ownership":
        properties |= {"sharesValue": stated["amount"], "sharesCurrency": stated["currency"]}
    return _shaped(link_id(link), shape.name, properties)


def _document(source: Source) -> dict[str, object]:
    place = "sourceUrl" if source.uri.lower().startswith(WEB) else "fileName"
    published = [source.published] if source.published else []
    told = {"name": [source.title], place: [source.uri], "publishedAt": published}
    return _shaped(source.document, "Document", told)


def _shown(fact: Fact, evidence: Evidence, source: Source) -> str:
    dated = f", {source.published}" if source.published else ""
    return (
        f"“{evidence.reading}” ({source.title}{dated}, {source.uri}, characters {evidence.start} to"
        f" {evidence.end}; {evidence.finder}, confidence {fact.confidence:.2f})"
    )


def _shaped(
    identifier: str, schema: str, properties: Mapping[str, Iterable[str]]
) -> dict[str, object]:
    given = {key: list(dict.fromkeys(filter(None, values))) for key, values in properties.items()}
    kept = {key: values for key, values in given.items() if values}
    return {"id": identifier, "schema": schema, "properties": kept}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
