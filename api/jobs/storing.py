"""The store as a runner uses it: one that cannot be reached is waited for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from api.settings import Settings
from graph.errors import StoreUnavailableError
from graph.records import Change, DocumentGraph, DocumentMetadata
from graph.store import open_store
from graph.store.base import Store

Found = TypeVar("Found")
Wait = Callable[[str | None], None]
log = logging.getLogger("guanxi.jobs")


class Storing:
    """Asks and changes the store that the settings name; opened when first needed.

    ``wait`` is called with the reason each time the store cannot be reached, and with None
    once it can: it waits a little, or raises to give up.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store: Store | None = None

    def known(self, document: str, wait: Wait) -> DocumentMetadata | None:
        """Return a document without its text, or None where it is not in the store."""
        return self._tried(lambda store: store.metadata([document]).get(document), wait)

    def store(self, graph: DocumentGraph, wait: Wait) -> Change:
        """Store what a document says in place of what it said before."""
        return self._tried(lambda store: store.replace_document(graph), wait)

    def close(self) -> None:
        """Close the store."""
        if self._store:
            self._store.close()
        self._store = None

    def _tried(self, ask: Callable[[Store], Found], wait: Wait) -> Found:
        waited = False
        while True:
            try:
                found = ask(self._opened())
            except StoreUnavailableError as error:
                log.warning("waiting for the store: %s", error)
                waited = True
                wait(f"waits for the store: {error}")
                continue
            if waited:
                wait(None)
            return found

    def _opened(self) -> Store:
        if self._store is None:
            self._store = open_store(
                self._settings.store,
                user=self._settings.neo4j_user,
                password=self._settings.neo4j_password.get_secret_value(),
            )
        return self._store
