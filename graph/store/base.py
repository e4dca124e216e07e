"""The seam between the graph and where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

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
    Record,
    Stats,
)

Answer = TypeVar("Answer")


class LinkFilter(Record):
    """Which links count; an empty set or None lets everything pass.

    ``types`` are the types that the entity at the far end may have. ``since`` and ``until``
    are ISO dates, both inclusive; once either is set, links without a date do not pass.
    """

    relations: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    min_confidence: float = 0.0
    since: str | None = None
    until: str | None = None


class Store(Protocol):
    """Keeps documents and what they say, and answers questions about resolved entities.

    Promises that hold on every store, and that the contract suite in ``tests/graph/store``
    checks:

    - A document is stored whole or not at all, whatever happens to the process.
    - Storing the same document again changes nothing; storing it changed takes back exactly
      what it no longer says; removing it takes back the rest.
    - The same content gives the same answers in the same order, whatever the order in which
      it was stored. Where nothing else is said, order is by id.
    - Resolution (``graph.resolution``) is up to date after every change.
    - Errors are ``StoreError`` or its children; after one, the store is as it was before.
    """

    def replace_document(self, graph: DocumentGraph) -> Change:
        """Store what a document says in place of what it said before; atomic."""
        ...

    def remove_document(self, document: str) -> Change:
        """Take back all that a document says; atomic.

        Raises:
            UnknownNameError: if no document has this id.
        """
        ...

    def document(self, document: str) -> Document:
        """Return one document with its text.

        Raises:
            UnknownNameError: if no document has this id.
        """
        ...

    def metadata(self, ids: Iterable[str] | None = None) -> dict[str, DocumentMetadata]:
        """Return the documents that exist among these ids, or all, by id, ordered by uri."""
        ...

    def hashes(self) -> Mapping[str, str]:
        """Return the sha256 of every document by its id, to see what changed."""
        ...

    def documents(self) -> Iterator[Document]:
        """Yield every document, ordered by uri."""
        ...

    def graph_of(self, document: str) -> DocumentGraph:
        """Return all that one document says, equal to what was stored.

        Raises:
            UnknownNameError: if no document has this id.
        """
        ...

    def search(
        self, text: str, *, types: frozenset[str] = frozenset(), limit: int = 20
    ) -> list[Entity]:
        """Find entities by a part of any of their names, Chinese or English, any case.

        Chinese names are found by their pinyin too, from any character on, and by its
        initials: see ``graph.store.pinyin``.

        Order: those with a name equal to the text, then those with a name that begins with
        it or is read so, then those whose reading or initials begin with it, then those that
        contain it, then the rest; within each, the more links the earlier, then by id.
        """
        ...

    def named(self, name: str) -> list[Entity]:
        """Find entities that bear this name, by ``comparable_name``; ordered as in search."""
        ...

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Return the entities that exist among these ids, resolved or local, by the id asked."""
        ...

    def all_entities(self) -> Iterator[Entity]:
        """Yield every resolved entity, ordered by type, name and id."""
        ...

    def expand(self, ids: Iterable[str], where: LinkFilter = LinkFilter()) -> list[Link]:
        """Return the links that touch any of these entities, in either direction, each once.

        One call answers for a whole frontier of a search. Order: head, relation, tail.
        """
        ...

    def bridges(
        self,
        left: Iterable[str],
        right: Iterable[str],
        where: LinkFilter = LinkFilter(),
        *,
        avoiding: Iterable[str] = (),
        limit: int,
    ) -> list[Link] | None:
        """Return the links of the ways of one or two links from any left to any other right.

        All links between two entities on such a way are given that pass the filter, the far
        end being the right entity of one link, and the entity in between of two, which is
        none of ``avoiding``. Order: head, relation, tail. None where more than ``limit`` links
        touch the entities, those of each side counted by themselves, whatever the filter.
        """
        ...

    def degrees(self, ids: Iterable[str]) -> dict[str, int]:
        """Return with how many other entities each of these is linked."""
        ...

    def best_connected(self, *, types: frozenset[str] = frozenset(), limit: int) -> list[Linked]:
        """Return the entities with the most links, of these types or of any.

        Order: the more links the earlier, then by id; those without any come last.
        """
        ...

    def links(self) -> Iterator[Link]:
        """Yield every link, ordered by head, relation and tail."""
        ...

    def facts(self, ids: Iterable[str]) -> dict[str, Fact]:
        """Return the facts that exist among these ids, with their evidence, by id."""
        ...

    def surest(
        self, ids: Iterable[str], where: LinkFilter = LinkFilter(), *, start: int = 0, limit: int
    ) -> list[Link]:
        """Return ``limit`` links of each of these entities, from its ``start``-th surest on.

        What one of several entities is given counts, however few another has. Order: the
        surest first, equally sure ones by head, relation, tail; each once.
        """
        ...

    def among(
        self, ids: Iterable[str], where: LinkFilter = LinkFilter(), *, limit: int
    ) -> list[Link]:
        """Return the links between any two of these entities, ordered as by ``surest``."""
        ...

    def tally(
        self, ids: Iterable[str], where: LinkFilter = LinkFilter()
    ) -> dict[str, dict[str, int]]:
        """Return how many links of each relation each of these has, unknown ones none."""
        ...

    def occurrences(self, entity: str) -> Occurrences:
        """Count the documents that know a resolved entity, and the places that name it."""
        ...

    def mentions(self, entity: str, *, start: int = 0, limit: int | None = None) -> list[Mention]:
        """Return mentions of a resolved entity, ordered by document uri and start."""
        ...

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement and resolve anew what it touches; nothing is overwritten."""
        ...

    def judgements(self) -> list[Judgement]:
        """Return every judgement ever made, in order of time, then id."""
        ...

    def stats(self) -> Stats:
        """Count what is here."""
        ...

    def revision(self) -> str:
        """Return what differs, short and plain, after every change that any answer may show.

        It stays equal while nothing is stored, so that answers may be kept until it differs.
        """
        ...

    def history(self, *, since: str = "", after: int = 0, limit: int = 1000) -> list[HistoryEntry]:
        """Return the changes from an ISO time on, in the order in which they were made.

        ``after`` is the row of the last entry seen, to go on from there.
        """
        ...

    def at_once(self, work: Callable[[], Answer]) -> Answer:
        """Return what the work answers, which asks this store several questions from one thread.

        They are asked in one transaction, which costs less, and in which a store in a file
        stays as it is. The work changes nothing and may be run again.
        """
        ...

    def close(self) -> None:
        """Let go of the file or connection; closing twice is harmless."""
        ...
