"""A part of the graph, to be drawn."""

from __future__ import annotations

from pydantic import Field

from api.schemas.answers import EntityOut
from graph.neighbourhood import BoundedNeighbourhood
from graph.records import Link, Record


class BareLink(Record):
    """A link without its quotes."""

    head: str = Field(examples=["entity-1f0e3dad99908345"])
    relation: str = Field(examples=["INVESTED_IN"])
    tail: str = Field(examples=["entity-5d7105db71800b16"])
    confidence: float = Field(examples=[0.96])
    date: str | None = Field(description="the earliest that is known", examples=["2031-05"])
    facts: int = Field(description="facts that support it", examples=[3])

    @classmethod
    def of(cls, link: Link) -> BareLink:
        """Return a link without what supports it."""
        return cls(
            head=link.head,
            relation=link.relation,
            tail=link.tail,
            confidence=link.confidence,
            date=link.date,
            facts=len(link.facts),
        )


class NeighbourhoodOut(Record):
    """Entities ordered by type, name and id; links by head, relation and tail."""

    entities: tuple[EntityOut, ...]
    links: tuple[BareLink, ...]
    truncated: dict[str, int] = Field(
        description="entities that have more links than are given here, and how many they have",
        examples=[{"entity-1f0e3dad99908345": 812}],
    )

    @classmethod
    def of(cls, part: BoundedNeighbourhood) -> NeighbourhoodOut:
        """Return a part of the graph as an answer gives it."""
        return cls(
            entities=tuple(EntityOut.of(entity) for entity in part.entities),
            links=tuple(BareLink.of(link) for link in part.links),
            truncated=part.truncated,
        )
