"""Documents into a store, one at a time: what one fails at costs no other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal, Protocol

from graph.errors import GuanxiError, StoreError
from graph.ids import content_id
from graph.records import Document, DocumentGraph, Record
from graph.store.base import Store

BLOCK = 1 << 20
SAMPLE = Path(__file__).with_name("sample")
"""The folder of the documents that come with guanxi."""


def file_address(path: Path) -> str:
    """Return the address of a file on this machine."""
    return path.resolve().as_uri()


def sample_address(path: Path) -> str:
    """Return an address that is the same wherever guanxi is installed.

    >>> sample_address(Path("sample/eu-ai-act.md"))
    'sample:eu-ai-act.md'
    """
    return f"sample:{path.name}"


class Reader(Protocol):
    """Turns a document into all that it says; ``extractors.pipeline.Pipeline`` is one."""

    def read(self, document: Document) -> DocumentGraph:
        """Return the document with its segments, entities, mentions and facts."""
        ...


class Outcome(Record):
    """What became of one file, and how many facts were added, kept and taken back.

    ``error`` says in one line why a file was skipped.
    """

    path: str
    status: Literal["read", "unchanged", "skipped"]
    id: str | None = None
    title: str | None = None
    added: int = 0
    kept: int = 0
    taken_back: int = 0
    error: str | None = None


class Summary(Record):
    """What became of every file; ``passed_over`` are those in folders of other formats."""

    documents: tuple[Outcome, ...]
    read: int
    unchanged: int
    skipped: int
    passed_over: int
    added: int
    kept: int
    taken_back: int

    @classmethod
    def of(cls, outcomes: Iterable[Outcome], *, passed_over: int = 0) -> Summary:
        """Count the outcomes."""
        documents = tuple(outcomes)
        statuses = [outcome.status for outcome in documents]
        return cls(
            documents=documents,
            read=statuses.count("read"),
            unchanged=statuses.count("unchanged"),
            skipped=statuses.count("skipped"),
            passed_over=passed_over,
            added=sum(outcome.added for outcome in documents),
            kept=sum(outcome.kept for outcome in documents),
            taken_back=sum(outcome.taken_back for outcome in documents),
        )


class UnreadError(Exception):
    """Why a file was not read, in one line that names it; another process found that out."""


class Reading(Protocol):
    """Reads files; where it can, those that are asked for next while the caller stores."""

    def __call__(self, path: Path, uri: str, known: str | None) -> DocumentGraph | None:
        """Return all that a file says, or None if it still has the hash it is known by."""
        ...


def reading(reader: Callable[[], Reader]) -> Reading:
    """Return how this process reads a file; ``reader`` is called once one has to be read.

    So a run that finds nothing new loads no model.
    """

    def read_file(path: Path, uri: str, known: str | None) -> DocumentGraph | None:
        from extractors.reading import read

        if known is not None and known == _sha256(path):
            return None
        return reader().read(read(path, uri=uri))

    return read_file


class Ingestion:
    """Reads files into a store; ``uri`` gives the address under which a file is known there."""

    def __init__(
        self,
        store: Store,
        reader: Callable[[], Reader],
        *,
        again: bool = False,
        uri: Callable[[Path], str] = file_address,
    ) -> None:
        self._store = store
        self._uri = uri
        self._known = {} if again else dict(store.hashes())
        self.reading: Reading = reading(reader)

    def ingest(self, path: Path) -> Outcome:
        """Return what became of one file, once it is stored whole or skipped."""
        try:
            return self._ingest(path)
        except UnreadError as error:
            return skipped(path, error)
        except Exception as error:  # noqa: BLE001 - a fault that one file lays bare must not cost the others
            return skipped(path, why(path, error))

    def order(self, path: Path) -> tuple[Path, str, str | None]:
        """Return what ``reading`` is asked for a file: its path, address and known hash."""
        uri = self._uri(path)
        return path, uri, self._known.get(content_id("document", uri))

    def _ingest(self, path: Path) -> Outcome:
        order = self.order(path)
        graph = self.reading(*order)
        if graph is None:
            document = content_id("document", order[1])
            return Outcome(path=str(path), status="unchanged", id=document)
        change = self._store.replace_document(graph)
        return Outcome(
            path=str(path),
            status="read",
            id=graph.document.id,
            title=graph.document.title,
            added=len(change.added),
            kept=len(change.kept),
            taken_back=len(change.taken_back),
        )


def why(path: Path, error: Exception) -> str:
    """Return in one line why a file is skipped."""
    if isinstance(error, StoreError):
        return f"{path}: not stored: {error}"
    if isinstance(error, GuanxiError):
        return str(error)
    if isinstance(error, OSError):
        return f"{path}: {error.strerror or error}; check the file and who may read it"
    return f"{path}: a fault in guanxi, please report it: {type(error).__name__}: {error}"


def skipped(path: object, reason: object) -> Outcome:
    """Return that a path was skipped, and why."""
    return Outcome(path=str(path), status="skipped", error=str(reason))


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while block := content.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
