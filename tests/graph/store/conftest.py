"""The stores that the contract suite runs on; another joins by one more entry in BACKENDS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from graph.store.base import Store
from graph.store.sqlite import SqliteStore


@dataclass(frozen=True)
class Backend:
    """A kind of store: how to open an empty one, and how to make its next change fail late."""

    open: Callable[[], Store]
    sabotage: Callable[[Store], None]
    mend: Callable[[Store], None]


def _sabotage_sqlite(store: SqliteStore) -> None:
    # Links are what a change writes last: all else is written when this fails.
    store._sql.execute(
        "CREATE TEMP TRIGGER sabotage BEFORE INSERT ON links"
        " BEGIN SELECT raise(ABORT, 'sabotaged'); END"
    )


def _mend_sqlite(store: SqliteStore) -> None:
    store._sql.execute("DROP TRIGGER sabotage")


def _sqlite(folder: Path) -> Backend:
    numbers = count()
    return Backend(
        lambda: SqliteStore(folder / f"{next(numbers)}.db"), _sabotage_sqlite, _mend_sqlite
    )


def _memory(_: Path) -> Backend:
    return Backend(lambda: SqliteStore(None), _sabotage_sqlite, _mend_sqlite)


BACKENDS = {"sqlite": _sqlite, "memory": _memory}


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request, tmp_path_factory):
    return BACKENDS[request.param](tmp_path_factory.mktemp("stores"))


@pytest.fixture
def store(backend):
    opened = backend.open()
    yield opened
    opened.close()
