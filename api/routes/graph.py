"""The graph as a whole, to be drawn: all of it, or its best connected entities."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.schemas.graphs import GraphOut
from api.web.asking import Reading
from api.web.routing import WrittenRoute
from graph.records import Link, Linked, Stats

router = APIRouter(prefix="/api/v1", tags=["links"], route_class=WrittenRoute)

ENTITIES = 10_000
LINKS = 50_000  # of which more are no picture any more


@router.get("/graph")
def graph(
    question: Reading,
    limit: Annotated[
        int, Query(gt=0, le=ENTITIES, description="give so many entities at most")
    ] = ENTITIES,
    links: Annotated[int, Query(ge=0, le=LINKS, description="give so many links at most")] = LINKS,
) -> GraphOut:
    """Return the whole graph in few bytes, or the best connected entities of a larger one.

    Among them the surest links are given; `whole` tells whether that is all there is.
    """
    with question.tagged_store() as store:

        def part() -> tuple[list[Linked], list[Link], Stats]:
            entities = store.best_connected(limit=limit)
            among = store.among((each.id for each in entities), limit=links)
            return entities, among, store.stats()

        return GraphOut.of(*store.at_once(part))
