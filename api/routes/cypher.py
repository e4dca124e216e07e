"""Statements in Cypher that read, where the store is on Neo4j."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

from fastapi import APIRouter
from pydantic import Field, JsonValue, StringConstraints

from api.web.asking import Reading
from api.web.refusals import Refusal
from api.web.routing import WrittenRoute
from graph.records import Record
from graph.store.reading import Limits

if TYPE_CHECKING:
    from graph.store.reading import CypherStore

router = APIRouter(prefix="/api/v1", tags=["cypher"], route_class=WrittenRoute)

Parameter = Annotated[str, StringConstraints(max_length=100)]


class CypherIn(Record):
    """A statement and what its parameters are."""

    statement: str = Field(
        min_length=1, max_length=20_000,
        examples=["MATCH (e:Entity {name: $name})--(other) RETURN other.name AS name"],
    )  # fmt: skip
    parameters: dict[Parameter, JsonValue] = Field(
        default={}, max_length=100, examples=[{"name": "澜辰科技"}]
    )
    limit: int = Field(default=1_000, gt=0, le=10_000, description="give so many rows at most")


class CypherOut(Record):
    """The rows of a statement."""

    columns: tuple[str, ...] = Field(examples=[("name",)])
    rows: tuple[tuple[JsonValue, ...], ...] = Field(examples=[(("青岚资本",),)])
    truncated: bool = Field(description="whether there were more rows", examples=[False])


@router.post("/cypher")
def cypher(question: Reading, asked: CypherIn) -> CypherOut:
    """Run a statement in Cypher that only reads; anything else is refused.

    Only a store on Neo4j answers; another one is a conflict (409).
    """
    limits = Limits(seconds=question.seconds, rows=asked.limit)
    with question.store() as store:
        if not hasattr(store, "read"):
            raise Refusal(
                409, "no-cypher",
                "this store answers no Cypher, one on Neo4j does: run guanxi copy STORE"
                " neo4j://HOST:PORT, then serve with GUANXI_STORE=neo4j://HOST:PORT",
            )  # fmt: skip
        asking = cast("CypherStore", store)
        with asking.read(asked.statement, asked.parameters, limits) as found:
            rows = cast("tuple[tuple[JsonValue, ...], ...]", tuple(found.rows))
    return CypherOut(columns=found.columns, rows=rows, truncated=found.cut)
