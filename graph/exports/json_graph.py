"""The graph as one JSON object: documents, entities, facts with their evidence, and links."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO

from graph.exports.evidence import Sources, supported
from graph.exports.writing import replacing
from graph.neighbourhood import Neighbourhood
from graph.records import Record
from graph.store.base import Store


def write_json(part: Neighbourhood, store: Store, path: Path) -> None:
    """Write a part of the graph as JSON, one record a line, keys sorted.

    ``links`` name the facts that support them; ``facts`` link local entities, which are the
    ``members`` of ``entities``, and quote ``documents``, whose text is left out.

    Raises:
        InputError: if the file cannot be written.
    """
    sources = Sources(store)
    facts: dict[str, dict[str, object]] = {}
    for _, supporting in supported(store, part.links):
        for fact in supporting:
            sources.of(fact)
            facts[fact.id] = {"id": fact.id, **_plain(fact)}
    lists = {
        "documents": [_plain(one) for one in sources.quoted()],
        "entities": [_plain(entity) for entity in part.entities],
        "facts": [facts[fact] for fact in sorted(facts)],
        "links": [_plain(link) for link in part.links],
    }
    with replacing(path) as stream:
        _write(lists, stream)


def _plain(record: Record) -> dict[str, object]:
    return record.model_dump(mode="json")


def _write(lists: dict[str, list[dict[str, object]]], stream: BinaryIO) -> None:
    for position, (name, records) in enumerate(lists.items()):
        stream.write(f"{',' if position else '{'}\n{json.dumps(name)}: [".encode())
        for number, record in enumerate(records):
            line = json.dumps(record, ensure_ascii=False, sort_keys=True)
            # A lone surrogate, which a broken document can hold, has no UTF-8: escape it.
            encoded = line.encode("utf-8", "backslashreplace")
            stream.write((b",\n" if number else b"\n") + encoded)
        stream.write(b"\n]" if records else b"]")
    stream.write(b"\n}\n")
