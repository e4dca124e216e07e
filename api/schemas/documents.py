"""Documents as the routes give them: what is known about one, and its text with what is in it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from api.schemas.answers import DocumentOut
from api.schemas.entities import EntityRef
from graph.records import DocumentGraph, Entity, Record


class DocumentDetails(DocumentOut):
    """A document without its text, and how much it says."""

    media_type: str = Field(examples=["text/plain"])
    sha256: str = Field(
        description="of its bytes",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    characters: int = Field(description="length of its text", examples=[1830])
    entities: int = Field(description="entities that it knows", examples=[9])
    mentions: int = Field(examples=[24])
    facts: int = Field(examples=[6])

    @classmethod
    def of_graph(cls, graph: DocumentGraph) -> DocumentDetails:
        """Return what is known about a document that says this."""
        document = graph.document
        return cls(
            id=document.id,
            uri=document.uri,
            title=document.title,
            language=document.language,
            published=document.published,
            media_type=document.media_type,
            sha256=document.sha256,
            characters=len(document.text),
            entities=len(graph.entities),
            mentions=len(graph.mentions),
            facts=len(graph.facts),
        )


class NamedSpan(Record):
    """A stretch of the text that names an entity."""

    start: int = Field(examples=[4])
    end: int = Field(examples=[8])
    entity: EntityRef


class FactSpan(Record):
    """A stretch of the text that states a fact."""

    start: int = Field(examples=[0])
    end: int = Field(examples=[14])
    fact: str = Field(examples=["fact-c9f0f895fb98ab91"])
    relation: str = Field(examples=["INVESTED_IN"])


class TextOut(Record):
    """A stretch of a document's text and what is in it, also where it only begins or ends there.

    Every offset counts characters (code points) of the whole text, not of the stretch.
    """

    document: str = Field(examples=["document-8f14e45fceea167a"])
    start: int = Field(examples=[0])
    end: int = Field(examples=[14])
    length: int = Field(description="of the whole text", examples=[1830])
    text: str = Field(examples=["青岚资本领投澜辰科技A轮融资"])
    mentions: tuple[NamedSpan, ...]
    facts: tuple[FactSpan, ...]

    @classmethod
    def of(
        cls, graph: DocumentGraph, window: tuple[int, int], entities: Mapping[str, Entity]
    ) -> TextOut:
        """Return a stretch of a text; ``entities`` are those that are named, by local id."""
        text, (start, end) = graph.document.text, window
        return cls(
            document=graph.document.id,
            start=start,
            end=end,
            length=len(text),
            text=text[start:end],
            mentions=tuple(
                NamedSpan(
                    start=mention.start,
                    end=mention.end,
                    entity=EntityRef.of(entities[mention.entity]),
                )
                for mention in graph.mentions
                if mention.start < end and start < mention.end
            ),
            facts=tuple(
                FactSpan(start=one.start, end=one.end, fact=fact.id, relation=fact.relation)
                for fact in graph.facts
                for one in fact.evidence
                if one.start < end and start < one.end
            ),
        )
