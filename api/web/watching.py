"""Following a job: what changed, as server-sent events, from wherever the caller left off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from threading import Lock
from typing import Annotated

from fastapi import Depends, Header, Path
from fastapi.sse import ServerSentEvent

from api.jobs.queue import Queue
from api.jobs.records import FINISHED
from api.web.asking import Reading
from api.web.refusals import Refusal

LOOK = 0.5  # seconds between two looks at the queue
MOST = 100  # that one process follows at once
BATCH = 200

LastEvent = Annotated[
    str | None, Header(max_length=18, description="id of the last event seen, to go on after it")
]


class Watching:
    """Follows one job; its existence is checked before the answer begins."""

    def __init__(self, queue: Queue, job: str, after: int) -> None:
        self._queue = queue
        self._job = job
        self._after = after

    async def events(self) -> AsyncIterator[ServerSentEvent]:
        """Yield an event for each document that changed and for the job; end with the job."""
        while True:
            job, documents = await asyncio.to_thread(
                self._queue.changes, self._job, after=self._after, limit=BATCH
            )
            for document in documents:
                # The id is that of the whole batch before it: documents may share a version.
                yield ServerSentEvent(event="document", data=document, id=str(self._after))
            reached = documents[-1].version if len(documents) >= BATCH else job.version
            if reached > self._after:
                self._after = reached
                yield ServerSentEvent(event="job", data=job, id=str(reached))
            if reached == job.version:
                if job.status in FINISHED:
                    return
                await asyncio.sleep(LOOK)


class Watchers:
    """Counts who follows a job, so that a crowd of them leaves room for other requests."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = 0

    def enter(self) -> None:
        """Take one more in.

        Raises:
            Refusal: if there are too many.
        """
        with self._lock:
            if self._count >= MOST:
                raise Refusal(503, "busy", f"{MOST} others follow jobs; ask now and then instead")
            self._count += 1

    def leave(self) -> None:
        """Let one go."""
        with self._lock:
            self._count -= 1


async def watching(
    question: Reading,
    job: Annotated[str, Path(max_length=100)],
    last_event_id: LastEvent = None,
) -> AsyncIterator[Watching]:
    """Return what follows a job, for as long as the answer lasts.

    Raises:
        UnknownNameError: if there is no such job.
    """
    state = question.request.app.state
    queue: Queue = state.queue
    watchers: Watchers = state.watchers
    await asyncio.to_thread(queue.job, job)
    watchers.enter()
    try:
        seen = last_event_id or ""
        after = int(seen) if seen.isascii() and seen.isdigit() else 0
        yield Watching(queue, job, after)
    finally:
        watchers.leave()


Watched = Annotated[Watching, Depends(watching)]
