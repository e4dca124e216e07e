"""What a store must answer, computed in plain Python from everything that it was given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

from graph.ontology import relations
from graph.records import DocumentGraph, Entity, Fact, Judgement, Link
from graph.resolution import resolve
from graph.store.base import LinkFilter, Store

SEARCHED = ("远山", "禾", "blue", "n I", "塔", "yuan", "qhzb", "远山ke", "ta")


def everything(store: Store) -> dict[str, object]:
    """Return all that can be asked of a store, to compare two."""
    entities = list(store.all_entities())
    ids = [entity.id for entity in entities]
    return {
        "documents": [store.graph_of(document.id) for document in store.documents()],
        "entities": entities,
        "links": list(store.links()),
        "expanded": store.expand(ids),
        "degrees": store.degrees(ids),
        "searches": {text: store.search(text) for text in SEARCHED},
        "best connected": store.best_connected(limit=5),
        "named": {name: store.named(name) for name in ("远山科技", "BLUEFIN", "塔")},
        "mentions": {id_: store.mentions(id_) for id_ in ids},
        "judgements": store.judgements(),
        "stats": store.stats(),
    }


def expected_entities(
    graphs: Iterable[DocumentGraph], judgements: Iterable[Judgement]
) -> list[Entity]:
    local = [entity for graph in graphs for entity in graph.entities]
    return sorted(resolve(local, judgements), key=lambda one: (one.type, one.name, one.id))


def expected_links(graphs: Iterable[DocumentGraph], entities: Iterable[Entity]) -> list[Link]:
    home = {member: entity.id for entity in entities for member in entity.members}
    supported: defaultdict[tuple[str, str, str], list[tuple[str, Fact]]] = defaultdict(list)
    for graph in graphs:
        for fact in graph.facts:
            head, tail = home[fact.head], home[fact.tail]
            if relations()[fact.relation].symmetric:
                head, tail = sorted((head, tail))
            if head != tail:
                supported[head, fact.relation, tail].append((graph.document.id, fact))
    return [_link(triple, facts) for triple, facts in sorted(supported.items())]


def expected_expansion(
    links: Iterable[Link], entities: Iterable[Entity], ids: set[str], where: LinkFilter
) -> list[Link]:
    types = {entity.id: entity.type for entity in entities}

    def passes(link: Link) -> bool:
        ends = [(link.head, link.tail), (link.tail, link.head)]
        far = [types[far] for near, far in ends if near in ids]
        dated = link.date or ""
        return (
            any(not where.types or type_ in where.types for type_ in far)
            and (not where.relations or link.relation in where.relations)
            and link.confidence >= where.min_confidence
            and (where.since is None or (bool(dated) and dated >= where.since[: len(dated)]))
            and (where.until is None or (bool(dated) and dated[: len(where.until)] <= where.until))
        )

    return [link for link in links if passes(link)]


def expected_bridges(
    links: Sequence[Link],
    entities: Iterable[Entity],
    sides: tuple[set[str], set[str]],
    where: LinkFilter,
    avoiding: set[str],
) -> list[Link]:
    known = list(entities)

    def ways(near: str, far: str) -> set[Link]:
        passing = expected_expansion(links, known, {near}, where)
        return {link for link in passing if {link.head, link.tail} == {near, far}}

    found: set[Link] = set()
    for left, right in product(*sides):
        if left != right:
            found |= ways(left, right)
            for middle in {entity.id for entity in known} - avoiding:
                first, second = ways(left, middle), ways(right, middle)
                found |= first | second if first and second else set()
    return [link for link in links if link in found]


def expected_degrees(links: Iterable[Link], ids: Iterable[str]) -> dict[str, int]:
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        beside[link.head].add(link.tail)
        beside[link.tail].add(link.head)
    return {id_: len(beside[id_]) for id_ in ids}


def _link(triple: tuple[str, str, str], facts: Sequence[tuple[str, Fact]]) -> Link:
    head, relation, tail = triple
    doubt = 1.0
    for document in {document for document, _ in facts}:
        doubt *= 1 - max(fact.confidence for where, fact in facts if where == document)
    best_first = sorted((fact for _, fact in facts), key=lambda fact: (-fact.confidence, fact.id))
    return Link(
        head=head, relation=relation, tail=tail, confidence=round(1 - doubt, 6),
        date=min((fact.date for fact in best_first if fact.date), default=None),
        facts=tuple(fact.id for fact in best_first),
    )  # fmt: skip
