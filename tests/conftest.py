"""The stores that the contract suite runs on; another joins by one more entry in BACKENDS."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count

import pytest

from graph.store import cypher
from graph.store.base import Store
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_server import Address, address_of
from graph.store.sqlite import SqliteStore
from tests.graph.store.neo4j.emptying import emptied, refuse_foreign_data
from tests.graph.store.neo4j.server import PASSWORD, Server, missing, new_server


@dataclass(frozen=True)
class Backend:
    """A kind of store: how to open an empty one, and how to make its next change fail late.

    Only the store that was opened last may be used: a server may have one database.
    """

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


def _sqlite(request: pytest.FixtureRequest) -> Backend:
    folder = request.getfixturevalue("tmp_path_factory").mktemp("stores")
    numbers = count()
    return Backend(
        lambda: SqliteStore(folder / f"{next(numbers)}.db"), _sabotage_sqlite, _mend_sqlite
    )


def _memory(_: pytest.FixtureRequest) -> Backend:
    return Backend(lambda: SqliteStore(None), _sabotage_sqlite, _mend_sqlite)


def _neo4j(request: pytest.FixtureRequest) -> Backend:
    address = request.getfixturevalue("neo4j_address")
    patch = pytest.MonkeyPatch()

    def sabotage(_: Store) -> None:
        # The server refuses to write links, the last that a change writes.
        for name in ("PUT_LINKS", "SET_LINKS", "DELETE_LINKS"):
            patch.setattr(cypher, name, "RETURN sabotaged")

    return Backend(
        lambda: Neo4jStore(emptied(address)), sabotage, lambda _: patch.undo()
    )  # fmt: skip


BACKENDS = {"sqlite": _sqlite, "memory": _memory, "neo4j": _neo4j}


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request):
    return BACKENDS[request.param](request)


@pytest.fixture
def store(backend):
    with closing(backend.open()) as opened:
        yield opened


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory) -> Iterator[Server]:
    """One server for all tests, put together from Maven artifacts; skips where that cannot be."""
    if reason := missing():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    server = new_server(tmp_path_factory.mktemp("neo4j"))
    try:
        server.start()
        yield server
    finally:
        server.kill()


@pytest.fixture(scope="session")
def neo4j_address(request) -> Address:
    """Where a database is that these tests may empty: NEO4J_URI says it, or one is started."""
    if url := os.environ.get("NEO4J_URI"):
        given = os.environ.get("NEO4J_USERNAME", ""), os.environ.get("NEO4J_PASSWORD", "")
        address = address_of(url, *given)
        refuse_foreign_data(address)
        return address
    return Address(request.getfixturevalue("neo4j_server").uri, "neo4j", "neo4j", PASSWORD)
