"""The graph as GraphML, for Gephi, yEd, Cytoscape and networkx."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.exports.characters import legal_text
from graph.exports.evidence import Sources, in_full, link_id, supported
from graph.exports.writing import replacing
from graph.neighbourhood import Neighbourhood
from graph.records import Entity, Fact, Link
from graph.store.base import Store

if TYPE_CHECKING:
    import networkx as nx

BETWEEN = " | "


def write_graphml(part: Neighbourhood, store: Store, path: Path) -> None:
    """Write a part of the graph as GraphML, one edge a link, all its evidence on it.

    The edge's ``quote`` and ``sources`` are for reading; ``evidence`` is JSON and holds every
    fact in full: quote, reading, span, finder, document, date, confidence and properties.

    Raises:
        InputError: if the file cannot be written.
    """
    import networkx as nx

    graph = as_networkx(part, store)
    with replacing(path) as stream:
        nx.write_graphml(graph, stream)


def as_networkx(part: Neighbourhood, store: Store) -> nx.MultiDiGraph[str]:
    """Return a part of the graph as networkx has it, with attributes that XML can hold."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    sources = Sources(store)
    for entity in part.entities:
        graph.add_node(entity.id, **_node(entity))
    for link, facts in supported(store, part.links):
        graph.add_edge(link.head, link.tail, key=link_id(link), **_edge(link, facts, sources))
    return graph


def _node(entity: Entity) -> dict[str, Any]:
    return _legal(
        # Gephi shows the attribute of this name beside the node.
        label=entity.name,
        type=entity.type,
        kind=entity.kind or "",
        name=entity.name,
        names=BETWEEN.join(entity.names),
        members=BETWEEN.join(entity.members),
    )


def _edge(link: Link, facts: list[Fact], sources: Sources) -> dict[str, Any]:
    quotes = dict.fromkeys(one.reading for fact in facts for one in fact.evidence)
    places = dict.fromkeys(place.uri for fact in facts for place in sources.of(fact))
    return _legal(
        label=link.relation,
        relation=link.relation,
        confidence=link.confidence,
        date=link.date or "",
        quote=BETWEEN.join(quotes),
        sources=BETWEEN.join(places),
        properties=_json([fact.properties for fact in facts if fact.properties]),
        evidence=_json([in_full(fact, sources) for fact in facts]),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _legal(**attributes: str | float) -> dict[str, str | float]:
    return {
        name: legal_text(value) if isinstance(value, str) else value
        for name, value in attributes.items()
    }
