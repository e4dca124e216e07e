"""The process that works the queue off: has documents read, and stores what they say.

Any number of runners may run. A document is stored in one transaction, and that the same
document stored again changes nothing makes it safe to do a job again that was interrupted.
"""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from api.jobs.claims import ClaimLostError, Claims
from api.jobs.frames import Order
from api.jobs.lease import Lease
from api.jobs.owners import Owner
from api.jobs.queue import Queue
from api.jobs.reading import (
    PIPELINE,
    ReaderDiedError,
    ReaderProcess,
    ReaderUnfitError,
    StoppedError,
    UnreadError,
)
from api.jobs.records import Outcome, Task
from api.jobs.storing import Storing
from api.jobs.uploads import Uploads
from api.service.database import ServiceDatabase
from api.service.times import ago
from api.settings import Settings
from graph.errors import StoreError
from graph.ids import content_id

IDLE = 0.5  # seconds between two looks at an empty queue
GRACE = 5.0  # seconds that the document in hand may take once the runner is to stop
SWEEP = 3600.0
KEPT = timedelta(days=30)  # how long a finished job can be asked about
PAUSE = 2.0  # seconds between two tries to reach the store
LOOK = 0.2
log = logging.getLogger("guanxi.jobs")


def run(
    settings: Settings,
    stop: threading.Event | None = None,
    *,
    parent: int | None = None,
    reader: str = PIPELINE,
) -> None:
    """Work jobs off until told to stop, or until the process ``parent`` is not the parent any more.

    Without an event to stop by, SIGTERM and SIGINT do. ``reader`` is ``MODULE:NAME`` of what
    makes the reader.
    """
    if stop is None:
        stop = threading.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: stop.set())
    Runner(settings, stop, parent=parent, reader=reader).run()


class Runner:
    """Works one job after the other off."""

    def __init__(
        self, settings: Settings, stop: threading.Event, *, parent: int | None, reader: str
    ) -> None:
        database = ServiceDatabase(settings.service_file)
        self._settings = settings
        self._stop = stop
        self._parent = parent
        self._queue = Queue(database)
        self._claims = Claims(database, Owner.here())
        self._uploads = Uploads(settings, self._queue)
        self._storing = Storing(settings)
        self._reader = ReaderProcess(
            max_bytes=settings.document_bytes, seconds=settings.document_seconds, factory=reader
        )
        self._swept = 0.0

    def run(self) -> None:
        """Work until told to stop; the reader and the store are closed then."""
        try:
            while not self._is_over():
                try:
                    self._turn()
                except StoreError as error:
                    log.warning("the queue cannot be read: %s", error)
                    self._stop.wait(GRACE)
        finally:
            self._reader.close()
            self._storing.close()

    def _turn(self) -> None:
        if time.monotonic() > self._swept:
            self._swept = time.monotonic() + SWEEP
            self._uploads.sweep()
            self._queue.forget(ago(KEPT))
        job = self._claims.claim()
        if job is None:
            self._stop.wait(IDLE)
            return
        try:
            self._work(job)
        except ClaimLostError:
            log.warning("%s was taken over by another runner", job)

    def _is_over(self) -> bool:
        orphaned = self._parent is not None and os.getppid() != self._parent
        return orphaned or self._stop.is_set()

    def _work(self, job: str) -> None:
        with Lease(self._claims, job) as lease:
            while not self._is_over():
                task = self._claims.next(job)
                if task is None:
                    self._uploads.discard(job)
                    return
                if not self._deal_with(job, task, lease):
                    break
            self._claims.release(job)

    def _deal_with(self, job: str, task: Task, lease: Lease) -> bool:
        """Have a document read and stored; tell whether the job can go on."""
        path = self._settings.uploads_folder / job / task.file
        try:
            outcome = self._outcome(job, task, path, lease)
        except ReaderDiedError as error:
            log.warning("%s: %s: the reader %s", job, task.name, error)
            self._claims.try_again(job)
            return True
        except ReaderUnfitError as error:
            log.warning("%s", error)
            self._claims.say(job, str(error))
            self._stop.wait(GRACE)
            return False
        except StoppedError:
            if lease.is_lost:
                raise ClaimLostError(job) from None
            if not lease.is_cancelled:
                return False
            outcome = Outcome(status="cancelled")
        self._claims.finish(job, task.position, outcome)
        path.unlink(missing_ok=True)
        return True

    def _outcome(self, job: str, task: Task, path: Path, lease: Lease) -> Outcome:
        """Return what became of a document, once it is stored or given up."""
        wanted = _Wanted(self._is_over, lease)
        document = content_id("document", task.uri)

        def wait(reason: str | None) -> None:
            self._claims.say(job, reason)
            until = time.monotonic() + (PAUSE if reason else 0)
            while time.monotonic() < until:
                if not wanted():
                    raise StoppedError
                self._stop.wait(LOOK)

        def told(share: float) -> None:
            with suppress(StoreError):  # a report less
                self._claims.progress(job, task.position, share)

        try:
            known = self._storing.known(document, wait)
            if known is not None and known.sha256 == _sha256(path):
                return Outcome(status="unchanged", document=document, title=known.title)
            order = Order(
                path=str(path.absolute()), name=task.name, uri=task.uri,
                max_bytes=self._settings.upload_bytes, seconds=self._settings.document_seconds,
            )  # fmt: skip
            graph = self._reader.read(order, is_wanted=wanted, told=told)
            change = self._storing.store(graph, wait)
        except UnreadError as error:
            return Outcome(status="failed", reason=str(error))
        except StoreError as error:
            return Outcome(status="failed", reason=f"{task.name}: not stored: {error}")
        except OSError as error:
            reason = f"{task.name}: the upload is lost ({error.strerror}); send it again"
            return Outcome(status="failed", reason=reason)
        return Outcome(
            status="read", document=document, title=graph.document.title,
            added=len(change.added), kept=len(change.kept), taken_back=len(change.taken_back),
        )  # fmt: skip


class _Wanted:
    """Tells whether a document in hand is still to be dealt with."""

    def __init__(self, is_over: Callable[[], bool], lease: Lease) -> None:
        self._is_over = is_over
        self._lease = lease
        self._until: float | None = None

    def __call__(self) -> bool:
        if self._lease.is_lost or self._lease.is_cancelled:
            return False
        if self._until is None and self._is_over():
            self._until = time.monotonic() + GRACE
        return self._until is None or time.monotonic() < self._until


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def main() -> None:
    """Run as a process of its own; the argument, if any, is the process to end with."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    run(Settings(), parent=int(sys.argv[1]) if len(sys.argv) > 1 else None)


if __name__ == "__main__":
    main()
