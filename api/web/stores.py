"""The stores that a server's requests ask: a few connections, each for one request at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock

from api.settings import Settings
from api.web.refusals import Refusal
from graph.errors import StoreError, StoreTimeoutError
from graph.store import open_store
from graph.store.base import Store

PATIENCE = 10.0  # seconds that a request waits for a connection
AWAY = 2.0  # seconds for which a store that could not be opened is taken to be away
Stamp = tuple[int, int]
"""What tells a file from another that has taken its place: device and number."""


class StorePool:
    """Hands out stores; opened when first needed, so that a server starts before its store.

    A SQLite connection answers one request at a time; a Neo4j driver is shared by all,
    and so is a store in memory, of which every connection would have its own. A connection
    that failed, or whose file was replaced, is let go of and opened anew; a driver mends itself.
    """

    def __init__(
        self,
        open_one: Callable[[bool], Store],
        *,
        shared: bool,
        file: Path | None = None,
        size: int = 4,
    ) -> None:
        """Take what opens a store; told whether it may make one that is not there.

        ``at_once`` is how many requests are answered at a time, None where nothing limits it.
        """
        self._open = open_one
        self._shared = shared
        self._file = file
        self._left = size
        self.at_once = None if shared else size
        self._lock = Lock()
        self._idle: LifoQueue[tuple[Store, Stamp | None] | None] = LifoQueue()
        self._all: list[Store] = []
        self._was_there = False
        self._away: tuple[float, StoreError] | None = None

    @classmethod
    def of(cls, settings: Settings) -> StorePool:
        """Return a pool of the store that the settings name."""

        def open_one(create: bool) -> Store:
            return open_store(
                settings.store,
                create=create,
                user=settings.neo4j_user,
                password=settings.neo4j_password.get_secret_value(),
            )

        scheme, _, place = settings.store.partition(":")
        file = Path(place) if scheme == "sqlite" and place else None
        return cls(open_one, shared=file is None, file=file)

    @contextmanager
    def borrowed(self) -> Iterator[Store]:
        """Give a store for the time of a request.

        Raises:
            Refusal: if every connection stays busy.
            StoreError: if the store cannot be opened.
        """
        if self._shared:
            yield self._the_one()
            return
        store, stamp = self._take()
        kept: tuple[Store, Stamp | None] | None = (store, stamp)
        try:
            yield store
        except StoreError as error:
            if not isinstance(error, StoreTimeoutError):
                self._drop(store)
                kept = None
            raise
        finally:
            # A free place is handed on as well: somebody may be waiting for it.
            self._idle.put(kept)

    def revision_at_once(self) -> str | None:
        """Return the revision of the store, or None where it would have to be waited for.

        For the event loop: readers of a SQLite file never wait for one who writes.
        """
        if self._shared:
            return None
        try:
            kept = self._idle.get_nowait()
        except Empty:
            return None
        try:
            return kept[0].revision() if kept and kept[1] == self._stamp() else None
        except StoreError:
            return None  # whoever borrows it next is told
        finally:
            self._idle.put(kept)

    def close(self) -> None:
        """Close every store."""
        with self._lock:
            for store in self._all:
                store.close()
            self._all.clear()

    def _the_one(self) -> Store:
        with self._lock:
            return self._all[0] if self._all else self._opened()

    def _take(self) -> tuple[Store, Stamp | None]:
        try:
            found = self._idle.get_nowait()
        except Empty:
            found = self._wait()
        if found is not None and found[1] == self._stamp():
            return found
        if found is not None:
            self._drop(found[0])
        try:
            with self._lock:
                return self._opened(), self._stamp()
        except BaseException:
            self._idle.put(None)
            raise

    def _wait(self) -> tuple[Store, Stamp | None] | None:
        with self._lock:
            if self._left:
                self._left -= 1
                return None
        try:
            return self._idle.get(timeout=PATIENCE)
        except Empty:
            raise Refusal(503, "busy", "every connection is busy; try again") from None

    def _opened(self) -> Store:
        """Open a store; the lock is held, so that one request alone waits for a lost server."""
        if self._away and self._away[0] > time.monotonic():
            raise self._away[1]
        try:
            # One that has gone must not be followed by an empty one under its name.
            store = self._open(not self._was_there)
        except StoreError as error:
            self._away = (time.monotonic() + AWAY, error)
            raise
        self._was_there, self._away = True, None
        self._all.append(store)
        return store

    def _drop(self, store: Store) -> None:
        with self._lock:
            self._all.remove(store)
        store.close()

    def _stamp(self) -> Stamp | None:
        if self._file is None:
            return None
        try:
            found = self._file.stat()
        except OSError:
            return (0, 0)
        return (found.st_dev, found.st_ino)
