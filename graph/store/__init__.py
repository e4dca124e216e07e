"""Where the graph is kept: ``open_store`` opens a store by its URL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import StoreUnavailableError

if TYPE_CHECKING:
    from graph.store.base import Store


def open_store(url: str, *, create: bool = True) -> Store:
    """Open the store at ``sqlite:PATH`` or ``memory:``.

    A SQLite store that is not there is made, unless ``create`` is false: whoever only asks
    wants to hear of a mistyped path, not to get an empty store.

    Raises:
        StoreUnavailableError: if it cannot be opened, or the URL names no kind of store.
        StoreFormatError: if the file is something else, or of a newer version.
    """
    scheme, _, place = url.partition(":")
    if scheme == "neo4j" or scheme.startswith(("neo4j+", "bolt")):
        raise StoreUnavailableError(
            f"{url}: this release has no Neo4j store yet; use sqlite:PATH, such as sqlite:guanxi.db"
        )
    # Imported here: `guanxi --help` needs no database.
    from graph.store.sqlite import SqliteStore

    if url == "memory:":
        return SqliteStore(None)
    if scheme != "sqlite" or not place:
        raise StoreUnavailableError(
            f"{url!r} is no store; give sqlite:PATH, such as sqlite:guanxi.db, or memory:"
        )
    if not create and not Path(place).exists():
        raise StoreUnavailableError(f"{place}: no store there; run guanxi ingest first")
    return SqliteStore(Path(place))
