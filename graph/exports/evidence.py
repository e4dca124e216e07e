"""What supports the links of a part of the graph, fetched a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from graph.explanations import Source, sources_of
from graph.ids import content_id
from graph.records import Fact, Link
from graph.store.base import Store

BATCH = 1_000


def supported(store: Store, links: Iterable[Link]) -> Iterator[tuple[Link, list[Fact]]]:
    """Yield every link with its facts, best first."""
    remaining = iter(links)
    while batch := list(islice(remaining, BATCH)):
        facts = store.facts(dict.fromkeys(fact for link in batch for fact in link.facts))
        for link in batch:
            yield link, [facts[fact] for fact in link.facts]


class Sources:
    """The documents that were quoted, each asked of the store once and kept without its text."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Source] = {}

    def of(self, fact: Fact) -> list[Source]:
        """Return the documents that a fact's evidence stands in, in order of the evidence."""
        return [self[place] for place in dict.fromkeys(one.document for one in fact.evidence)]

    def __getitem__(self, document: str) -> Source:
        if document not in self._known:
            self._known |= sources_of(self._store, [document])
        return self._known[document]

    def quoted(self) -> list[Source]:
        """Return every document asked for so far, ordered by uri."""
        return sorted(self._known.values(), key=lambda one: one.uri)


def link_id(link: Link) -> str:
    """Return an identifier of a link that depends on what it links and how."""
    return content_id("link", link.head, link.relation, link.tail)


def in_full(fact: Fact, sources: Sources) -> dict[str, object]:
    """Return all that is known of a fact, each of its quotes with its document."""
    evidence = [
        {**one.model_dump(mode="json"), **sources[one.document].model_dump(mode="json")}
        for one in fact.evidence
    ]
    return {"fact": fact.id, **fact.model_dump(mode="json"), "evidence": evidence}
