"""The store on a Neo4j server, for teams: the same answers as the SQLite store, and Cypher.

Invariants: one transaction a document, in which what resolution derives is written too;
writers take turns, because each first locks the one ``Guanxi`` node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Concatenate, ParamSpec, TypeVar

from neo4j import READ_ACCESS, ManagedTransaction, Session, unit_of_work

from graph.errors import StoreFormatError, StoreUnavailableError, UnknownNameError
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
from graph.store import cypher, deadline, neo4j_history
from graph.store import neo4j_near as near
from graph.store import neo4j_queries as queries
from graph.store.base import LinkFilter
from graph.store.changing import check_whole
from graph.store.history import entry_of
from graph.store.neo4j_changes import judge, replace
from graph.store.neo4j_errors import translating
from graph.store.neo4j_reading import reading
from graph.store.neo4j_rows import ask, facts, listed, read_entities, read_graph, record
from graph.store.neo4j_schema import prepare
from graph.store.neo4j_server import Address, connect
from graph.store.reading import USUAL, Limits, Reading

Answer = TypeVar("Answer")
Given = ParamSpec("Given")
Work = Callable[Concatenate[ManagedTransaction, Given], Answer]
EVERY_LINK = LinkFilter()
PATIENCE = 30.0  # seconds for a server to answer again, such as one that is being restarted
PAGE = 500  # entities that an iteration holds at once


class Neo4jStore:
    """A ``Store`` in one database of a Neo4j server; see the Protocol for its promises.

    Threads may share it. What fails because the server went away is tried again until
    ``patience`` has passed; ``timeout`` ends a transaction that takes longer.
    """

    def __init__(
        self,
        address: Address,
        *,
        create: bool = True,
        patience: float = PATIENCE,
        timeout: float | None = None,
    ) -> None:
        """Connect, and make the schema where the database is empty and ``create`` is true."""
        self._address = address
        self._timeout = timeout
        self._asking: ContextVar[ManagedTransaction | None] = ContextVar("asking", default=None)
        self._driver = connect(address, patience=patience)
        try:
            with translating(address.name), self._session() as session:
                prepare(session, address.name, create=create)
        except BaseException:
            self._driver.close()
            raise

    def replace_document(self, graph: DocumentGraph) -> Change:
        """Store what a document says in place of what it said before."""
        check_whole(graph)
        return self._write(_replaced, graph.document.id, graph)

    def remove_document(self, document: str) -> Change:
        """Take back all that a document says."""
        return self._write(_replaced, document, None)

    def document(self, document: str) -> Document:
        """Return one document with its text."""
        rows = self._read(ask, cypher.DOCUMENT, id=document)
        return _known(document, record(Document, rows[0][0]) if rows else None)

    def metadata(self, ids: Iterable[str] | None = None) -> dict[str, DocumentMetadata]:
        """Return the documents that exist among these ids, or all, by id, ordered by uri."""
        return self._read(queries.metadata, None if ids is None else listed(ids))

    def hashes(self) -> Mapping[str, str]:
        """Return the sha256 of every document by its id."""
        return dict(sorted(self._read(ask, cypher.HASHES)))

    def documents(self) -> Iterator[Document]:
        """Yield every document, ordered by uri."""
        # One at a time: a text may have a hundred million characters.
        for _, id_ in sorted(self._read(ask, cypher.DOCUMENT_ORDER)):
            for (row,) in self._read(ask, cypher.DOCUMENT, id=id_):
                yield record(Document, row)

    def graph_of(self, document: str) -> DocumentGraph:
        """Return all that one document says."""
        return _known(document, self._read(read_graph, document))

    def search(
        self, text: str, *, types: frozenset[str] = frozenset(), limit: int = 20
    ) -> list[Entity]:
        """Return the entities with a name that contains the text, best first."""
        return self._read(queries.search, text, types, limit)

    def named(self, name: str) -> list[Entity]:
        """Return the entities that bear this name, compared by ``comparable_name``."""
        return self._read(queries.named, name)

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Return the entities that exist among these ids, resolved or local."""
        return self._read(read_entities, ids)

    def all_entities(self) -> Iterator[Entity]:
        """Yield every resolved entity, ordered by type, name and id."""
        # Ordered here, by code points: a database may well order names otherwise.
        order = [id_ for _, _, id_ in sorted(self._read(ask, cypher.ENTITY_ORDER))]
        for page in _pages(order):
            found = self._read(read_entities, page)
            yield from (found[id_] for id_ in page if id_ in found)

    def expand(self, ids: Iterable[str], where: LinkFilter = EVERY_LINK) -> list[Link]:
        """Return the links that touch any of these entities, by head, relation and tail."""
        return self._read(queries.expand, listed(ids), where)

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
        return self._read(near.bridges, listed(left), listed(right), where, listed(avoiding), limit)

    def degrees(self, ids: Iterable[str]) -> dict[str, int]:
        """Return with how many other entities each of these is linked, 0 for unknown ones."""
        return self._read(queries.degrees, listed(ids))

    def best_connected(self, *, types: frozenset[str] = frozenset(), limit: int) -> list[Linked]:
        """Return the entities with the most links, of these types or of any."""
        return self._read(near.best_connected, types, limit)

    def links(self) -> Iterator[Link]:
        """Yield every link, ordered by head, relation and tail."""
        heads = sorted(id_ for (id_,) in self._read(ask, cypher.ENTITY_IDS))
        for page in _pages(heads):
            yield from self._read(queries.links_from, page)

    def facts(self, ids: Iterable[str]) -> dict[str, Fact]:
        """Return the facts that exist among these ids, with their evidence, by id."""
        rows = self._read(ask, cypher.FACTS, ids=listed(ids))
        # Of two readings under one id the better comes last, and stays; of equals, the first.
        rows.sort(key=lambda row: (row[0]["confidence"], -row[0]["position"]))
        return {fact.id: fact for fact in facts(rows, "id")}

    def surest(
        self, ids: Iterable[str], where: LinkFilter = EVERY_LINK, *, start: int = 0, limit: int
    ) -> list[Link]:
        """Return the surest links of each of these entities, the surest of all first."""
        return self._read(near.surest, listed(ids), where, start, limit)

    def among(
        self, ids: Iterable[str], where: LinkFilter = EVERY_LINK, *, limit: int
    ) -> list[Link]:
        """Return the links between any two of these entities, the surest first."""
        return self._read(near.among, listed(ids), where, limit)

    def tally(
        self, ids: Iterable[str], where: LinkFilter = EVERY_LINK
    ) -> dict[str, dict[str, int]]:
        """Return how many links of each relation these entities have."""
        return self._read(near.tally, listed(ids), where)

    def occurrences(self, entity: str) -> Occurrences:
        """Count the documents that know a resolved entity, and the places that name it."""
        return self._read(near.occurrences, entity)

    def mentions(self, entity: str, *, start: int = 0, limit: int | None = None) -> list[Mention]:
        """Return mentions of a resolved entity, ordered by document uri and start."""
        return self._read(queries.mentions, entity, start, limit)

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement and resolve anew what it touches."""
        self._write(judge, judgement)

    def judgements(self) -> list[Judgement]:
        """Return every judgement ever made, in order of time, then id."""
        made = [record(Judgement, row) for (row,) in self._read(ask, cypher.JUDGEMENTS)]
        return sorted(made, key=lambda judgement: (judgement.at, judgement.id))

    def stats(self) -> Stats:
        """Count what is here."""
        return self._read(queries.counted)

    def revision(self) -> str:
        """Return what differs after every change."""
        return self._read(neo4j_history.revision)

    def history(self, *, since: str = "", after: int = 0, limit: int = 1000) -> list[HistoryEntry]:
        """Return the changes from an ISO time on, in the order in which they were made."""
        return self._read(neo4j_history.entries, since, after, limit)

    @contextmanager
    def read(
        self, statement: str, parameters: Mapping[str, object] | None = None, limits: Limits = USUAL
    ) -> Iterator[Reading]:
        """Run a statement in Cypher that only reads; its rows can be taken inside the block."""
        with (
            self._driver.session(
                database=self._address.database, default_access_mode=READ_ACCESS
            ) as session,
            reading(session, self._address.name, statement, parameters or {}, limits) as rows,
        ):
            yield rows

    def at_once(self, work: Callable[[], Answer]) -> Answer:
        """Return what the work answers; all that it asks is asked in one transaction."""

        def asking(tx: ManagedTransaction) -> Answer:
            token = self._asking.set(tx)
            try:
                return work()
            finally:
                self._asking.reset(token)

        return self._read(asking)

    def close(self) -> None:
        """Let go of the connections; closing twice is harmless."""
        self._driver.close()

    def _session(self) -> Session:
        return self._driver.session(database=self._address.database)

    def _read(self, work: Work[Given, Answer], *args: Given.args, **named: Given.kwargs) -> Answer:
        """Return what the work answers, tried again while the server is away."""
        deadline.check()
        if tx := self._asking.get():
            return work(tx, *args, **named)
        limited = unit_of_work(timeout=deadline.left() or self._timeout)(work)
        try:
            with translating(self._address.name), self._session() as session:
                return session.execute_read(limited, *args, **named)
        except StoreUnavailableError:
            deadline.check()  # it was the question that took too long, not the server
            raise

    def _write(self, work: Work[Given, Answer], *args: Given.args, **named: Given.kwargs) -> Answer:
        """Do the work whole or not at all; again, from the start, while the server is away."""

        def in_turn(tx: ManagedTransaction) -> Answer:
            if not ask(tx, cypher.TAKE_TURN):
                raise StoreFormatError(
                    f"{self._address.name}: the store there was deleted meanwhile; open it again"
                )
            return work(tx, *args, **named)

        limited = unit_of_work(timeout=self._timeout)(in_turn)
        with translating(self._address.name), self._session() as session:
            return session.execute_write(limited)


def _replaced(tx: ManagedTransaction, document: str, new: DocumentGraph | None) -> Change:
    old = read_graph(tx, document)
    if new is None:
        _known(document, old)
    change = replace(tx, document, old, new)
    if old != new:
        neo4j_history.note(tx, entry_of(old, new, change))
    return change


def _pages(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), PAGE):
        yield ids[start : start + PAGE]


def _known(document: str, found: Answer | None) -> Answer:
    if found is None:
        raise UnknownNameError("document", document)
    return found
