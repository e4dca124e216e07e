"""The graph as JSON-LD, for programs that read JSON and for triple stores."""

from __future__ import annotations

import json
from pathlib import Path

from graph.exports.characters import legal_text
from graph.exports.rdf import PREFIXES, Resource, Term, resources, terms
from graph.exports.writing import replacing
from graph.neighbourhood import Neighbourhood
from graph.store.base import Store

TYPES = {"thing": "@id", "decimal": "xsd:decimal", "integer": "xsd:integer"}


def write_json_ld(part: Neighbourhood, store: Store, path: Path) -> None:
    """Write a part of the graph as JSON-LD, a resource a line, with the triples of Turtle.

    Raises:
        InputError: if the file cannot be written.
    """
    known = terms()
    context = {**PREFIXES, **{name: _defined(term) for name, term in known.items()}}
    with replacing(path) as stream:
        stream.write(f'{{"@context": {json.dumps(context)},\n"@graph": ['.encode())
        for number, resource in enumerate(resources(part, store)):
            line = json.dumps(_node(resource), ensure_ascii=False)
            stream.write(f"{',' if number else ''}\n{line}".encode())
        stream.write(b"\n]}\n")


def _defined(term: Term) -> str | dict[str, str]:
    if term.kind == "text":
        return term.name
    return {"@id": term.name, "@type": TYPES[term.kind]}


def _node(resource: Resource) -> dict[str, object]:
    values = {
        name: [legal_text(value) if isinstance(value, str) else value for value in values]
        for name, values in resource.values.items()
        if values
    }
    return {"@id": resource.id, "@type": list(resource.classes), **values}
