"""What a document says, in the form of annotated passages: entities and relations by name."""

from __future__ import annotations

from typing import TypedDict

from extractors.entities import identity
from graph.records import DocumentGraph, Fact, LocalEntity, Properties


class AnnotatedEntity(TypedDict):
    """One entity with all its names and where they stand; as sure as the surest of these places."""

    id: str
    type: str
    kind: str | None
    name: str
    mentions: list[str]
    spans: list[tuple[int, int]]
    confidence: float
    finder: str


class AnnotatedRelation(TypedDict):
    """One relation between two entities of the same line, with the words that state it."""

    type: str
    head: str
    tail: str
    props: Properties
    evidence: str
    span: tuple[int, int]
    confidence: float
    finder: str


class Annotation(TypedDict):
    """The entities and relations of one text."""

    entities: list[AnnotatedEntity]
    relations: list[AnnotatedRelation]


def annotated(graph: DocumentGraph) -> Annotation:
    """Return a document's entities and relations, each once, in order of appearance.

    Entities of several articles are one here when they share a name that is not scoped;
    of several sentences that state one relation, the surest is given.
    """
    owners = _owners(graph)
    entities: dict[str, AnnotatedEntity] = {}
    for entity in graph.entities:
        row = entities.setdefault(
            owners[entity.id],
            AnnotatedEntity(
                id=f"e{len(entities) + 1}", type=entity.type, kind=entity.kind,
                name=entity.name, mentions=[], spans=[],
                confidence=0.0, finder="",
            ),
        )  # fmt: skip
        row["mentions"] += [name for name in entity.names if name not in row["mentions"]]
        row["name"] = max(row["name"], entity.name, key=lambda name: (len(name), name))
    for mention in graph.mentions:
        row = entities[owners[mention.entity]]
        row["spans"].append((mention.start, mention.end))
        if mention.confidence > row["confidence"]:
            row["confidence"], row["finder"] = mention.confidence, mention.finder
    best: dict[tuple[str, str, str], Fact] = {}
    for fact in graph.facts:
        key = (owners[fact.head], fact.relation, owners[fact.tail])
        if key[0] != key[2] and (key not in best or fact.confidence > best[key].confidence):
            best[key] = fact
    relations = [
        _relation(fact, entities[head]["id"], entities[tail]["id"])
        for (head, _, tail), fact in best.items()
    ]
    return Annotation(entities=list(entities.values()), relations=relations)


def _owners(graph: DocumentGraph) -> dict[str, str]:
    """Return, by local id, the id of the first entity of the document that is the same."""
    first: dict[tuple[str, str], str] = {}
    same: dict[str, str] = {}
    for entity in graph.entities:
        keys = [(entity.type, identity(entity.type, name)) for name in _lasting(entity)]
        owner = next((first[key] for key in keys if key in first), entity.id)
        same[entity.id] = owner
        for key in keys:
            first.setdefault(key, owner)
    return same


def _lasting(entity: LocalEntity) -> list[str]:
    return [name for name in entity.names if name not in entity.scoped] or [entity.name]


def _relation(fact: Fact, head: str, tail: str) -> AnnotatedRelation:
    evidence = fact.evidence[0]
    return AnnotatedRelation(
        type=fact.relation, head=head, tail=tail, props=fact.properties,
        evidence=evidence.reading, span=(evidence.start, evidence.end),
        confidence=fact.confidence, finder=evidence.finder,
    )  # fmt: skip
