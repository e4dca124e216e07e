"""A store in plain Python for the tests that ask the graph: links in a list, scanned."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, combinations
from typing import TypeVar

from graph.errors import UnknownNameError
from graph.records import Document, DocumentMetadata, Entity, Evidence, Fact, Link
from graph.store.base import LinkFilter

Answer = TypeVar("Answer")
EVERYTHING = LinkFilter()
TEXT = "Alpha invested in Beta. Gamma develops Delta."


def entity(name: str, kind: str = "Organization", *, names: Sequence[str] = ()) -> Entity:
    return Entity(
        id=f"entity-{name}", type=kind, kind=None, name=name,
        names=(name, *names), members=(f"local-{name}",),
    )  # fmt: skip


def document(name: str = "news") -> Document:
    return Document(
        uri=f"file:///{name}.txt", title=f"The {name}", language="en", published="2024-05-01",
        media_type="text/plain", sha256="0" * 64, text=TEXT,
    )  # fmt: skip


def link(
    head: Entity, relation: str, tail: Entity, confidence: float = 0.9, date: str | None = None
) -> Link:
    facts = (f"fact-{head.name}-{relation}-{tail.name}",)
    return Link(
        head=head.id, relation=relation, tail=tail.id, confidence=confidence, date=date, facts=facts
    )


class PlainStore:
    """What the Protocol promises for asking, the slow and obvious way; counts its calls."""

    def __init__(self, entities: Iterable[Entity], links: Iterable[Link]) -> None:
        self._entities = {one.id: one for one in entities}
        self._links = sorted(links, key=lambda one: (one.head, one.relation, one.tail))
        self._documents = {document().id: document()}
        self.calls: list[tuple[str, int]] = []

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        asked = list(ids)
        by_member = {name: one for one in self._entities.values() for name in one.members}
        known = {**by_member, **self._entities}
        return {one: known[one] for one in asked if one in known}

    def all_entities(self) -> Iterable[Entity]:
        return iter(sorted(self._entities.values(), key=lambda e: (e.type, e.name, e.id)))

    def links(self) -> Iterable[Link]:
        return iter(self._links)

    def expand(self, ids: Iterable[str], where: LinkFilter = EVERYTHING) -> list[Link]:
        frontier = set(ids)
        self.calls.append(("expand", len(frontier)))
        return [one for one in self._links if self._passes(one, frontier, where)]

    def bridges(
        self,
        left: Iterable[str],
        right: Iterable[str],
        where: LinkFilter = EVERYTHING,
        *,
        avoiding: Iterable[str] = (),
        limit: int,
    ) -> list[Link] | None:
        sides = [set(left), set(right)]
        self.calls.append(("bridges", sum(map(len, sides))))
        ends = [end for one in self._links for end in (one.head, one.tail)]
        if sum(ends.count(end) for side in sides for end in side) > limit:
            return None
        from_left, from_right = (self._walks(side, where) for side in sides)
        found = {one for far, ways in from_left.items() if far in sides[1] for _, one in ways}
        for middle in (from_left.keys() & from_right.keys()) - {*avoiding}:
            ways = from_left[middle] + from_right[middle]
            if len({near for near, _ in ways}) > 1:
                found |= {one for _, one in ways}
        return [one for one in self._links if one in found]

    def at_once(self, work: Callable[[], Answer]) -> Answer:
        return work()

    def degrees(self, ids: Iterable[str]) -> dict[str, int]:
        asked = list(ids)
        self.calls.append(("degrees", len(asked)))
        near: dict[str, set[str]] = {one: set() for one in asked}
        for one in self._links:
            for here, there in ((one.head, one.tail), (one.tail, one.head)):
                if here in near and here != there:
                    near[here].add(there)
        return {one: len(others) for one, others in near.items()}

    def facts(self, ids: Iterable[str]) -> dict[str, Fact]:
        asked = set(ids)
        return {
            fact: self._fact(one, fact)
            for one in self._links for fact in one.facts if fact in asked
        }  # fmt: skip

    def document(self, document: str) -> Document:
        if document not in self._documents:
            raise UnknownNameError("document", document)
        return self._documents[document]

    def metadata(self, ids: Iterable[str]) -> dict[str, DocumentMetadata]:
        known = {one: self._documents[one] for one in ids if one in self._documents}
        return {
            one: DocumentMetadata(id=one, **read.model_dump(exclude={"text"}))
            for one, read in known.items()
        }

    def named(self, name: str) -> list[Entity]:
        return [one for one in self._entities.values() if _folded(name) in map(_folded, one.names)]

    def search(
        self, text: str, *, types: frozenset[str] = frozenset(), limit: int = 20
    ) -> list[Entity]:
        found = [
            one for one in self._entities.values()
            if any(text.casefold() in name.casefold() for name in one.names)
        ]  # fmt: skip
        return sorted(found, key=lambda one: one.id)[:limit]

    def _walks(self, frontier: set[str], where: LinkFilter) -> dict[str, list[tuple[str, Link]]]:
        walks: dict[str, list[tuple[str, Link]]] = {}
        for one in self._links:
            for near, far in ((one.head, one.tail), (one.tail, one.head)):
                if near in frontier and self._passes(one, {near}, where):
                    walks.setdefault(far, []).append((near, one))
        return walks

    def _passes(self, one: Link, frontier: set[str], where: LinkFilter) -> bool:
        far = [
            there
            for here, there in ((one.head, one.tail), (one.tail, one.head))
            if here in frontier and (not where.types or self._entities[there].type in where.types)
        ]
        dated = where.since is None and where.until is None
        if one.date is not None:
            dated = (where.since or "") <= one.date <= (where.until or "9999")
        return bool(
            far
            and (not where.relations or one.relation in where.relations)
            and one.confidence >= where.min_confidence
            and dated
        )

    def _fact(self, one: Link, fact: str) -> Fact:
        quote = TEXT[:23]
        evidence = Evidence(
            document=document().id, start=0, end=23, quote=quote, reading=quote, finder="by_hand.v1"
        )
        head, tail = (self._entities[end].members[0] for end in (one.head, one.tail))
        return Fact(
            head=head, relation=one.relation, tail=tail, properties={"round": "A", "lead": True},
            date=one.date, confidence=one.confidence, evidence=(evidence,),
        )  # fmt: skip


def random_store(seed: int, *, nodes: int = 14, links: int = 30) -> PlainStore:
    """A seeded graph with hubs, parallel links, equal confidences and self-loops."""
    chance = random.Random(seed)
    kinds = ("Organization", "Organization", "Policy", "Technology")
    entities = [entity(f"n{number:02}", chance.choice(kinds)) for number in range(nodes)]
    weights = [1 / (1 + position) for position in range(nodes)]
    relations = ("INVESTED_IN", "PARTNERS_WITH", "DEVELOPS", "GOVERNS")
    made = {}
    for _ in range(links):
        head, tail = chance.choices(entities, weights, k=2)
        relation = chance.choice(relations)
        one = link(head, relation, tail, chance.choice((0.5, 0.8, 0.8, 0.9, 1.0)))
        made[one.head, one.relation, one.tail] = one
    return PlainStore(entities, made.values())


def fan(left: Entity, right: Entity, between: Sequence[Entity]) -> PlainStore:
    """Two entities joined by many others."""
    ends = [link(end, "PARTNERS_WITH", one) for one in between for end in (left, right)]
    return PlainStore([left, right, *between], ends)


def clique(names: Sequence[str]) -> PlainStore:
    """Entities of which every two are linked."""
    entities = [entity(name) for name in names]
    pairs = combinations(entities, 2)
    return PlainStore(entities, [link(one, "PARTNERS_WITH", other) for one, other in pairs])


def joined(*stores: PlainStore) -> PlainStore:
    """Everything that several stores hold."""
    entities = {one.id: one for store in stores for one in store.all_entities()}
    return PlainStore(entities.values(), chain.from_iterable(store.links() for store in stores))


def _folded(name: str) -> str:
    return name.casefold().removesuffix(" inc.")
