"""The tables of the SQLite store, and what its errors mean to the person who sees them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import StoreError, StoreFormatError, StoreTimeoutError, StoreUnavailableError
from graph.store import deadline

# "gxi1": tells a guanxi store from any other SQLite database.
APPLICATION_ID = 0x67786931

# What documents say and people judge is given; profiles, keys, entities, names, trigrams,
# readings, links and degrees are derived from it.
# Columns that are fields of a record bear the field's name, which `sqlite_rows` relies on.
TABLES = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, uri TEXT NOT NULL UNIQUE, title TEXT NOT NULL, language TEXT NOT NULL,
    published TEXT, media_type TEXT NOT NULL, sha256 TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE segments (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL,
    kind TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE profiles (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, kind TEXT, name TEXT NOT NULL, names TEXT NOT NULL,
    scoped TEXT NOT NULL, own TEXT NOT NULL,
    entity TEXT REFERENCES entities DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX profiles_entity ON profiles (entity);
CREATE TABLE join_keys (
    type TEXT NOT NULL, key TEXT NOT NULL,
    profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
    PRIMARY KEY (type, key, profile)
) WITHOUT ROWID;
CREATE INDEX join_keys_profile ON join_keys (profile);
CREATE TABLE local_entities (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, article INTEGER NOT NULL,
    type TEXT NOT NULL, kind TEXT, name TEXT NOT NULL, names TEXT NOT NULL, scoped TEXT NOT NULL,
    profile TEXT NOT NULL REFERENCES profiles
);
CREATE INDEX local_entities_document ON local_entities (document, position);
CREATE INDEX local_entities_profile ON local_entities (profile, id);
CREATE TABLE mentions (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL,
    entity TEXT NOT NULL REFERENCES local_entities, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, text TEXT NOT NULL, name TEXT NOT NULL, finder TEXT NOT NULL,
    confidence REAL NOT NULL, PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX mentions_entity ON mentions (entity);
CREATE TABLE facts (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL,
    head TEXT NOT NULL REFERENCES local_entities, relation TEXT NOT NULL,
    tail TEXT NOT NULL REFERENCES local_entities, properties TEXT NOT NULL, date TEXT,
    confidence REAL NOT NULL, link_head TEXT, link_tail TEXT
);
CREATE INDEX facts_id ON facts (id);
CREATE INDEX facts_document ON facts (document, position);
CREATE INDEX facts_head ON facts (head);
CREATE INDEX facts_tail ON facts (tail);
CREATE INDEX facts_link ON facts (link_head, relation, link_tail);
CREATE TABLE evidence (
    fact INTEGER NOT NULL REFERENCES facts ON DELETE CASCADE, position INTEGER NOT NULL,
    document TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    quote TEXT NOT NULL, reading TEXT NOT NULL, finder TEXT NOT NULL,
    PRIMARY KEY (fact, position)
) WITHOUT ROWID;
CREATE TABLE judgements (
    id TEXT PRIMARY KEY, "left" TEXT NOT NULL, "right" TEXT NOT NULL, verdict TEXT NOT NULL,
    "by" TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE INDEX judgements_left ON judgements ("left");
CREATE INDEX judgements_right ON judgements ("right");
CREATE TABLE entities (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, kind TEXT, name TEXT NOT NULL,
    names TEXT NOT NULL
);
CREATE INDEX entities_order ON entities (type, name, id);
CREATE TABLE names (
    row INTEGER PRIMARY KEY, entity TEXT NOT NULL REFERENCES entities, name TEXT NOT NULL,
    searchable TEXT NOT NULL, comparable TEXT NOT NULL, UNIQUE (entity, name)
);
CREATE INDEX names_comparable ON names (comparable);
CREATE TABLE pairs (pair TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (pair, name))
    WITHOUT ROWID;
CREATE TABLE links (
    head TEXT NOT NULL REFERENCES entities DEFERRABLE INITIALLY DEFERRED,
    relation TEXT NOT NULL,
    tail TEXT NOT NULL REFERENCES entities DEFERRABLE INITIALLY DEFERRED,
    confidence REAL NOT NULL, date TEXT, facts TEXT NOT NULL,
    PRIMARY KEY (head, relation, tail)
) WITHOUT ROWID;
CREATE INDEX links_tail ON links (tail);
"""
# The names that contain a part of a name are looked for among those with its rarest three
# characters: on Crunchbase 2013 160 a search, where those with its rarest pair are 1,100 (0.8 ms
# in place of 2.4). There are as many rows as of pairs: one from each character of a name on.
TRIGRAMS = """
DROP TABLE pairs;
CREATE TABLE trigrams (trigram TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (trigram, name))
    WITHOUT ROWID;
INSERT OR IGNORE INTO trigrams
WITH RECURSIVE cut (name, rest) AS (
    SELECT row, searchable || char(10) FROM names WHERE searchable <> ''
    UNION ALL SELECT name, substr(rest, 2) FROM cut WHERE length(rest) > 2
)
SELECT substr(rest, 1, 3), name FROM cut;
"""
# With how many others an entity is linked and by how many links, and no row for 0: counted anew,
# an entity with ten thousand links takes 10 ms, and a search asks of hundreds. Triggers keep it,
# so that whatever changes links keeps it too. (A body stays on one line: statements end where a
# line does.)
ANOTHER_JOINS = """
EXISTS (SELECT 1 FROM links WHERE tail = {row}.tail AND head = {row}.head
        AND relation <> {row}.relation)
OR EXISTS (SELECT 1 FROM links WHERE tail = {row}.head AND head = {row}.tail)
"""
DEGREES = f"""
CREATE TABLE degrees (
    entity TEXT PRIMARY KEY, others INTEGER NOT NULL, links INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO degrees SELECT entity, count(DISTINCT other), count(*) FROM (
    SELECT head AS entity, tail AS other FROM links UNION ALL SELECT tail, head FROM links
) GROUP BY entity;
CREATE TRIGGER links_added AFTER INSERT ON links BEGIN
    INSERT INTO degrees (entity, others, links) VALUES (new.head, 1, 1), (new.tail, 1, 1) \
    ON CONFLICT (entity) DO UPDATE SET others = others + 1, links = links + 1; \
    UPDATE degrees SET others = others - 1 \
    WHERE entity IN (new.head, new.tail) AND ({ANOTHER_JOINS.format(row="new")}); END;
CREATE TRIGGER links_removed AFTER DELETE ON links BEGIN
    UPDATE degrees SET links = links - 1, \
    others = others - (NOT ({ANOTHER_JOINS.format(row="old")})) \
    WHERE entity IN (old.head, old.tail); \
    DELETE FROM degrees WHERE entity IN (old.head, old.tail) AND links = 0; END;
"""
# What the store writes down about its own changes.
HISTORY = """
CREATE TABLE history (
    row INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, document TEXT, uri TEXT, title TEXT,
    removed INTEGER NOT NULL, added TEXT NOT NULL, taken_back TEXT NOT NULL, judgement TEXT
);
CREATE INDEX history_at ON history (at);
"""
# The words by which a name is found in pinyin (`graph.store.pinyin`), beside it for when it goes,
# whatever later versions of what reads Chinese make of it. A name without Chinese has none.
READINGS = """
ALTER TABLE names ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE names SET words = pinyin_words(
    name, (SELECT type = 'Person' FROM entities WHERE id = names.entity)
) WHERE name GLOB '*[^ -~]*';
CREATE TABLE readings (word TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (word, name))
    WITHOUT ROWID;
INSERT INTO readings SELECT word.value, names.row FROM names
CROSS JOIN json_each('["' || replace(words, ' ', '","') || '"]') AS word WHERE words <> '';
"""
# Each entry takes a file to the next version: those of a new file are all of them.
MIGRATIONS = (TABLES, DEGREES + TRIGRAMS, HISTORY, READINGS)
VERSION = len(MIGRATIONS)

