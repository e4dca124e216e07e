"""The graph or a part of it as a file for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.web.asking import Reading
from api.web.filters import Name
from api.web.refusals import Refusal
from api.web.streaming import FileAnswer
from graph.exports import EXPORTERS, exporter
from graph.naming import find_entities
from graph.neighbourhood import neighbourhood
from graph.records import Record
from graph.store import deadline

router = APIRouter(prefix="/api/v1", tags=["export"])

ANYTHING = "application/octet-stream"
MEDIA_TYPES = {"graphml": "application/graphml+xml", "json": "application/json"}
# Each holds one of the few connections for as long as it takes to write the file.
AT_ONCE = 2
_turns = BoundedSemaphore(AT_ONCE)


class ExportQuery(Record):
    """Which part, and as what."""

    format: str = Field(
        default="graphml", max_length=20, description="of the file", examples=["graphml"],
        json_schema_extra={"enum": [*sorted(EXPORTERS)]},
    )  # fmt: skip
    entities: list[Name] = Field(
        default=[], alias="entity", max_length=200, examples=[["澜辰科技"]],
        description="ids or names; without any, the whole graph",
    )  # fmt: skip
    hops: int = Field(default=2, ge=0, le=4, description="how far around the entities")


@router.get(
    "/export",
    response_class=Response,
    responses={
        200: {
            "description": "The file",
            "content": {
                MEDIA_TYPES.get(name, ANYTHING): {
                    "schema": {} if name == "json" else {"type": "string", "format": "binary"}
                }
                for name in sorted(EXPORTERS)
            },
        }
    },
)
def export(question: Reading, query: Annotated[ExportQuery, Query()]) -> Response:
    """Write the graph, or what lies around some entities, as a file with all evidence."""
    write = exporter(query.format)
    with _turn(), question.store() as store:
        around = find_entities(store, query.entities)
        with deadline.within(None):
            part = neighbourhood(store, around, hops=query.hops)
            return FileAnswer(
                lambda path: write(part, store, path),
                name=f"guanxi.{query.format}",
                media_type=MEDIA_TYPES.get(query.format, ANYTHING),
            )


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(blocking=False):
        raise Refusal(503, "busy", f"{AT_ONCE} exports are being written; try again in a while")
    try:
        yield
    finally:
        _turns.release()
