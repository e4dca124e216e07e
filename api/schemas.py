"""The shapes in which the ways in give answers: everything quoted, ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from api.ingest import Summary
from graph.explanations import Path, Ranking
from graph.records import DocumentMetadata, Entity, Fact, Link, Properties, Record, Stats
from graph.store.base import Store

PropertyValues = dict[str, list[str | bool]]


class DocumentOut(Record):
    """A document without its text."""

    id: str
    uri: str
    title: str
    language: str
    published: str | None

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

    id: str
    type: str
    kind: str | None
    name: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, entity: Entity) -> EntityOut:
        """Return the entity as an answer gives it."""
        return cls(
            id=entity.id, type=entity.type, kind=entity.kind, name=entity.name, names=entity.names
        )


class QuoteOut(Record):
    """The words that state a fact: ``quote`` as they stand in the text, ``reading`` repaired."""

    reading: str
    quote: str
    start: int
    end: int
    properties: Properties
    confidence: float
    finder: str
    document: DocumentOut


class LinkOut(Record):
    """A link with the names at its ends and every passage that states it, the best first."""

    head: str
    head_name: str
    relation: str
    tail: str
    tail_name: str
    confidence: float
    date: str | None
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

    id: str
    taken_back: tuple[str, ...]


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
    errors: tuple[str, ...]


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
