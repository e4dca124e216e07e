"""Shapes about entities that the routes give."""

from __future__ import annotations

from pydantic import Field

from api.schemas.answers import DocumentOut, EntityOut, LinkOut
from graph.naming import match_of
from graph.records import Entity, Link, Linked, Mention, Occurrences, Record


class EntityRef(Record):
    """As much of an entity as names it."""

    id: str = Field(examples=["entity-5d7105db71800b16"])
    name: str = Field(examples=["澜辰科技"])
    type: str = Field(examples=["Organization"])

    @classmethod
    def of(cls, entity: Entity) -> EntityRef:
        """Return what names an entity."""
        return cls(id=entity.id, name=entity.name, type=entity.type)


class Suggestion(EntityRef):
    """An entity that somebody may be typing the name of."""

    matched: str = Field(description="which of its names fits the text", examples=["Lanchen"])
    pinyin: str | None = Field(
        description="how that name is read, where that is why it fits", examples=["lan chen ke ji"]
    )

    @classmethod
    def to(cls, text: str, entity: Entity) -> Suggestion:
        """Return an entity as a suggestion to a text."""
        matched, pinyin = match_of(entity, text)
        return cls(id=entity.id, name=entity.name, type=entity.type, matched=matched, pinyin=pinyin)


class LinkedEntity(EntityRef):
    """An entity with how many links it has."""

    kind: str | None = Field(examples=["company"])
    links: int = Field(description="how many links it has", examples=[12])

    @classmethod
    def of_linked(cls, linked: Linked) -> LinkedEntity:
        """Return the entity as an answer gives it."""
        return cls(
            id=linked.id, name=linked.name, type=linked.type, kind=linked.kind, links=linked.links
        )


class EntityProfile(EntityOut):
    """An entity with all its names, and how much there is about it."""

    documents: int = Field(description="documents that know it", examples=[12])
    mentions: int = Field(description="places that name it", examples=[31])
    links: dict[str, int] = Field(
        description="how many links it has, by relation", examples=[{"INVESTED_IN": 4}]
    )

    @classmethod
    def counted(
        cls, entity: Entity, occurrences: Occurrences, links: dict[str, int]
    ) -> EntityProfile:
        """Return an entity with what was counted about it."""
        return cls(
            id=entity.id,
            type=entity.type,
            kind=entity.kind,
            name=entity.name,
            names=entity.names,
            documents=occurrences.documents,
            mentions=occurrences.mentions,
            links=links,
        )


class CountedLink(LinkOut):
    """A link with its best quotes, and how many facts support it in all."""

    facts: int = Field(description="facts that support it", examples=[3])

    @classmethod
    def counting(cls, quoted: LinkOut, link: Link) -> CountedLink:
        """Return a quoted link with the number of its facts."""
        fields = {name: getattr(quoted, name) for name in LinkOut.model_fields}
        return cls(**fields, facts=len(link.facts))


class MentionOut(Record):
    """A place that names an entity, with the words around."""

    document: DocumentOut
    start: int = Field(description="first character in the document's text", examples=[4])
    end: int = Field(description="character after the last", examples=[8])
    before: str = Field(examples=["青岚资本领投"])
    text: str = Field(description="the name as it stands in the text", examples=["澜辰科技"])
    after: str = Field(examples=["A轮融资，金额1亿元。"])
    name: str = Field(description="the name, repaired", examples=["澜辰科技"])
    finder: str = Field(description="what found it, with its version", examples=["gazetteer.v2"])
    confidence: float = Field(examples=[0.9])

    @classmethod
    def of(cls, mention: Mention, document: DocumentOut, around: tuple[str, str]) -> MentionOut:
        """Return a mention with the words before and after it."""
        return cls(
            document=document,
            start=mention.start,
            end=mention.end,
            before=around[0],
            text=mention.text,
            after=around[1],
            name=mention.name,
            finder=mention.finder,
            confidence=mention.confidence,
        )
