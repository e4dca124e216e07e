"""A fact with the passages that state it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from api.schemas.answers import DocumentOut
from api.schemas.entities import EntityRef
from graph.records import Evidence, Fact, Properties, Record


class PassageOut(Record):
    """The words that state a fact, and the text around them: offsets count characters."""

    before: str = Field(examples=["上周，"])
    quote: str = Field(
        description="exactly as it stands in the text", examples=["青岚资本领投澜辰科技A轮融资"]
    )
    after: str = Field(examples=["，金额1亿元。"])
    reading: str = Field(
        description="the quote, repaired", examples=["青岚资本领投澜辰科技A轮融资"]
    )
    start: int = Field(description="first character of the quote in the text", examples=[3])
    end: int = Field(description="character after the last of the quote", examples=[17])
    finder: str = Field(description="what found it, with its version", examples=["funding.v3"])
    document: DocumentOut

    @classmethod
    def of(cls, evidence: Evidence, document: DocumentOut, around: tuple[str, str]) -> PassageOut:
        """Return evidence with the text before and after it."""
        return cls(
            before=around[0],
            quote=evidence.quote,
            after=around[1],
            reading=evidence.reading,
            start=evidence.start,
            end=evidence.end,
            finder=evidence.finder,
            document=document,
        )


class FactOut(Record):
    """One relation that one passage states, between the entities as they are resolved now."""

    id: str = Field(examples=["fact-c9f0f895fb98ab91"])
    head: EntityRef
    relation: str = Field(examples=["INVESTED_IN"])
    tail: EntityRef
    properties: Properties = Field(
        description="as the text prints them", examples=[{"round": "A轮", "lead": True}]
    )
    date: str | None = Field(description="ISO date that follows from them", examples=["2031-05"])
    confidence: float = Field(examples=[0.8])
    evidence: tuple[PassageOut, ...]

    @classmethod
    def of(
        cls, fact: Fact, ends: Mapping[str, EntityRef], evidence: tuple[PassageOut, ...]
    ) -> FactOut:
        """Return a fact with its ends, by their local ids, and its passages."""
        return cls(
            id=fact.id,
            head=ends[fact.head],
            relation=fact.relation,
            tail=ends[fact.tail],
            properties=fact.properties,
            date=fact.date,
            confidence=fact.confidence,
            evidence=evidence,
        )
