"""Jobs and their documents, as the queue keeps them and the API shows them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from graph.records import Record

JobStatus = Literal["queued", "running", "done", "failed", "cancelled"]
DocumentStatus = Literal["queued", "reading", "read", "unchanged", "failed", "cancelled"]
FINISHED: frozenset[str] = frozenset({"done", "failed", "cancelled"})


class Counts(Record):
    """How many documents of a job are in each state."""

    queued: int = 0
    reading: int = 0
    read: int = 0
    unchanged: int = 0
    failed: int = 0
    cancelled: int = 0


class Job(Record):
    """One upload on its way into the store.

    It is done once every document is dealt with and one at least was read or unchanged, and
    failed when none was.
    """

    id: str = Field(examples=["job-5f0c9b2d47856a3e"])
    status: JobStatus
    cancelling: bool = Field(description="it was cancelled, and its last document is finishing")
    created: str = Field(description="ISO time in UTC", examples=["2031-05-06T07:08:09Z"])
    finished: str | None = Field(description="ISO time in UTC, once it is")
    caller: str = Field(description="whose key brought it", examples=["press desk (5f0c9b2d4785)"])
    reason: str | None = Field(
        description="why it failed, how many documents did, or what it waits for"
    )
    documents: Counts
    version: int = Field(description="grows with every change of the job or of a document")


class JobDocument(Record):
    """One document of a job, and what became of it."""

    position: int = Field(description="place in the upload, from 0", examples=[0])
    name: str = Field(description="name it was sent under, made plain", examples=["a.txt"])
    uri: str = Field(
        description="address in the store; the same again replaces it",
        examples=["upload:press/a.txt"],
    )
    bytes: int = Field(examples=[1024])
    status: DocumentStatus
    share: float = Field(description="share of its characters that were read", ge=0, le=1)
    document: str | None = Field(description="id in the store, once it is there")
    title: str | None
    added: int = Field(description="facts that are new")
    kept: int = Field(description="facts that it stated before")
    taken_back: int = Field(description="facts that it states no longer")
    reason: str | None = Field(
        description="why it failed", examples=["a.pdf: is a truncated PDF; fetch it again"]
    )
    version: int = Field(description="version of the job at which it last changed")


class NewDocument(Record):
    """A document that joins the queue: in a file of the job's folder, or refused with a reason."""

    name: str
    uri: str
    bytes: int
    file: str | None = None
    reason: str | None = None


class Task(Record):
    """What a runner is to do next: a document whose reading began."""

    position: int
    name: str
    uri: str
    file: str
    tries: int = Field(description="how often its reading began, this time included")


class Outcome(Record):
    """What became of a document."""

    status: DocumentStatus
    document: str | None = None
    title: str | None = None
    added: int = 0
    kept: int = 0
    taken_back: int = 0
    reason: str | None = None
