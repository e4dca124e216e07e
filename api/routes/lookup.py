"""Looking entities up: search, type-ahead, one entity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from api.schemas import EntityOut
from api.web.asking import Reading
from api.web.paging import Cursor, Limit, Page, start_of
from api.web.routing import WrittenRoute
from graph.naming import find_entity
from graph.ontology import entity_type

router = APIRouter(prefix="/api/v1", tags=["look up"], route_class=WrittenRoute)

Text = Annotated[str, Query(max_length=500, description="a part of a name, Chinese or English")]
Types = Annotated[
    Sequence[str],
    Query(alias="type", max_length=20, description="only these types"),
]


@router.get("/search")
def search(
    question: Reading,
    q: Text,
    # A default_factory would have its signature parsed anew for every request.
    types: Types = (),
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[EntityOut]:
    """Find entities by a part of any of their names, best first."""
    start = start_of(cursor)
    wanted = frozenset(entity_type(name).name for name in types)
    with question.tagged_store() as store:
        found = store.search(q, types=wanted, limit=start + limit + 1)[start:]
    return Page[EntityOut].of([EntityOut.of(each) for each in found], start=start, limit=limit)


@router.get("/entities/{entity}")
def entity(question: Reading, entity: str) -> EntityOut:
    """Return one entity by its id or its name; 409 lists those that a name may mean."""
    with question.tagged_store() as store:
        return EntityOut.of(find_entity(store, entity))
