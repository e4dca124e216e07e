"""A selection of the graph as a document for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from api.reports.gathering import LinkName, gather
from api.reports.page import page
from api.reports.wording import Language
from api.web.asking import Reading
from api.web.filters import Name, Word
from api.web.streaming import FileAnswer, turn
from graph.records import Record
from graph.store import deadline

router = APIRouter(prefix="/api/v1", tags=["export"])

MEDIA_TYPE = "text/html; charset=utf-8"
HOPS, PATHS = 20, 200


class ReportLink(LinkName):
    """A link by what it links."""

    head: Name = Field(description="id of an entity", examples=["entity-5d7105db71800b16"])
    relation: Word = Field(examples=["INVESTED_IN"])
    tail: Name = Field(description="id of an entity", examples=["entity-d2d2bdf2a0ba9a1c"])


class ReportIn(Record):
    """What the report tells, and in which language."""

    title: Annotated[str, StringConstraints(max_length=300)] = Field(
        default="", examples=["澜辰科技的投资者"], description="what stands above it"
    )
    language: Language = Field(
        default="zh", description="of its own words; quotes stay as they are"
    )
    entities: list[Name] = Field(
        default=[], max_length=2_000, examples=[["entity-5d7105db71800b16"]],
        description="ids; the ends of links and paths come by themselves",
    )  # fmt: skip
    links: list[ReportLink] = Field(default=[], max_length=5_000, description="with all quotes")
    paths: list[Annotated[list[ReportLink], Field(max_length=HOPS)]] = Field(
        default=[], max_length=PATHS, description="links in the order in which they are walked"
    )


@router.post(
    "/report",
    response_class=Response,
    responses={
        200: {
            "description": "The report",
            "content": {"text/html": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def report(question: Reading, asked: ReportIn) -> Response:
    """Write a report: entities, every link as a sentence with all its quotes, paths, sources.

    One page of HTML that runs nothing, made to be printed. What the store has no more is
    named in it.
    """
    with turn(), question.store() as store, deadline.within(None):
        gathered = gather(store, asked.entities, asked.links, asked.paths)
        written = page(gathered, asked.language, asked.title)
        return FileAnswer(
            lambda path: _write(written, path),
            name="guanxi-report.html",
            media_type=MEDIA_TYPE,
        )


def _write(written: str, path: Path) -> None:
    path.write_bytes(written.encode())
