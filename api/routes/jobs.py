"""Ingest jobs: documents brought by upload, and what became of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field

from api.jobs.queue import Queue
from api.jobs.records import Job, JobDocument
from api.jobs.uploads import Received, Uploads
from api.service.audit import Audit
from api.web.asking import Editing, Question, Reading
from api.web.bodies import pieces, promised_bytes
from api.web.paging import Cursor, Limit, Page, start_of
from api.web.watching import Watched
from graph.records import Record

router = APIRouter(prefix="/api/v1", tags=["ingest"])

JobId = Annotated[str, Path(max_length=100, examples=["job-8f14e45fceea167a"])]
# The settings hold the real limit, and its refusal says what to do; this is beyond any of them.
BEYOND = 1 << 50
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "description": "documents, or ZIP archives of documents",
                            "minItems": 1,
                            "maxItems": 1000,
                        },
                        "folder": {
                            "type": "string",
                            "maxLength": 300,
                            "description": "becomes part of the addresses",
                        },
                    },
                }
            }
        },
    }
}


class JobDetail(Record):
    """A job with a page of its documents."""

    job: Job
    documents: Page[JobDocument] = Field(description="in the order in which they were sent")


@router.post("/jobs", status_code=202, openapi_extra=FORM, max_body_size=BEYOND)
async def add_job(question: Editing, response: Response) -> Job:
    """Take documents in, to be read one after the other; follow the job for what became of them.

    Send a form with any number of files: text, Markdown, HTML, DOCX, PDF, or ZIP archives of
    these. A file is known by its folder and name: sent again under the same, it takes the
    place of what it said before.
    """
    request = question.request
    uploads: Uploads = request.app.state.uploads
    received = await uploads.receive(
        request.headers.get("content-type", ""), promised_bytes(request), pieces(request)
    )
    job = await asyncio.to_thread(_queued, question, uploads, received)
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return job


@router.get("/jobs")
def list_jobs(question: Reading, cursor: Cursor = None, limit: Limit = 50) -> Page[Job]:
    """Return the jobs, the latest first; finished ones are forgotten after 30 days."""
    queue: Queue = question.request.app.state.queue
    start = start_of(cursor)
    return Page[Job].of(queue.jobs(start=start, limit=limit + 1), start=start, limit=limit)


@router.get("/jobs/{job}")
def show_job(question: Reading, job: JobId, cursor: Cursor = None, limit: Limit = 100) -> JobDetail:
    """Return one job with its documents, page by page."""
    queue: Queue = question.request.app.state.queue
    start = start_of(cursor)
    found = queue.job(job)
    documents = queue.documents(job, start=start, limit=limit + 1)
    return JobDetail(job=found, documents=Page[JobDocument].of(documents, start=start, limit=limit))


@router.post("/jobs/{job}/cancel")
def cancel_job(question: Editing, job: JobId) -> Job:
    """Take a job back: what was stored stays, what is being read is given up."""
    queue: Queue = question.request.app.state.queue
    found = queue.job(job)
    _audit(question).note(question.caller.name, "cancel job", found.id)
    return queue.cancel(found.id)


@router.get("/jobs/{job}/events", response_class=EventSourceResponse)
async def job_events(watched: Watched) -> AsyncIterable[ServerSentEvent]:
    """Follow a job as server-sent events, until it is finished.

    The event `document` brings a document that changed, `job` the job itself. Go on after a
    broken connection with the `Last-Event-ID` header: what changed meanwhile comes then.
    """
    async for event in watched.events():
        yield event


def _queued(question: Question, uploads: Uploads, received: Received) -> Job:
    """Put an upload into the queue, and into the log of changes before."""
    queue: Queue = question.request.app.state.queue
    caller = question.caller.name
    try:
        _audit(question).note(
            caller, "add job", received.job, files=len(received.documents), bytes=received.bytes
        )
        queue.add(received.job, caller, received.documents)
    except BaseException:
        uploads.discard(received.job)
        raise
    return queue.job(received.job)


def _audit(question: Question) -> Audit:
    audit: Audit = question.request.app.state.audit
    return audit
