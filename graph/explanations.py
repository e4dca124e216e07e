"""Paths that explain themselves: for every hop the words that state it, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from pydantic import Field

from graph.ranking import Found, score
from graph.records import Entity, Fact, Link, Properties, Record
from graph.store.base import Store


class Node(Record):
    """An entity on a path, as far as a reader of the path needs it."""

    id: str
    type: str
    kind: str | None
    name: str


class Source(Record):
    """The document that a quote stands in."""

    document: str
    uri: str
    title: str
    published: str | None


class Hop(Record):
    """One link of a path, with its best fact.

    ``head`` and ``tail`` are as stored, whichever way the path walks; ``forward`` tells
    whether it walks along the arrow. ``confidence`` and ``date`` are the link's, the rest is
    the best fact's: ``quote`` is exactly ``text[start:end]`` of the source, ``reading`` the
    same repaired. ``facts`` are all that support the link; ``also`` are the other links
    between the same two entities, best first.
    """

    head: Node
    relation: str
    tail: Node
    forward: bool
    confidence: float
    date: str | None
    properties: Properties
    quote: str
    reading: str
    start: int
    end: int
    finder: str
    source: Source
    facts: tuple[str, ...]
    also: tuple[Link, ...] = ()


class Path(Record):
    """A way from one entity to another; ``nodes`` has one more than ``hops``.

    ``score`` ranks (see ``graph.ranking``); ``confidence`` is the part of it that does not
    depend on hubs; ``weakest`` is the position of the hop with the least confidence.
    """

    nodes: tuple[Node, ...]
    hops: tuple[Hop, ...] = Field(min_length=1)
    score: float
    confidence: float
    weakest: int

    @property
    def weakest_hop(self) -> Hop:
        """The hop that the path stands or falls with."""
        return self.hops[self.weakest]


class Ranking(list[Path]):
    """Paths, best first.

    ``complete`` is true where these are certainly the best that exist; false where a limit
    cut the search, so that a better one may have been missed.
    """

    def __init__(self, paths: Iterable[Path] = (), *, complete: bool = True) -> None:
        super().__init__(paths)
        self.complete = complete


Bundles = Sequence[Sequence[Link]]
"""For each hop of a path the links between its two entities, best first."""


def explain(store: Store, found: Sequence[Found], bundles: Sequence[Bundles]) -> list[Path]:
    """Load the names, words and sources of paths that a search found."""
    if not found:
        return []
    entities = store.entities(dict.fromkeys(node for _, path in found for node in path))
    nodes = {asked: _node(entity) for asked, entity in entities.items()}
    chosen = [links[0].facts[0] for bundle in bundles for links in bundle]
    facts = store.facts(dict.fromkeys(chosen))
    places = dict.fromkeys(fact.evidence[0].document for fact in facts.values())
    sources = sources_of(store, places)
    paths = []
    for (cost, path), bundle in zip(found, bundles, strict=True):
        hops = tuple(
            _hop(nodes, here, links, facts[links[0].facts[0]], sources)
            for here, links in zip(path, bundle, strict=False)
        )
        paths.append(_path(tuple(nodes[node] for node in path), hops, score(cost)))
    return paths


def sources_of(store: Store, documents: Iterable[str]) -> dict[str, Source]:
    """Return what names documents to a reader, by id."""
    return {
        one.id: Source(document=one.id, uri=one.uri, title=one.title, published=one.published)
        for one in store.metadata(documents).values()
    }


def _path(nodes: tuple[Node, ...], hops: tuple[Hop, ...], rank: float) -> Path:
    confidences = [hop.confidence for hop in hops]
    return Path(
        nodes=nodes,
        hops=hops,
        score=rank,
        confidence=round(math.prod(confidences), 9),
        weakest=confidences.index(min(confidences)),
    )


def _node(entity: Entity) -> Node:
    return Node(id=entity.id, type=entity.type, kind=entity.kind, name=entity.name)


def _hop(
    nodes: dict[str, Node], here: str, links: Sequence[Link], fact: Fact, sources: dict[str, Source]
) -> Hop:
    link, evidence = links[0], fact.evidence[0]
    return Hop(
        head=nodes[link.head],
        relation=link.relation,
        tail=nodes[link.tail],
        forward=link.head == here,
        confidence=link.confidence,
        date=link.date,
        properties=fact.properties,
        quote=evidence.quote,
        reading=evidence.reading,
        start=evidence.start,
        end=evidence.end,
        finder=evidence.finder,
        source=sources[evidence.document],
        facts=link.facts,
        also=tuple(links[1:]),
    )
