"""A part of the graph as five tables: what the formats of rows have in common."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from graph.exports.evidence import Sources, link_id, supported
from graph.neighbourhood import Neighbourhood
from graph.records import Fact, Link
from graph.store.base import Store

Kind = Literal["text", "texts", "number", "count"]
Value = str | float | int | tuple[str, ...] | None
Row = Mapping[str, Value]

TABLES: dict[str, dict[str, Kind]] = {
    "documents": {"id": "text", "uri": "text", "title": "text", "published": "text"},
    "entities": {
        "id": "text", "type": "text", "kind": "text", "name": "text", "names": "texts",
        "members": "texts",
    },
    "links": {
        "id": "text", "head": "text", "head_name": "text", "relation": "text", "tail": "text",
        "tail_name": "text", "confidence": "number", "date": "text", "quote": "text",
    },
    "facts": {
        "id": "text", "link": "text", "head": "text", "relation": "text", "tail": "text",
        "confidence": "number", "date": "text", "properties": "text",
    },
    "evidence": {
        "fact": "text", "document": "text", "start": "count", "end": "count", "quote": "text",
        "reading": "text", "finder": "text",
    },
}  # fmt: skip
"""The columns of every table. ``properties`` are JSON; a link's ``quote`` is its best one."""


class Placed(NamedTuple):
    """A row and the name of its table."""

    table: str
    row: Row


def rows(part: Neighbourhood, store: Store) -> Iterator[Placed]:
    """Yield the rows of all tables, in turns; within each they are in a fixed order.

    ``facts.link`` refers to a link, ``evidence.fact`` to a fact, ``evidence.document`` to a
    document; the head and tail of a link are entities, those of a fact their members.
    """
    names = {}
    for entity in part.entities:
        names[entity.id] = entity.name
        yield Placed("entities", entity.model_dump())
    sources = Sources(store)
    for link, facts in supported(store, part.links):
        yield Placed("links", _link(link, facts[0], names))
        for fact in facts:
            sources.of(fact)
            yield from _stated(link, fact)
    for source in sources.quoted():
        shown = source.model_dump()
        yield Placed("documents", {"id": shown.pop("document"), **shown})


def _link(link: Link, best: Fact, names: Mapping[str, str]) -> Row:
    return {
        "id": link_id(link),
        **link.model_dump(exclude={"facts"}),
        "head_name": names[link.head],
        "tail_name": names[link.tail],
        "quote": best.evidence[0].reading,
    }


def _stated(link: Link, fact: Fact) -> Iterator[Placed]:
    properties = json.dumps(fact.properties, ensure_ascii=False, sort_keys=True)
    told = fact.model_dump(exclude={"evidence", "properties"})
    yield Placed("facts", {"id": fact.id, "link": link_id(link), **told, "properties": properties})
    for one in fact.evidence:
        yield Placed("evidence", {"fact": fact.id, **one.model_dump()})
