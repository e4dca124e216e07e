"""Documents, facts and judgements for tests, whole and valid, from as little as possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from graph.ontology import relations
from graph.records import (
    Document,
    DocumentGraph,
    Evidence,
    Fact,
    Judgement,
    LocalEntity,
    Mention,
    Properties,
    Segment,
)

FINDER = "factory.v1"
# Few names, much shared: chance brings namesakes, aliases and near misses together.
NAMES = (
    "远山",
    "远山科技",
    "青禾",
    "青禾资本",
    "Bluefin",
    "Bluefin Inc.",
    "禾",
    "北岭市",
    "海塔",
    "塔",
)
TYPES = ("Organization", "Organization", "Organization", "Person", "Technology")
DATES = (None, "2024", "2024-11", "2025-03-01", "2025-06-30")


@dataclass(frozen=True)
class Named:
    """A local entity to be; its fullest name is what claims refer to."""

    name: str
    type: str = "Organization"
    kind: str | None = None
    also: tuple[str, ...] = ()
    scoped: tuple[str, ...] = ()
    article: int = 0


@dataclass(frozen=True)
class Claimed:
    """A fact to be, stated in a sentence of its own."""

    head: str
    relation: str
    tail: str
    confidence: float = 0.9
    date: str | None = None
    properties: Properties = field(default_factory=dict)


def make_document(uri: str = "a.txt", text: str = "远山科技投资了青禾。") -> Document:
    return Document(
        uri=uri, title=uri, language="zh", published="2025-01-02", media_type="text/plain",
        sha256=f"sha of {text}", text=text,
    )  # fmt: skip


def make_entity(document: str, name: str = "远山科技", **fields: object) -> LocalEntity:
    given = {"document": document, "article": 0, "type": "Organization", "names": (name,)}
    return LocalEntity(**(given | {"name": name} | fields))


def make_graph(
    uri: str = "a.txt", claims: Sequence[Claimed] = (), named: Sequence[Named] = ()
) -> DocumentGraph:
    """Return what a document says that states each claim in a sentence of its own.

    Entities that are only mentioned in claims are organizations.
    """
    whole = {entity.name: entity for entity in named}
    for claim in claims:
        for name in (claim.head, claim.tail):
            whole.setdefault(name, Named(name))
    sentences = [f"{entity.name}：{'、'.join(entity.also)}。" for entity in whole.values()]
    listed = len(sentences)
    sentences += [f"{claim.head} {claim.relation} {claim.tail}。" for claim in claims]
    starts = [sum(map(len, sentences[:position])) for position in range(len(sentences))]
    document = make_document(uri, "".join(sentences))
    entities = {name: _entity(document.id, one) for name, one in whole.items()}
    return DocumentGraph(
        document=document,
        segments=tuple(
            Segment(kind="sentence", start=start, end=start + len(sentence))
            for start, sentence in zip(starts, sentences, strict=True)
        ),
        entities=tuple(entities.values()),
        mentions=tuple(
            _mention(document, entity, start)
            for entity, start in zip(entities.values(), starts[:listed], strict=True)
        ),
        facts=tuple(
            _fact(document, claim, entities, start, len(sentence))
            for claim, start, sentence in zip(
                claims, starts[listed:], sentences[listed:], strict=True
            )
        ),
    )


def make_judgement(
    left: str, right: str, verdict: str = "same", at: str = "2025-01-01T00:00:00Z"
) -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, by="tester", at=at, reason="seen")


def random_graph(chance: Random, uri: str, facts: int = 6) -> DocumentGraph:
    """Return a document with a few entities and facts that others are likely to share."""
    named = [
        Named(
            name,
            type=chance.choice(TYPES),
            kind=chance.choice((None, "company", "investor")),
            also=tuple(chance.sample(NAMES, chance.randrange(3))),
            scoped=(name,) if chance.random() < 0.1 else (),
        )
        for name in chance.sample(NAMES, chance.randint(1, 5))
    ]
    claims = [
        Claimed(
            chance.choice(named).name,
            chance.choice(list(relations())),
            chance.choice(named).name,
            confidence=chance.randint(1, 99) / 100,
            date=chance.choice(DATES),
            properties=chance.choice(({}, {"round": "A", "lead": True})),
        )
        for _ in range(chance.randrange(facts))
    ]
    return make_graph(uri, claims, named)


def _entity(document: str, named: Named) -> LocalEntity:
    return LocalEntity(
        document=document, article=named.article, type=named.type, kind=named.kind,
        name=named.name, names=tuple(dict.fromkeys((named.name, *named.also))), scoped=named.scoped,
    )  # fmt: skip


def _mention(document: Document, entity: LocalEntity, start: int) -> Mention:
    return Mention(
        entity=entity.id, document=document.id, start=start, end=start + len(entity.name),
        text=entity.name, name=entity.name, finder=FINDER, confidence=0.8,
    )  # fmt: skip


def _fact(
    document: Document, claim: Claimed, entities: dict[str, LocalEntity], start: int, length: int
) -> Fact:
    quote = document.text[start : start + length]
    evidence = Evidence(
        document=document.id, start=start, end=start + length, quote=quote, reading=quote,
        finder=FINDER,
    )  # fmt: skip
    return Fact(
        head=entities[claim.head].id, relation=claim.relation, tail=entities[claim.tail].id,
        properties=claim.properties, date=claim.date, confidence=claim.confidence,
        evidence=(evidence,),
    )  # fmt: skip
