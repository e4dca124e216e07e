"""The graph as Turtle, for triple stores and SPARQL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.exports.characters import legal_text
from graph.exports.rdf import PREFIXES, Resource, Term, resources, terms
from graph.exports.writing import replacing
from graph.neighbourhood import Neighbourhood
from graph.store.base import Store


def write_turtle(part: Neighbourhood, store: Store, path: Path) -> None:
    """Write a part of the graph as Turtle, a block a resource.

    Raises:
        InputError: if the file cannot be written.
    """
    known = terms()
    with replacing(path) as stream:
        for prefix, namespace in PREFIXES.items():
            stream.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
        for resource in resources(part, store):
            stream.write(f"\n{_block(resource, known)} .\n".encode())


def _block(resource: Resource, known: dict[str, Term]) -> str:
    lines = [f"<{resource.id}> a {', '.join(resource.classes)}"]
    for name, values in resource.values.items():
        if values:
            term = known[name]
            lines.append(f"    {term.name} {', '.join(_values(values, term))}")
    return " ;\n".join(lines)


def _values(values: Sequence[str | bool], term: Term) -> Iterator[str]:
    for value in values:
        if isinstance(value, bool):
            yield "true" if value else "false"
        elif term.kind == "thing":
            yield f"<{value}>"
        elif term.kind == "text":
            # Every escape that JSON writes is one of Turtle's.
            yield json.dumps(legal_text(value), ensure_ascii=False)
        else:
            yield f'"{value}"^^xsd:{term.kind}'