UNAVAILABLE = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space, then store the document again",
    sqlite3.SQLITE_BUSY: "another program is writing to it; try again when that is done",
    sqlite3.SQLITE_LOCKED: "another program is writing to it; try again when that is done",
    sqlite3.SQLITE_READONLY: "it may not be written; check the permissions of file and folder",
    sqlite3.SQLITE_PERM: "it may not be opened; check the permissions of file and folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that its folder exists and is writable",
    sqlite3.SQLITE_IOERR: "reading or writing failed; check the disk and the space left on it",
}
UNREADABLE = {
    sqlite3.SQLITE_NOTADB: "this is no guanxi store; give another path",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; restore a copy or ingest the documents anew",
}
STEPS = 20_000  # of SQLite's virtual machine, under a millisecond, between two looks at the clock
PRIMARY_CODE = 0xFF  # the rest of a SQLite error code tells variants apart


def translated(path: str, error: sqlite3.Error) -> StoreError:
    """Return what a SQLite error means, with a remedy, in one line."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & PRIMARY_CODE
    if code == sqlite3.SQLITE_INTERRUPT:
        return StoreTimeoutError()
    if code in UNAVAILABLE:
        return StoreUnavailableError(f"{path}: {UNAVAILABLE[code]} ({error})")
    if code in UNREADABLE:
        return StoreFormatError(f"{path}: {UNREADABLE[code]} ({error})")
    return StoreError(f"{path}: {error}")


@contextmanager
def translating(path: str) -> Iterator[None]:
    """Turn errors of SQLite inside the block into errors of guanxi."""
    try:
        yield
    except sqlite3.Error as error:
        raise translated(path, error) from error


@contextmanager
def limited(sql: sqlite3.Connection) -> Iterator[None]:
    """Interrupt what the block asks once the time set by ``graph.store.deadline`` is up."""
    end = deadline.stopwatch()
    if end is None:
        yield
        return
    deadline.check()
    sql.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    try:
        yield
    finally:
        sql.set_progress_handler(None, 0)


@contextmanager
def transaction(sql: sqlite3.Connection, kind: str) -> Iterator[None]:
    """Keep all that the block does, or nothing; ``kind`` is DEFERRED to read, IMMEDIATE to write.

    BEGIN and COMMIT stand here because the module's own begin too late to read and write in
    one: a reader that then wants to write fails at once if another program wrote in between.
    """
    sql.execute(f"BEGIN {kind}")
    try:
        yield
        sql.execute("COMMIT")
    finally:
        if sql.in_transaction:  # SQLite itself has rolled back where the disk is full
            sql.execute("ROLLBACK")
