"""The graph or a part of it as a file for other programs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.formats import ENDINGS, FORMATS, exporter, write_one_file
from api.web.asking import Question, Reading
from api.web.filters import Name
from api.web.streaming import FileAnswer, turn
from graph.naming import find_entities
from graph.neighbourhood import neighbourhood
from graph.records import Record
from graph.store import deadline

router = APIRouter(prefix="/api/v1", tags=["export"])

FORMAT = Field(
    default="graphml", max_length=20, description="of the file", examples=["graphml"],
    json_schema_extra={"enum": [*FORMATS]},
)  # fmt: skip
FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file; formats that are a folder come as a ZIP archive of it",
        "content": {
            media.partition(";")[0]: {
                "schema": {} if "json" in media else {"type": "string", "format": "binary"}
            }
            for _, media in sorted(ENDINGS.values())
        },
    }
}


class ExportQuery(Record):
    """Which part, and as what."""

    format: str = FORMAT
    entities: list[Name] = Field(
        default=[], alias="entity", max_length=200, examples=[["澜辰科技"]],
        description="ids or names; without any, the whole graph",
    )  # fmt: skip
    hops: int = Field(default=2, ge=0, le=4, description="how far around the entities")


class ExportIn(Record):
    """Which part, and as what, where the entities are many."""

    format: str = FORMAT
    entities: list[Name] = Field(
        default=[], max_length=10_000, examples=[["澜辰科技", "青岚资本"]],
        description="ids or names; without any, the whole graph",
    )  # fmt: skip
    hops: int = Field(default=0, ge=0, le=4, description="how far around the entities")


@router.get("/export", response_class=Response, responses=FILE)
def export(question: Reading, query: Annotated[ExportQuery, Query()]) -> Response:
    """Write the graph, or what lies around some entities, as a file with all evidence."""
    return _file(question, query)


@router.post("/export", response_class=Response, responses=FILE)
def export_selection(question: Reading, asked: ExportIn) -> Response:
    """Write the graph, or a selection of it, as a file with all evidence.

    With no hops it is the entities given and the links among them.
    """
    return _file(question, asked)


def _file(question: Question, asked: ExportQuery | ExportIn) -> Response:
    exporter(asked.format)
    ending, media_type = ENDINGS[asked.format]
    with turn(), question.store() as store:
        around = find_entities(store, asked.entities)
        with deadline.within(None):
            part = neighbourhood(store, around, hops=asked.hops)
            return FileAnswer(
                lambda path: write_one_file(asked.format, part, store, path),
                name=f"guanxi.{ending}",
                media_type=media_type,
            )
