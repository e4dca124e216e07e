"""Documents: which there are, what one says, and taking one back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from api.schemas import DocumentOut, RemovalOut
from api.schemas.documents import DocumentDetails, TextOut
from api.web.asking import Editing, Reading
from api.web.filters import IsoDate
from api.web.paging import Page, start_of
from api.web.routing import WrittenRoute
from graph.errors import InputError
from graph.listing import DocumentFilter, DocumentOrder, documents_where
from graph.records import Record
from graph.store import deadline

router = APIRouter(prefix="/api/v1", tags=["documents"], route_class=WrittenRoute)

WINDOW = 200_000  # characters of a text that one answer holds
Offset = Annotated[int, Query(ge=0, le=2**31)]
DocumentId = Annotated[str, Path(max_length=100, examples=["document-8f14e45fceea167a"])]


class DocumentsQuery(Record):
    """Which documents."""

    q: str = Field(
        default="", max_length=500, description="a part of the title or the address",
        examples=["融资"],
    )  # fmt: skip
    language: str | None = Field(
        default=None, max_length=10, description="zh, en or und", examples=["zh"]
    )
    since: IsoDate | None = Field(default=None, description="published then or later")
    until: IsoDate | None = Field(default=None, description="published then or earlier")
    order: DocumentOrder = Field(
        default="uri", description="by address, or the last published first"
    )
    cursor: str | None = Field(
        default=None, max_length=200, description="where to go on: the `next` of the page before"
    )
    limit: int = Field(default=50, gt=0, le=500, description="give this many at most")


@router.get("/documents")
def documents(question: Reading, query: Annotated[DocumentsQuery, Query()]) -> Page[DocumentOut]:
    """List documents by address or the newest first; since and until drop those without a date."""
    start = start_of(query.cursor)
    where = DocumentFilter(
        text=query.q, language=query.language, since=query.since, until=query.until
    )
    with question.tagged_store() as store:
        found = documents_where(store, where, order=query.order)[start : start + query.limit + 1]
    shown = [DocumentOut.of(each) for each in found]
    return Page[DocumentOut].of(shown, start=start, limit=query.limit)


@router.get("/documents/{document}")
def document(question: Reading, document: DocumentId) -> DocumentDetails:
    """Return what is known about a document, and how much it says."""
    with question.tagged_store() as store:
        return DocumentDetails.of_graph(store.graph_of(document))


@router.get("/documents/{document}/text")
def document_text(
    question: Reading, document: DocumentId, start: Offset = 0, end: Offset | None = None
) -> TextOut:
    """Return a document's text, or a stretch of it, and which words name or state what.

    At most 200,000 characters: without an end, as many from the start on.
    """
    last = start + WINDOW if end is None else end
    if not start <= last <= start + WINDOW:
        raise InputError(f"{start} to {last} is no stretch of {WINDOW:,} characters at most")
    with question.tagged_store() as store:
        graph = store.graph_of(document)
        length = len(graph.document.text)
        window = min(start, length), min(last, length)
        named = {one.entity for one in graph.mentions if one.start < last and start < one.end}
        return TextOut.of(graph, window, store.entities(named))


@router.delete("/documents/{document}")
def remove_document(question: Editing, document: DocumentId) -> RemovalOut:
    """Take back all that a document says; tells which facts went with it."""
    # A change that began is finished: cut off, it would have to be asked for again.
    with question.store() as store, deadline.within(None):
        change = store.remove_document(document)
    question.note("remove", document, facts=len(change.taken_back))
    return RemovalOut(id=document, taken_back=change.taken_back)
