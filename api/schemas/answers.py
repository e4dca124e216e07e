"""The shapes that the command line and the server share: everything quoted, ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from pydantic import Field

from api.ingest import Summary
from graph.explanations import Path, Ranking
from graph.records import DocumentMetadata, Entity, Fact, Link, Properties, Record, Stats
from graph.store.base import Store

PropertyValues = dict[str, list[str | bool]]


class DocumentOut(Record):
    """A document without its text."""

    id: str = Field(examples=["document-8f14e45fceea167a"])
    uri: str = Field(description="the address", examples=["file:///press/澜辰.txt"])
    title: str = Field(examples=["澜辰科技完成A轮融资"])
    language: str = Field(description="zh, en, or und where neither dominates", examples=["zh"])
    published: str | None = Field(
        description="ISO date, as far as it is stated", examples=["2031-05-06"]
    )

    @classmethod
    def of(cls, document: DocumentMetadata) -> DocumentOut:
        """Return the document as an answer gives it."""
        return cls(
            id=document.id,
            uri=document.uri,
            title=document.title,
            language=document.language,
            published=document.published,
        )


class EntityOut(Record):
    """An entity without its members."""

    id: str = Field(examples=["entity-5d7105db71800b16"])
    type: str = Field(examples=["Organization"])
    kind: str | None = Field(description="what the type divides into", examples=["company"])
    name: str = Field(description="the most usual name", examples=["澜辰科技"])
    names: tuple[str, ...] = Field(
        description="every name, the most frequent first", examples=[("澜辰科技", "Lanchen")]
    )

    @classmethod
    def of(cls, entity: Entity) -> EntityOut:
        """Return the entity as an answer gives it."""
        return cls(
            id=entity.id, type=entity.type, kind=entity.kind, name=entity.name, names=entity.names
        )


class QuoteOut(Record):
    """The words that state a fact: ``quote`` as they stand in the text, ``reading`` repaired."""

    reading: str = Field(examples=["青岚资本领投澜辰科技A轮融资"])
    quote: str = Field(examples=["青岚资本领投澜辰科技A轮融资"])
    start: int = Field(description="first character of the quote in the text", examples=[0])
    end: int = Field(description="character after the last of the quote", examples=[14])
    properties: Properties = Field(examples=[{"round": "A轮", "lead": True}])
    confidence: float = Field(examples=[0.8])
    finder: str = Field(description="what found it, with its version", examples=["funding.v3"])
    fact: str = Field(description="id of the fact", examples=["fact-c9f0f895fb98ab91"])
    document: DocumentOut


class LinkOut(Record):
    """A link with the names at its ends and every passage that states it, the best first."""

    head: str = Field(examples=["entity-1f0e3dad99908345"])
    head_name: str = Field(examples=["青岚资本"])
    relation: str = Field(examples=["INVESTED_IN"])
    tail: str = Field(examples=["entity-5d7105db71800b16"])
    tail_name: str = Field(examples=["澜辰科技"])
    confidence: float = Field(examples=[0.96])
    date: str | None = Field(description="the earliest that is known", examples=["2031-05"])
    quotes: tuple[QuoteOut, ...]

    @cached_property
    def properties(self) -> PropertyValues:
        """All values that the facts give each property, the most confident first."""
        values: PropertyValues = {}
        for quote in self.quotes:
            for name, value in quote.properties.items():
                if value not in values.setdefault(name, []):
                    values[name].append(value)
        return values


class EntityDetails(EntityOut):
    """An entity with its links, by relation, and where it is named."""

    mentions: int
    documents: tuple[DocumentOut, ...]
    links: tuple[LinkOut, ...]


class RankingOut(Record):
    """Paths, best first; ``complete`` unless a limit cut the search."""

    complete: bool
    paths: tuple[Path, ...]

    @classmethod
    def of(cls, ranking: Ranking) -> RankingOut:
        """Return the ranking as an answer gives it."""
        return cls(complete=ranking.complete, paths=tuple(ranking))


class RemovalOut(Record):
    """Which document was removed, and the facts that went with it."""

    id: str = Field(examples=["document-8f14e45fceea167a"])
    taken_back: tuple[str, ...] = Field(
        description="ids of facts", examples=[("fact-c9f0f895fb98ab91",)]
    )


class DemoOut(Record):
    """What the demonstration shows: what was read, some links, and the answers to questions."""

    ingested: Summary
    stats: Stats
    examples: tuple[LinkOut, ...]
    answers: tuple[RankingOut, ...]


class EvaluationOut(Record):
    """How well passages were read: scores by mode and kind, and some of what went wrong."""

    passages: int
    scores: dict[str, dict[str, object]]
    properties: dict[str, dict[str, int]]
    reliability: dict[str, dict[str, object]]
    errors: tuple[dict[str, str], ...]


class Quoting:
    """Fills in the words and names behind links; looks every document up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._documents: dict[str, DocumentOut] = {}

    def documents(self, ids: Iterable[str]) -> dict[str, DocumentOut]:
        """Return documents by their ids, in the order asked."""
        asked = list(dict.fromkeys(ids))
        unknown = [id_ for id_ in asked if id_ not in self._documents]
        if unknown:
            found = self._store.metadata(unknown)
            self._documents |= {id_: DocumentOut.of(one) for id_, one in found.items()}
        return {id_: self._documents[id_] for id_ in asked if id_ in self._documents}

    def links(self, links: Sequence[Link]) -> list[LinkOut]:
        """Return the links in the same order, quoted."""
        facts = self._store.facts([fact for link in links for fact in link.facts])
        self.documents(one.document for fact in facts.values() for one in fact.evidence)
        ends = self._store.entities({end for link in links for end in (link.head, link.tail)})
        return [
            LinkOut(
                head=link.head,
                head_name=ends[link.head].name,
                relation=link.relation,
                tail=link.tail,
                tail_name=ends[link.tail].name,
                confidence=link.confidence,
                date=link.date,
                quotes=self._quotes(facts[fact] for fact in link.facts),
            )
            for link in links
        ]

    def _quotes(self, facts: Iterable[Fact]) -> tuple[QuoteOut, ...]:
        return tuple(
            QuoteOut(
                reading=evidence.reading,
                quote=evidence.quote,
                start=evidence.start,
                end=evidence.end,
                properties=fact.properties,
                confidence=fact.confidence,
                finder=evidence.finder,
                fact=fact.id,
                document=self._documents[evidence.document],
            )
            for fact in facts
            for evidence in fact.evidence
        )


def entity_details(store: Store, entity: Entity, *, surest: int | None = None) -> EntityDetails:
    """Return what a store holds about an entity; links by relation, the surest first.

    With ``surest`` there are no more links than that: those of the most confidence.
    """
    quoting = Quoting(store)
    mentions = store.mentions(entity.id)
    links = store.expand([entity.id])
    if surest is not None:
        links = sorted(links, key=lambda link: (-link.confidence, link.facts))[:surest]
    links = sorted(links, key=lambda link: (link.relation, -link.confidence, link.facts))
    named_in = dict.fromkeys(mention.document for mention in mentions)
    return EntityDetails(
        **EntityOut.of(entity).model_dump(),
        mentions=len(mentions),
        documents=tuple(quoting.documents(named_in).values()),
        links=tuple(quoting.links(links)),
    )
