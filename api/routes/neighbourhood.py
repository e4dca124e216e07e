"""What lies around entities, to be drawn."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.schemas.neighbourhoods import NeighbourhoodOut
from api.web.asking import Reading
from api.web.filters import BodyFilters, Name
from api.web.routing import WrittenRoute
from graph.naming import find_entities
from graph.neighbourhood import bounded_neighbourhood

router = APIRouter(prefix="/api/v1", tags=["links"], route_class=WrittenRoute)


class NeighbourhoodIn(BodyFilters):
    """From where, how far, and which links."""

    seeds: Annotated[list[Name], Field(min_length=1, max_length=200)] = Field(
        description="ids or names of entities", examples=[["澜辰科技", "青岚资本"]]
    )
    hops: int = Field(default=1, ge=0, le=4, description="how far around them")
    limit_per_node: int = Field(
        default=50, gt=0, le=500, description="follow so many links of each, the surest"
    )
    limit: int = Field(default=500, gt=0, le=5_000, description="give so many entities at most")
    known_only: bool = Field(
        default=False, description="take seeds as ids, and leave out those that there are no more"
    )


@router.post("/neighbourhood")
def neighbourhood(question: Reading, asked: NeighbourhoodIn) -> NeighbourhoodOut:
    """Return what the surest links lead to within some hops of the seeds.

    Every link between two of the entities is given, if it passes the filters; `truncated`
    tells which entities have more. With no hops it is the seeds and the links among them.
    """
    where = asked.where()
    with question.store() as store:
        if asked.known_only:
            known = store.entities(asked.seeds).values()
            seeds = list({each.id: each for each in known}.values())
        else:
            seeds = find_entities(store, asked.seeds)
        part = bounded_neighbourhood(
            store,
            seeds,
            hops=asked.hops,
            where=where,
            links_each=asked.limit_per_node,
            limit=asked.limit,
        )
    return NeighbourhoodOut.of(part)
