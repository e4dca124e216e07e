"""Uploads on their way into the queue: taken whole, or not at all.

An upload lies in a folder of its job beside the server's own file, under numbers: the names
that its sender gave are shown and made addresses of, never paths.
"""

from __future__ import annotations

import asyncio
import errno
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock

from api.jobs.archives import ArchiveLimits, is_archive, unpacked
from api.jobs.errors import (
    DiskFullError,
    QueueFullError,
    UploadError,
    UploadTooLargeError,
    UploadTooSlowError,
)
from api.jobs.forms import Form, FormLimits, Part
from api.jobs.names import address, plain_name, plain_path
from api.jobs.queue import Queue, new_job
from api.jobs.records import NewDocument
from api.settings import Settings
from graph.records import Record

MAX_FILES = 1_000
FEED = 1 << 18  # bytes that are gathered before a thread writes them
STALL = 30.0  # seconds without a byte
DRAIN = 5.0  # seconds to let a sender finish who would not hear the refusal before
RESERVE = 200_000_000  # bytes that uploads leave free on the disk
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
DAY = 86_400.0


class Received(Record):
    """An upload that lies whole on the disk, not yet in the queue."""

    job: str
    documents: tuple[NewDocument, ...]
    bytes: int


class Uploads:
    """The folder of the uploads that wait."""

    def __init__(self, settings: Settings, queue: Queue) -> None:
        self._settings = settings
        self._queue = queue
        self._folder = settings.uploads_folder
        self._lock = Lock()
        self._coming = 0

    async def receive(
        self, content_type: str, length: int | None, chunks: AsyncIterator[bytes]
    ) -> Received:
        """Return an upload once it lies whole on the disk; nothing of it does after an error.

        Raises:
            UploadError: if it is not taken.
        """
        promised = self._settings.request_bytes if length is None else length
        job = new_job()
        place = self._folder / job
        try:
            self._admit(promised)
            try:
                await asyncio.to_thread(self._prepare, place, promised)
                form = Form(content_type, place, self._form_limits())
                try:
                    await self._fill(form, chunks)
                    form.finish()
                finally:
                    form.close()
                documents = await asyncio.to_thread(self._documents, form, place)
            finally:
                self._dismiss(promised)
        except BaseException as error:
            shutil.rmtree(place, ignore_errors=True)
            if isinstance(error, UploadError | OSError):
                await _drained(chunks)
            if isinstance(error, OSError) and error.errno in FULL:
                raise DiskFullError("the disk of the server is full; try again later") from error
            raise
        return Received(
            job=job, documents=documents, bytes=sum(document.bytes for document in documents)
        )

    def discard(self, job: str) -> None:
        """Remove the files of an upload."""
        shutil.rmtree(self._folder / job, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what was left behind by processes that were killed."""
        latest = time.time() - self._settings.upload_seconds - DAY
        with suppress(FileNotFoundError):
            needed = self._queue.unfinished()
            for place in self._folder.iterdir():
                if place.name not in needed and place.stat().st_mtime < latest:
                    shutil.rmtree(place, ignore_errors=True)

    def _admit(self, promised: int) -> None:
        limit = self._settings.request_bytes
        if promised > limit:
            raise UploadTooLargeError(
                f"the upload is over the limit of {limit / 1e6:,.0f} MB; send it in several"
            )
        waiting = self._queue.waiting_bytes()
        with self._lock:
            if waiting + self._coming + promised > max(self._settings.waiting_bytes, limit):
                raise QueueFullError("too much waits to be read; try again later")
            self._coming += promised

    def _dismiss(self, promised: int) -> None:
        with self._lock:
            self._coming -= promised

    def _prepare(self, place: Path, promised: int) -> None:
        place.mkdir(parents=True, mode=0o700)
        if shutil.disk_usage(place).free < promised + RESERVE:
            raise DiskFullError("the disk of the server is nearly full; try again later")

    def _form_limits(self) -> FormLimits:
        return FormLimits(file_bytes=self._settings.upload_bytes, files=MAX_FILES)

    async def _fill(self, form: Form, chunks: AsyncIterator[bytes]) -> None:
        """Feed a form in a thread, many small pieces at once."""
        limit, taken, gathered = self._settings.request_bytes, 0, bytearray()
        try:
            async with asyncio.timeout(self._settings.upload_seconds):
                while (chunk := await _next(chunks)) is not None:
                    taken += len(chunk)
                    if taken > limit:
                        raise UploadTooLargeError(
                            f"the upload is over the limit of {limit / 1e6:,.0f} MB;"
                            " send it in several"
                        )
                    gathered += chunk
                    if len(gathered) >= FEED:
                        await asyncio.to_thread(form.feed, bytes(gathered))
                        gathered.clear()
        except TimeoutError as error:
            raise UploadTooSlowError(
                f"the upload stood still for {STALL:.0f} s, or lasted longer than"
                f" {self._settings.upload_seconds:.0f} s; send less at once"
            ) from error
        await asyncio.to_thread(form.feed, bytes(gathered))

    def _documents(self, form: Form, place: Path) -> tuple[NewDocument, ...]:
        """Return the files of a form as documents, archives unpacked.

        Raises:
            UploadError: if there is none.
        """
        folder = plain_path(form.folder) if form.folder.strip() else None
        documents = tuple(_once(self._each(form.parts, folder, place)))
        if not documents:
            raise UploadError("no file came with the form, or nothing in its archives; add one")
        return documents

    def _each(self, parts: list[Part], folder: str | None, place: Path) -> Iterator[NewDocument]:
        total, count = 0, 0
        for part in parts:
            name = plain_name(part.name)
            if not is_archive(name):
                count += 1
                yield _document(folder, name, part.path.relative_to(place), part.bytes)
                continue
            inner = place / f"{part.path.name}.unpacked"
            inner.mkdir(mode=0o700)
            limits = ArchiveLimits(
                members=MAX_FILES,
                member_bytes=self._settings.upload_bytes,
                bytes=self._settings.request_bytes - total,
            )
            for member in unpacked(name, part.path, inner, limits):
                count += 1
                total += member.bytes if member.path else 0
                if count > MAX_FILES:
                    raise UploadTooLargeError(
                        f"{name}: brings more than {MAX_FILES:,} files; use several uploads"
                    )
                path = member.path.relative_to(place) if member.path else None
                yield _document(folder, member.name, path, member.bytes, member.reason)
            part.path.unlink()


def _document(
    folder: str | None, name: str, path: Path | None, size: int, reason: str | None = None
) -> NewDocument:
    file = None if path is None else path.as_posix()
    return NewDocument(name=name, uri=address(folder, name), bytes=size, file=file, reason=reason)


def _once(documents: Iterator[NewDocument]) -> Iterator[NewDocument]:
    """Let the first of several documents with one address through: they would replace it."""
    seen: set[str] = set()
    for document in documents:
        if document.uri in seen and document.file is not None:
            reason = f"{document.name}: another file of this upload has this name; rename it"
            yield document.model_copy(update={"file": None, "reason": reason})
        else:
            yield document
        seen.add(document.uri)


async def _next(chunks: AsyncIterator[bytes]) -> bytes | None:
    async with asyncio.timeout(STALL):
        return await anext(chunks, None)


async def _drained(chunks: AsyncIterator[bytes]) -> None:
    """Read on for a moment: who is still sending would see a broken connection, not why."""
    with suppress(Exception):
        async with asyncio.timeout(DRAIN):
            while await anext(chunks, None) is not None:
                pass
