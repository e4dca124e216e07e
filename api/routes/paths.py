"""Ranked paths and chains, each hop with the words that state it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.schemas import RankingOut
from api.web.asking import Reading
from api.web.filters import BodyFilters, Filters, Name
from api.web.routing import WrittenRoute
from graph.chains import chain
from graph.naming import find_entities, find_entity
from graph.paths import connect, trace

router = APIRouter(prefix="/api/v1", tags=["links"], route_class=WrittenRoute)

Hops = Annotated[int, Field(gt=0, le=6, description="links that a path has at most")]
Best = Annotated[int, Field(gt=0, le=50, description="give the best so many")]
PATTERN = "Organization <-INVESTED_IN- Organization -DEVELOPS-> Technology"


Avoided = Annotated[list[Name], Field(max_length=20)]
AVOIDED = "no path passes these entities: ids or names"


class PathsQuery(Filters):
    """From where to where, and over which links; types are those of the entities between."""

    source: Name = Field(alias="from", description="id or name", examples=["青岚资本"])
    target: Name = Field(alias="to", description="id or name", examples=["白石学院"])
    hops: Hops = 4
    k: Best = 5
    avoid: Avoided = Field(default=[], description=AVOIDED, examples=[["上海证券交易所"]])


class PathsIn(BodyFilters):
    """Between which entities, and over which links."""

    entities: Annotated[list[Name], Field(min_length=2, max_length=8)] = Field(
        description="ids or names", examples=[["青岚资本", "白石学院", "赵远"]]
    )
    hops: Hops = 4
    k: Best = 5
    avoid: Avoided = Field(default=[], description=AVOIDED, examples=[["上海证券交易所"]])


Source = Annotated[
    str, Query(alias="from", max_length=500, description="id or name", examples=["澜辰科技"])
]
Pattern = Annotated[
    str,
    Query(
        max_length=500,
        description="types and the relations between them; A|B for one of two, * for any",
        examples=[PATTERN],
    ),
]
Number = Annotated[int, Query(gt=0, le=100, description="give the best so many")]


@router.get("/paths")
def paths(question: Reading, query: Annotated[PathsQuery, Query()]) -> RankingOut:
    """Rank the paths between two entities, whichever way their arrows point.

    The surer its hops and the fewer links the entities between, the better a path.
    """
    where = query.where()
    with question.tagged_store() as store:
        source, target = find_entity(store, query.source), find_entity(store, query.target)
        avoided = find_entities(store, query.avoid)
        ranking = trace(
            store, source, target, hops=query.hops, k=query.k, where=where, avoiding=avoided
        )
        return RankingOut.of(ranking)


@router.post("/paths")
def connections(question: Reading, asked: PathsIn) -> RankingOut:
    """Rank the paths between any two of several entities."""
    where = asked.where()
    with question.store() as store:
        ends = find_entities(store, asked.entities)
        avoided = find_entities(store, asked.avoid)
        ranking = connect(store, ends, hops=asked.hops, k=asked.k, where=where, avoiding=avoided)
        return RankingOut.of(ranking)


@router.get("/chains")
def chains(question: Reading, source: Source, pattern: Pattern, k: Number = 20) -> RankingOut:
    """Rank what follows a pattern of links from an entity on."""
    with question.tagged_store() as store:
        return RankingOut.of(chain(store, find_entity(store, source), pattern, k=k))
