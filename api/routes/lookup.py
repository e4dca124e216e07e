"""Looking things up by what is typed: search and type-ahead."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.schemas import EntityOut
from api.schemas.entities import Suggestion
from api.web.asking import Reading
from api.web.filters import Types, types_named
from api.web.paging import Cursor, Limit, Page, start_of
from api.web.routing import WrittenRoute

router = APIRouter(prefix="/api/v1", tags=["look up"], route_class=WrittenRoute)

Text = Annotated[
    str,
    Query(
        max_length=500,
        description="a part of a name, Chinese or English, or pinyin",
        examples=["澜辰"],
    ),
]
Few = Annotated[int, Query(gt=0, le=20, description="give this many at most")]


@router.get("/search")
def search(
    question: Reading,
    q: Text,
    types: Types = (),
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[EntityOut]:
    """Find entities by a part of any of their names, or by its pinyin, best first."""
    start = start_of(cursor)
    wanted = types_named(types)
    with question.tagged_store() as store:
        found = store.search(q, types=wanted, limit=start + limit + 1)[start:]
    return Page[EntityOut].of([EntityOut.of(each) for each in found], start=start, limit=limit)


@router.get("/suggest")
def suggest(question: Reading, q: Text, types: Types = (), limit: Few = 10) -> list[Suggestion]:
    """Suggest entities while a name is typed: those with a name that begins so come first."""
    wanted = types_named(types)
    with question.tagged_store() as store:
        return [Suggestion.to(q, each) for each in store.search(q, types=wanted, limit=limit)]
