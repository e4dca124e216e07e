"""The stores that a server's requests ask: a few connections, each for one request at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from threading import Lock

from api.settings import Settings
from api.web.refusals import Refusal
from graph.store import open_store
from graph.store.base import Store

PATIENCE = 10.0  # seconds that a request waits for a connection


class StorePool:
    """Hands out stores; opened when first needed, so that a server starts before its store.

    A SQLite connection answers one request at a time; a Neo4j driver is shared by all,
    and so is a store in memory, of which every connection would have its own.
    """

    def __init__(self, open_one: Callable[[], Store], *, shared: bool, size: int = 4) -> None:
        self._open = open_one
        self._shared = shared
        self._left = size
        self._lock = Lock()
        self._idle: LifoQueue[Store] = LifoQueue()
        self._all: list[Store] = []

    @classmethod
    def of(cls, settings: Settings) -> StorePool:
        """Return a pool of the store that the settings name."""

        def open_one() -> Store:
            return open_store(
                settings.store,
                user=settings.neo4j_user,
                password=settings.neo4j_password.get_secret_value(),
            )

        return cls(open_one, shared=not settings.store.startswith("sqlite:"))

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
        store = self._take()
        try:
            yield store
        finally:
            self._idle.put(store)

    def close(self) -> None:
        """Close every store."""
        with self._lock:
            for store in self._all:
                store.close()
            self._all.clear()

    def _the_one(self) -> Store:
        with self._lock:
            if not self._all:
                self._all.append(self._open())
            return self._all[0]

    def _take(self) -> Store:
        try:
            return self._idle.get_nowait()
        except Empty:
            with self._lock:
                if self._left:
                    store = self._open()
                    self._left -= 1
                    self._all.append(store)
                    return store
        try:
            return self._idle.get(timeout=PATIENCE)
        except Empty:
            raise Refusal(503, "busy", "every connection is busy; try again") from None
