"""How a SQLite file becomes a store: made, checked, brought to this version, or only read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from graph.errors import StoreFormatError, StoreUnavailableError
from graph.store.pinyin import words
from graph.store.sqlite_schema import (
    APPLICATION_ID,
    MIGRATIONS,
    PRIMARY_CODE,
    VERSION,
    transaction,
)

Check = Callable[[], None]


def opened(path: Path | None, patience: float) -> tuple[sqlite3.Connection, Check]:
    """Return a connection to the store in a file, or in memory where the path is None.

    A file that may not be written is opened for reading. The check, to be called after every
    read, raises StoreUnavailableError where what was read may not be whole.

    Raises:
        StoreFormatError: if the file belongs to another program or version.
        StoreUnavailableError: if it may only be read, and not even that as it is.
        sqlite3.Error: if SQLite cannot open it.
    """
    if path and path.is_file() and not (_writable(path) and _writable(path.parent)):
        sql, check = _opened_for_reading(path, patience)
    else:
        sql, check = _opened_for_writing(path, patience), lambda: None
    # Ids are hashes, so that rows go all over the indexes: with the 2 MB that SQLite takes by
    # itself, 80,000 rows from a table cost 5 to 8 % more processor time.
    sql.execute("PRAGMA cache_size = -16384")
    return sql, check


def _opened_for_writing(path: Path | None, patience: float) -> sqlite3.Connection:
    sql = _connect(str(path.absolute()) if path else ":memory:", patience)
    try:
        _prepare(sql, str(path))
    except BaseException:
        sql.close()
        raise
    return sql


def _opened_for_reading(path: Path, patience: float) -> tuple[sqlite3.Connection, Check]:
    """Return a connection that leaves no file behind where nobody is writing.

    A store in WAL mode is read through two more files, which SQLite makes beside it. Where the
    folder forbids that, and where they would later bar a writer because they too may only be
    read, the file is taken as one that nobody changes; the check finds out if somebody did.
    """
    journal = path.with_name(f"{path.name}-wal")
    alone = not (journal.exists() and journal.stat().st_size)
    state = _state(path)
    sql = _connect(f"{path.absolute().as_uri()}?{'immutable=1' if alone else 'mode=ro'}", patience)
    try:
        _check_version(sql, path)
    except BaseException as error:
        sql.close()
        if not alone and _is_refusal(error):
            raise StoreUnavailableError(
                f"{path}: its last changes are still in {journal.name} and cannot be read here;"
                " open it once where file and folder may be written"
            ) from error
        raise

    def check() -> None:
        if alone and _state(path) != state:
            raise StoreUnavailableError(f"{path}: it was changed meanwhile; open it again")

    return sql, check


def _is_refusal(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & PRIMARY_CODE
    return code == sqlite3.SQLITE_CANTOPEN


def _connect(place: str, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(
        place, timeout=patience, isolation_level=None, check_same_thread=False,
        uri=place.startswith("file:"),
    )  # fmt: skip


def _prepare(sql: sqlite3.Connection, path: str) -> None:
    """Make the tables in an empty file; bring those of an older version up to date."""
    if _is_empty(sql) or _version(sql, path) < VERSION:
        with transaction(sql, "IMMEDIATE"):
            # Asked again, now that no other program can be doing it.
            version = 0 if _is_empty(sql) else _version(sql, path)
            sql.create_function("pinyin_words", 2, _pinyin_words, deterministic=True)
            for statements in MIGRATIONS[version:]:
                for statement in statements.split(";\n"):
                    sql.execute(statement)
            sql.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            sql.execute(f"PRAGMA user_version = {VERSION}")
    sql.execute("PRAGMA journal_mode = WAL")
    sql.execute("PRAGMA foreign_keys = ON")


def _pinyin_words(name: str, of_person: int) -> str:
    return " ".join(words(name, of_person=bool(of_person)))


def _check_version(sql: sqlite3.Connection, path: Path) -> None:
    if (version := _version(sql, str(path))) < VERSION:
        raise StoreFormatError(
            f"{path}: written by an older guanxi (format {version}, this one reads {VERSION}), and"
            " it may not be written; open it once where it may, to bring it up to date"
        )


def _version(sql: sqlite3.Connection, path: str) -> int:
    if _pragma(sql, "application_id") != APPLICATION_ID:
        raise StoreFormatError(f"{path}: this is no guanxi store; give another path")
    if (version := _pragma(sql, "user_version")) > VERSION:
        raise StoreFormatError(
            f"{path}: written by a newer guanxi (format {version}, this one reads {VERSION});"
            " upgrade guanxi or give another path"
        )
    return version


def _is_empty(sql: sqlite3.Connection) -> bool:
    tables: int = sql.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return tables == 0 and _pragma(sql, "application_id") == 0


def _pragma(sql: sqlite3.Connection, name: str) -> int:
    value: int = sql.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK)


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns
