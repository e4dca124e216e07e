"""The file in which a server keeps keys, jobs and the log of changes.

Every process of a server opens it; SQLite's locks make them take turns. A connection is
made for each use: that costs 0.1 ms and leaves nothing to share between threads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from graph.errors import StoreFormatError
from graph.store.sqlite_schema import transaction, translating

# "gxs1": tells the file of a server from a store and from any other SQLite database.
APPLICATION_ID = 0x67787331
VERSION = 1
Connection = sqlite3.Connection
Row = sqlite3.Row
PATIENCE = 10.0  # seconds to wait while another process writes
TABLES = """
CREATE TABLE keys (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, digest BLOB NOT NULL,
    created TEXT NOT NULL, revoked TEXT
);
CREATE TABLE audit (
    row INTEGER PRIMARY KEY, at TEXT NOT NULL, caller TEXT NOT NULL, action TEXT NOT NULL,
    object TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE TABLE jobs (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, created TEXT NOT NULL, caller TEXT NOT NULL,
    status TEXT NOT NULL, cancelling INTEGER NOT NULL DEFAULT 0, owner TEXT, beat REAL,
    finished TEXT, reason TEXT, version INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX jobs_status ON jobs (status, row);
CREATE TABLE job_documents (
    job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    name TEXT NOT NULL, uri TEXT NOT NULL, file TEXT, bytes INTEGER NOT NULL, status TEXT NOT NULL,
    share REAL NOT NULL DEFAULT 0, document TEXT, title TEXT, added INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0, taken_back INTEGER NOT NULL DEFAULT 0, reason TEXT,
    tries INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (job, position)
) WITHOUT ROWID;
CREATE INDEX job_documents_version ON job_documents (job, version);
CREATE INDEX job_documents_status ON job_documents (job, status);
"""


class ServiceDatabase:
    """The file of a server; made where there is none."""

    def __init__(self, path: Path) -> None:
        """Make the tables in a new file; refuse one of another program.

        Raises:
            StoreUnavailableError: if the file cannot be opened or written.
            StoreFormatError: if something else is there, or a newer version.
        """
        self.path = path
        with self._connected() as sql, transaction(sql, "IMMEDIATE"):
            if _is_empty(sql):
                for statement in TABLES.split(";\n"):
                    sql.execute(statement)
                sql.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                sql.execute(f"PRAGMA user_version = {VERSION}")
            if _pragma(sql, "application_id") != APPLICATION_ID:
                raise StoreFormatError(
                    f"{path}: not the file of a guanxi server; name another in GUANXI_SERVICE"
                )
            if _pragma(sql, "user_version") > VERSION:
                raise StoreFormatError(f"{path}: written by a newer guanxi; upgrade guanxi")
        with self._connected() as sql:
            sql.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to ask."""
        with self._connected() as sql, transaction(sql, "DEFERRED"):
            yield sql

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose changes are kept whole once the block ends, or not at all."""
        with self._connected() as sql, transaction(sql, "IMMEDIATE"):
            yield sql

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with (
            translating(str(self.path)),
            closing(
                sqlite3.connect(self.path.absolute(), timeout=PATIENCE, isolation_level=None)
            ) as sql,
        ):
            sql.row_factory = sqlite3.Row
            sql.execute("PRAGMA foreign_keys = ON")
            yield sql


def _is_empty(sql: sqlite3.Connection) -> bool:
    tables: int = sql.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return tables == 0


def _pragma(sql: sqlite3.Connection, name: str) -> int:
    value: int = sql.execute(f"PRAGMA {name}").fetchone()[0]
    return value
