"""What changed since a date, and what people judge to be one thing or two."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.schemas.changes import ChangeOut, ChangesOut, JudgementOut
from api.web.asking import Editing, Reading
from api.web.filters import Name
from api.web.paging import Cursor, Limit, Page, start_of
from api.web.routing import WrittenRoute
from graph.naming import judgement_between
from graph.records import Record, Verdict
from graph.store import deadline
from graph.store.history import moment, now

router = APIRouter(prefix="/api/v1", tags=["changes"], route_class=WrittenRoute)

Since = Annotated[
    str,
    Query(
        max_length=40, description="ISO date or time; without a zone in UTC", examples=["2031-05"]
    ),
]
After = Annotated[
    int, Query(ge=0, le=2**53, description="go on after this row: the `next` of the answer before")
]


class JudgementIn(Record):
    """Whether two entities are one, and why."""

    left: Name = Field(description="id or name", examples=["entity-5d7105db71800b16"])
    right: Name = Field(description="id or name", examples=["entity-1f0e3dad99908345"])
    verdict: Verdict = Field(examples=["same"])
    reason: str = Field(default="", max_length=2_000, examples=["one register number"])


@router.get("/changes")
def changes(
    question: Reading, since: Since = "", after: After = 0, limit: Limit = 50
) -> ChangesOut:
    """List changes in the order in which they were made: facts that came and went, judgements."""
    earliest = moment(since) if since else ""
    with question.tagged_store() as store:
        entries = store.history(since=earliest, after=after, limit=limit + 1)
        shown = entries[:limit]
        judged = any(entry.judgement for entry in shown)
        judgements = {one.id: one for one in store.judgements()} if judged else {}
    more = len(entries) > limit
    return ChangesOut(
        items=tuple(ChangeOut.of(entry, judgements) for entry in shown),
        next=shown[-1].row if more else None,
    )


@router.get("/judgements")
def judgements(question: Reading, cursor: Cursor = None, limit: Limit = 50) -> Page[JudgementOut]:
    """List every judgement ever made, in order of time; the latest on a pair counts."""
    start = start_of(cursor)
    with question.tagged_store() as store:
        found = store.judgements()[start : start + limit + 1]
        ends = store.entities(end for one in found[:limit] for end in (one.left, one.right))
    return Page[JudgementOut].cut(
        [JudgementOut.of(one, ends) for one in found[:limit]], start=start, more=len(found) > limit
    )


@router.post("/judgements", status_code=201)
def judge(question: Editing, asked: JudgementIn) -> JudgementOut:
    """Judge whether two entities are one; nothing is overwritten, a later word supersedes.

    The answer tells what the two belong to now.
    """
    with question.store() as store:
        judgement = judgement_between(
            store, asked.left, asked.right, asked.verdict,
            by=question.caller.name, at=now(), reason=asked.reason,
        )  # fmt: skip
        # A change that began is finished: cut off, it would have to be asked for again.
        with deadline.within(None):
            store.judge(judgement)
        ends = store.entities([judgement.left, judgement.right])
    question.note("judge", judgement.id, verdict=judgement.verdict)
    return JudgementOut.of(judgement, ends)
