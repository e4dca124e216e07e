"""Where the graph is kept: ``open_store`` opens a store by its URL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import InputError, StoreUnavailableError

if TYPE_CHECKING:
    from graph.store.base import Store
    from graph.store.reading import CypherStore


def open_store(url: str, *, create: bool = True, user: str = "", password: str = "") -> Store:
    """Open the store at ``sqlite:PATH``, ``memory:`` or ``neo4j://HOST:PORT/DATABASE``.

    A store that is not there is made, unless ``create`` is false: whoever only asks wants to
    hear of a mistyped path, not to get an empty store. A Neo4j URL may also begin with
    ``bolt`` or, encrypted, ``neo4j+s`` and ``bolt+s``; ``user`` and ``password`` count where
    it names none.

    Raises:
        StoreUnavailableError: if it cannot be opened, or the URL names no kind of store.
        StoreFormatError: if something else is there, or a store of a newer version.
    """
    if _is_neo4j(url):
        return _neo4j(url, user, password, create=create)
    scheme, _, place = url.partition(":")
    # Imported here: `guanxi --help` needs no database, and SQLite no driver.
    from graph.store.sqlite import SqliteStore

    if url == "memory:":
        return SqliteStore(None)
    if scheme != "sqlite" or not place:
        raise StoreUnavailableError(
            f"{url!r} is no store; give sqlite:PATH, such as sqlite:guanxi.db, memory:,"
            " or neo4j://HOST:PORT/DATABASE"
        )
    if not create and not Path(place).exists():
        raise StoreUnavailableError(f"{place}: no store there; run guanxi ingest first")
    return SqliteStore(Path(place))


def open_cypher(url: str, *, user: str = "", password: str = "") -> CypherStore:
    """Open a store that answers statements in Cypher, which has to be there.

    Raises:
        InputError: if the URL names a store of another kind; says how to get there.
        StoreUnavailableError, StoreFormatError: as ``open_store``.
    """
    if not _is_neo4j(url):
        source = url if url.startswith("sqlite:") else "sqlite:guanxi.db"
        raise InputError(
            f"{url} answers no Cypher, Neo4j does: run guanxi copy {source}"
            " neo4j://HOST:PORT, then set GUANXI_STORE=neo4j://HOST:PORT"
        )
    return _neo4j(url, user, password, create=False)


def _is_neo4j(url: str) -> bool:
    return url.partition(":")[0].partition("+")[0] in ("neo4j", "bolt")


def _neo4j(url: str, user: str, password: str, *, create: bool) -> CypherStore:
    from graph.store.neo4j import Neo4jStore
    from graph.store.neo4j_server import address_of

    return Neo4jStore(address_of(url, user, password), create=create)
