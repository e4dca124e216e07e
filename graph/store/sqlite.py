"""The store in one SQLite file, or in memory: the default.

Invariants: one writing connection, one transaction a document; what resolution derives is
written in the transaction of what it derives from. WAL, so that others read while one writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from graph.errors import UnknownNameError
from graph.records import (
    Change,
    Document,
    DocumentGraph,
    DocumentMetadata,
    Entity,
    Fact,
    HistoryEntry,
    Judgement,
    Link,
    Linked,
    Mention,
    Occurrences,
    Stats,
)
from graph.store import sqlite_history
from graph.store import sqlite_near as near
from graph.store import sqlite_queries as queries
from graph.store.base import LinkFilter
from graph.store.changing import check_whole
from graph.store.history import entry_of, judged
from graph.store.sqlite_changes import judge, replace
from graph.store.sqlite_opening import opened
from graph.store.sqlite_rows import (
    AMONG,
    WHOLE,
    columns,
    listed,
    read_facts,
    read_graph,
    records,
    with_members,
)
from graph.store.sqlite_schema import limited, transaction, translating

Answer = TypeVar("Answer")
Found = TypeVar("Found")
Read = Callable[[sqlite3.Connection, Iterable[tuple[Any, ...]]], list[Found]]
EVERY_LINK = LinkFilter()
PATIENCE = 5.0  # seconds to wait while another program writes
PAGE = 500  # rows that an iteration holds at once


class SqliteStore:
    """A ``Store`` in a SQLite file, made where there is none; see the Protocol for its promises.

    Threads may share it: they take turns. Iterators read page by page, so that changes made
    meanwhile may show in what they yield later.
    """

    def __init__(self, path: Path | None, *, patience: float = PATIENCE) -> None:
        """Open the file, or a store in memory where the path is None.

        A file that may not be written can be asked, and not changed.
        """
        self._name = str(path) if path else "memory"
        self._lock = RLock()
        with translating(self._name):
            self._sql, self._check = opened(path, patience)

    def replace_document(self, graph: DocumentGraph) -> Change:
        """Store what a document says in place of what it said before."""
        check_whole(graph)
        with self._transaction("IMMEDIATE") as sql:
            old = read_graph(sql, graph.document.id)
            change = replace(sql, graph.document.id, old, graph)
            if old != graph:
                sqlite_history.note(sql, entry_of(old, graph, change))
            return change

    def remove_document(self, document: str) -> Change:
        """Take back all that a document says."""
        with self._transaction("IMMEDIATE") as sql:
            old = _known(document, read_graph(sql, document))
            change = replace(sql, document, old, None)
            sqlite_history.note(sql, entry_of(old, None, change))
            return change

    def document(self, document: str) -> Document:
        """Return one document with its text."""
        statement = f"SELECT {columns(Document)} FROM documents WHERE id = ?"
        with self._transaction() as sql:
            found = records(Document, sql.execute(statement, (document,)))
        return _known(document, found[0] if found else None)

    def metadata(self, ids: Iterable[str] | None = None) -> dict[str, DocumentMetadata]:
        """Return the documents that exist among these ids, or all, by id, ordered by uri."""
        with self._transaction() as sql:
            return queries.metadata(sql, ids)

    def hashes(self) -> Mapping[str, str]:
        """Return the sha256 of every document by its id."""
        with self._transaction() as sql:
            return dict(sql.execute("SELECT id, sha256 FROM documents ORDER BY id"))

    def documents(self) -> Iterator[Document]:
        """Yield every document, ordered by uri."""
        # One at a time: a text may have a hundred million characters.
        return self._pages(columns(Document), "documents", "uri", _documents, page=1)

    def graph_of(self, document: str) -> DocumentGraph:
        """Return all that one document says."""
        with self._transaction() as sql:
            return _known(document, read_graph(sql, document))

    def search(
        self, text: str, *, types: frozenset[str] = frozenset(), limit: int = 20
    ) -> list[Entity]:
        """Return the entities with a name that contains the text, best first."""
        with self._transaction() as sql:
            return queries.search(sql, text, types, limit)

    def named(self, name: str) -> list[Entity]:
        """Return the entities that bear this name, compared by ``comparable_name``."""
        with self._transaction() as sql:
            return queries.named(sql, name)

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Return the entities that exist among these ids, resolved or local."""
        with self._transaction() as sql:
            return queries.entities(sql, ids)

    def all_entities(self) -> Iterator[Entity]:
        """Yield every resolved entity, ordered by type, name and id."""
        return self._pages(WHOLE, "entities", "type, name, id", with_members)

    def expand(self, ids: Iterable[str], where: LinkFilter = EVERY_LINK) -> list[Link]:
        """Return the links that touch any of these entities, by head, relation and tail."""
        with self._transaction() as sql:
            return queries.expand(sql, ids, where)

    def bridges(
        self,
        left: Iterable[str],
        right: Iterable[str],
        where: LinkFilter = EVERY_LINK,
        *,
        avoiding: Iterable[str] = (),
        limit: int,
    ) -> list[Link] | None:
        """Return the links of the ways of one or two links from any left to any other right."""
        with self._transaction() as sql:
            return near.bridges(sql, (left, right), where, avoiding, limit)

    def degrees(self, ids: Iterable[str]) -> dict[str, int]:
        """Return with how many other entities each of these is linked, 0 for unknown ones."""
        with self._transaction() as sql:
            return queries.degrees(sql, ids)

    def best_connected(self, *, types: frozenset[str] = frozenset(), limit: int) -> list[Linked]:
        """Return the entities with the most links, of these types or of any."""
        with self._transaction() as sql:
            return near.best_connected(sql, types, limit)

    def links(self) -> Iterator[Link]:
        """Yield every link, ordered by head, relation and tail."""
        return self._pages(queries.LINK, "links", "head, relation, tail", _links)

    def facts(self, ids: Iterable[str]) -> dict[str, Fact]:
        """Return the facts that exist among these ids, with their evidence, by id."""
        with self._transaction() as sql:
            # Of two readings under one id the better comes last, and stays.
            order = "ORDER BY id, confidence, position DESC"
            found = read_facts(sql, f"id {AMONG} {order}", listed(ids))
            return {fact.id: fact for fact in found}

    def surest(
        self, ids: Iterable[str], where: LinkFilter = EVERY_LINK, *, start: int = 0, limit: int
    ) -> list[Link]:
        """Return the surest links of each of these entities, the surest of all first."""
        with self._transaction() as sql:
            return near.surest(sql, ids, where, start, limit)

    def among(
        self, ids: Iterable[str], where: LinkFilter = EVERY_LINK, *, limit: int
    ) -> list[Link]:
        """Return the links between any two of these entities, the surest first."""
        with self._transaction() as sql:
            return near.among(sql, ids, where, limit)

    def tally(
        self, ids: Iterable[str], where: LinkFilter = EVERY_LINK
    ) -> dict[str, dict[str, int]]:
        """Return how many links of each relation these entities have."""
        with self._transaction() as sql:
            return near.tally(sql, ids, where)

    def occurrences(self, entity: str) -> Occurrences:
        """Count the documents that know a resolved entity, and the places that name it."""
        with self._transaction() as sql:
            return near.occurrences(sql, entity)

    def mentions(self, entity: str, *, start: int = 0, limit: int | None = None) -> list[Mention]:
        """Return mentions of a resolved entity, ordered by document uri and start."""
        with self._transaction() as sql:
            return queries.mentions(sql, entity, start, limit)

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement and resolve anew what it touches."""
        with self._transaction("IMMEDIATE") as sql:
            if judge(sql, judgement):
                sqlite_history.note(sql, judged(judgement))

    def judgements(self) -> list[Judgement]:
        """Return every judgement ever made, in order of time, then id."""
        statement = f"SELECT {columns(Judgement)} FROM judgements ORDER BY at, id"
        with self._transaction() as sql:
            return records(Judgement, sql.execute(statement))

    def stats(self) -> Stats:
        """Count what is here."""
        with self._transaction() as sql:
            return queries.counted(sql)

    def revision(self) -> str:
        """Return what differs after every change."""
        with self._transaction() as sql:
            return sqlite_history.revision(sql)

    def history(self, *, since: str = "", after: int = 0, limit: int = 1000) -> list[HistoryEntry]:
        """Return the changes from an ISO time on, in the order in which they were made."""
        with self._transaction() as sql:
            return sqlite_history.entries(sql, since, after, limit)

    def at_once(self, work: Callable[[], Answer]) -> Answer:
        """Return what the work answers, all of it as the store is now."""
        with self._transaction():
            return work()

    def close(self) -> None:
        """Let go of the file; closing twice is harmless."""
        with self._lock, translating(self._name):
            self._sql.close()

    @contextmanager
    def _transaction(self, kind: str = "DEFERRED") -> Iterator[sqlite3.Connection]:
        with self._lock, translating(self._name):
            if self._sql.in_transaction:  # of this thread, which holds the lock: see at_once
                yield self._sql
            else:
                with limited(self._sql), transaction(self._sql, kind):
                    yield self._sql
                    self._check()

    def _pages(
        self, chosen: str, table: str, order: str, read: Read[Found], page: int = PAGE
    ) -> Iterator[Found]:
        """Yield the rows of a table as records, in an order that is unique, a page at a time."""
        width = order.count(",") + 1
        after: str = ""
        last: tuple[str, ...] = ()
        while True:
            statement = (
                f"SELECT {order}, {chosen} FROM {table} {after} ORDER BY {order} LIMIT {page}"
            )
            with self._transaction() as sql:
                rows = sql.execute(statement, last).fetchall()
                found = read(sql, [row[width:] for row in rows])
            yield from found
            if len(rows) < page:
                return
            last = rows[-1][:width]
            after = f"WHERE ({order}) > ({', '.join('?' * width)})"


def _documents(_: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> list[Document]:
    return records(Document, rows)


def _links(_: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> list[Link]:
    return queries.links_of(rows)


def _known(document: str, found: Found | None) -> Found:
    if found is None:
        raise UnknownNameError("document", document)
    return found
