"""What changed in a store, and what people judged."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from api.schemas.entities import EntityRef
from graph.records import Entity, HistoryEntry, Judgement, Record, Retraction, Verdict


class JudgementOut(Record):
    """Somebody's word on whether two entities are one."""

    id: str = Field(examples=["judgement-45c48cce2e2d7fbd"])
    left: str = Field(description="id of a local entity", examples=["local-d3d9446802a44259"])
    right: str = Field(description="id of a local entity", examples=["local-6512bd43d9caa6e0"])
    left_entity: EntityRef | None = Field(
        description="what the left one belongs to now; null where its document is gone"
    )
    right_entity: EntityRef | None = Field(description="as left_entity")
    verdict: Verdict = Field(examples=["same"])
    by: str = Field(examples=["mei (k3f9)"])
    at: str = Field(description="ISO time in UTC", examples=["2031-05-06T08:00:00.000Z"])
    reason: str = Field(examples=["one register number"])

    @classmethod
    def of(cls, judgement: Judgement, entities: Mapping[str, Entity]) -> JudgementOut:
        """Return a judgement; ``entities`` are those of its ends that exist, by local id."""
        left, right = (entities.get(end) for end in (judgement.left, judgement.right))
        return cls(
            id=judgement.id,
            left=judgement.left,
            right=judgement.right,
            left_entity=left and EntityRef.of(left),
            right_entity=right and EntityRef.of(right),
            verdict=judgement.verdict,
            by=judgement.by,
            at=judgement.at,
            reason=judgement.reason,
        )


class ChangeOut(Record):
    """One change: a document that came, changed or went, or a judgement."""

    row: int = Field(description="grows from change to change", examples=[17])
    at: str = Field(description="ISO time in UTC", examples=["2031-05-06T08:00:00.000Z"])
    document: str | None = Field(examples=["document-8f14e45fceea167a"])
    uri: str | None = Field(examples=["file:///press/澜辰.txt"])
    title: str | None = Field(examples=["澜辰科技完成A轮融资"])
    removed: bool = Field(description="whether the document went", examples=[False])
    added: tuple[str, ...] = Field(
        description="ids of facts", examples=[("fact-c9f0f895fb98ab91",)]
    )
    taken_back: tuple[Retraction, ...] = Field(description="facts, in the words they had")
    judgement: Judgement | None

    @classmethod
    def of(cls, entry: HistoryEntry, judgements: Mapping[str, Judgement]) -> ChangeOut:
        """Return an entry of a history, with its judgement in full."""
        return cls(
            row=entry.row,
            at=entry.at,
            document=entry.document,
            uri=entry.uri,
            title=entry.title,
            removed=entry.removed,
            added=entry.added,
            taken_back=entry.taken_back,
            judgement=judgements.get(entry.judgement) if entry.judgement else None,
        )


class ChangesOut(Record):
    """Changes in the order in which they were made."""

    items: tuple[ChangeOut, ...]
    next: int | None = Field(
        description="give this as `after` to go on; null where these are the last", examples=[17]
    )
