"""What an export has to remember of the whole graph, on disk, so that memory does not grow."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from graph.errors import InputError
from graph.records import Entity


class Ledger:
    """What an export has to remember of all documents, in a temporary database on disk."""

    def __init__(self, path: Path) -> None:
        self._sql = sqlite3.connect(path, isolation_level=None)
        self._sql.execute("PRAGMA journal_mode = OFF")
        self._sql.execute("PRAGMA synchronous = OFF")
        self._sql.execute("CREATE TABLE homes (id TEXT PRIMARY KEY, entity TEXT) WITHOUT ROWID")
        self._sql.execute("CREATE TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self._sql.execute("BEGIN")

    def settle(self, entity: Entity) -> None:
        """Remember which entity its members are."""
        rows = [(member, entity.id) for member in entity.members]
        self._sql.executemany("INSERT OR REPLACE INTO homes VALUES (?, ?)", rows)

    def homes(self, local: Iterable[str]) -> dict[str, str]:
        """Return which entities these local ones are; one that no entity has is left out."""
        statement = "SELECT homes.id, entity FROM json_each(?) CROSS JOIN homes ON homes.id = value"
        return dict(self._sql.execute(statement, (json.dumps(list(local)),)))

    def unseen(self, ids: Iterable[str]) -> set[str]:
        """Return those ids that were never asked about before."""
        statement = "SELECT value FROM json_each(?) WHERE value NOT IN seen"
        new = {id_ for (id_,) in self._sql.execute(statement, (json.dumps(list(ids)),))}
        self._sql.executemany("INSERT INTO seen VALUES (?)", [(id_,) for id_ in sorted(new)])
        return new

    def close(self) -> None:
        """Let go of the file."""
        self._sql.close()


@contextmanager
def kept(path: Path) -> Iterator[Ledger]:
    """Keep a ledger in a new file until the block ends.

    Raises:
        InputError: if it cannot be written.
    """
    try:
        with closing(Ledger(path)) as ledger:
            yield ledger
        path.unlink()
    except sqlite3.Error as error:  # never the store's: those come as StoreError
        raise InputError(
            f"{path.parent.parent}: cannot be written ({error}); free some space or choose"
            " another place"
        ) from error
