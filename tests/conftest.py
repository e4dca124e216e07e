"""The stores that the contract suite runs on; another joins by one more entry in BACKENDS."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import count

import pytest

from graph.store import cypher
from graph.store.base import Store
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_server import Address, address_of
from graph.store.sqlite import SqliteStore
from tests.graph.store.neo4j.emptying import emptied, refuse_foreign_data, run
from tests.graph.store.neo4j.server import (
    LTS,
    PASSWORD,
    RELEASES,
    Release,
    Server,
    Servers,
    missing,
)


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


def _neo4j(release: Release, request: pytest.FixtureRequest) -> Backend:
    address = request.getfixturevalue("neo4j_address_of")(release)
    patch = pytest.MonkeyPatch()

    def sabotage(_: Store) -> None:
        # The server refuses to write links, the last that a change writes.
        for name in ("PUT_LINKS", "SET_LINKS", "DELETE_LINKS"):
            patch.setattr(cypher, name, "RETURN sabotaged")

    return Backend(
        lambda: Neo4jStore(emptied(address)), sabotage, lambda _: patch.undo()
    )  # fmt: skip


BACKENDS = {
    "sqlite": _sqlite,
    "memory": _memory,
    **{name: partial(_neo4j, release) for name, release in RELEASES.items()},
}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests on the current release last, so that one server runs at a time."""

    def release(item: pytest.Item) -> bool:
        call = getattr(item, "callspec", None)
        return call is not None and "neo4j-2026" in map(str, call.params.values())

    items.sort(key=release)


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request):
    return BACKENDS[request.param](request)


@pytest.fixture
def store(backend):
    with closing(backend.open()) as opened:
        yield opened


@pytest.fixture(scope="session")
def neo4j_missing() -> Callable[[Release], None]:
    """Skips where no server of a release can be put together; fails in CI."""

    def skip(release: Release) -> None:
        if reason := missing(release):
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)

    return skip


@pytest.fixture(scope="session")
def neo4j_servers(tmp_path_factory, neo4j_missing) -> Iterator[Callable[[Release], Server]]:
    """The running server of a release, put together from Maven artifacts."""
    servers = Servers(tmp_path_factory.mktemp("neo4j"))

    def running(release: Release) -> Server:
        neo4j_missing(release)
        return servers.running(release)

    yield running
    servers.kill()


@pytest.fixture(scope="session")
def neo4j_server(neo4j_servers) -> Server:
    """The server of the oldest release that guanxi works with."""
    return neo4j_servers(LTS)


@pytest.fixture(scope="session")
def neo4j_address(request) -> Iterator[Address]:
    """Where a database is that these tests may empty: NEO4J_URI says it, or one is started."""
    if url := os.environ.get("NEO4J_URI"):
        given = os.environ.get("NEO4J_USERNAME", ""), os.environ.get("NEO4J_PASSWORD", "")
        address = address_of(url, *given)
        refuse_foreign_data(address)
        yield address
        run(address, "MATCH (n) DETACH DELETE n")
    else:
        yield _address(request.getfixturevalue("neo4j_server"))


@pytest.fixture(scope="session")
def neo4j_address_of(request) -> Callable[[Release], Address]:
    """Where a database of a release is; that which NEO4J_URI names stands for the oldest."""

    def address(release: Release) -> Address:
        if release is LTS:
            return request.getfixturevalue("neo4j_address")
        if "NEO4J_URI" in os.environ:
            pytest.skip("NEO4J_URI names the one server that is tested")
        return _address(request.getfixturevalue("neo4j_servers")(release))

    return address


@pytest.fixture(params=RELEASES)
def release(request) -> Release:
    """Each release that guanxi is tested with."""
    return RELEASES[request.param]


@pytest.fixture
def address(release, neo4j_address_of) -> Address:
    """Where an empty database of a release is."""
    return emptied(neo4j_address_of(release))


def _address(server: Server) -> Address:
    return Address(server.uri, "neo4j", "neo4j", PASSWORD)
