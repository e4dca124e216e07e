"""One store into another, document by document, so that an interrupted copy can go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from graph.errors import InputError, UnknownNameError
from graph.records import Record
from graph.store.base import Store

Count = Callable[[int], None]
IN_MEMORY = "memory:"


class Copied(Record):
    """How many documents and judgements were copied, and how many stood there already."""

    documents: int
    documents_unchanged: int
    judgements: int
    judgements_unchanged: int


class Copying:
    """Copies all of a store that another does not hold yet, and counts what it did.

    Documents that only the target holds stay. Judgements go first, so that a copy that was
    interrupted never shows as one what somebody has judged to be different.
    """

    def __init__(self, source: Store, target: Store) -> None:
        self._source = source
        self._target = target
        self._counts = dict.fromkeys(Copied.model_fields, 0)

    @property
    def done(self) -> Copied:
        """What was copied so far."""
        return Copied(**self._counts)

    def documents(self) -> int:
        """Return how many documents there are to look at."""
        return len(self._source.hashes())

    def run(self, done: Count) -> Copied:
        """Copy everything; ``done`` is told of each document, copied or not."""
        for what, missing in (("judgements", self._judge()), ("documents", self._replace(done))):
            for copied in missing:
                self._counts[what if copied else f"{what}_unchanged"] += 1
        return self.done

    def _judge(self) -> Iterator[bool]:
        known = {judgement.id for judgement in self._target.judgements()}
        for judgement in self._source.judgements():
            if judgement.id not in known:
                self._target.judge(judgement)
            yield judgement.id not in known

    def _replace(self, done: Count) -> Iterator[bool]:
        known = self._target.hashes()
        for document, sha256 in self._source.hashes().items():
            try:
                graph = self._source.graph_of(document)
            except UnknownNameError:  # removed by another program since the hashes were read
                continue
            same = known.get(document) == sha256 and self._target.graph_of(document) == graph
            if not same:
                self._target.replace_document(graph)
            yield not same
            done(1)


def check_places(source: str, target: str) -> None:
    """Refuse a copy that would be lost or go nowhere.

    Raises:
        InputError: if either store is in memory, or both are one.
    """
    for url in (source, target):
        if url == IN_MEMORY:
            raise InputError(f"{url} lasts no longer than a command; name a store that does")
    if _place(source) == _place(target):
        one, other = _without_user(source), _without_user(target)
        raise InputError(f"{one} and {other} are one store; name another to copy to")


def _place(url: str) -> str:
    """Return what two ways to write one address agree on, as far as that is certain.

    >>> _place("neo4j://anna:secret@Example.org/Funding/") == _place("bolt://example.org:7687/funding")
    True
    """
    scheme, _, place = url.partition(":")
    if scheme == "sqlite":
        return f"sqlite:{Path(place).resolve()}"
    parts = urlsplit(url)
    if parts.hostname and scheme.partition("+")[0] in ("neo4j", "bolt"):
        with suppress(ValueError):  # no port: opening it will tell
            return f"neo4j://{parts.hostname}:{parts.port or 7687}/{parts.path.strip('/').lower()}"
    return url.rstrip("/")


def _without_user(url: str) -> str:
    """Return a URL that is safe to show.

    >>> _without_user("neo4j://anna:s@cret@example.org/funding")
    'neo4j://example.org/funding'
    """
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if parts.netloc else url
