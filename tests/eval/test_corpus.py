"""Real documents: every stored fact is quoted, and questions about them are answered."""

from __future__ import annotations

import pytest

from api.ingest import Ingestion
from extractors.reading import files
from graph.chains import chain
from graph.naming import find_entity
from graph.paths import trace
from graph.store import open_store


@pytest.fixture(scope="module")
def corpus(shared, pipeline):
    """A store with the real documents in it, and how many of them there were."""
    found = files([shared("corpus")])
    store = open_store("memory:")
    ingestion = Ingestion(store, lambda: pipeline)
    for path in found.files:
        ingestion.ingest(path)
    yield store, len(found.files), found.errors
    store.close()


def test_every_document_is_read(corpus):
    store, number, errors = corpus

    assert not errors
    assert number == 5
    assert store.stats().documents == number


def test_every_quote_and_mention_stands_in_its_document(corpus):
    store, _, _ = corpus
    facts = mentions = 0

    for document in store.documents():
        graph = store.graph_of(document.id)
        for fact in graph.facts:
            for evidence in fact.evidence:
                facts += 1
                assert document.text[evidence.start : evidence.end] == evidence.quote
        for mention in graph.mentions:
            mentions += 1
            assert document.text[mention.start : mention.end] == mention.text

    assert facts > 300
    assert mentions > 2000


def test_an_investor_is_traced_to_the_firm_with_a_quote(corpus):
    store, _, _ = corpus
    firm, investor = find_entity(store, "希奥端计算"), find_entity(store, "毅达资本")

    paths = trace(store, firm, investor)

    hop = paths[0].hops[0]
    assert hop.relation == "INVESTED_IN"
    assert "领投" in hop.reading
    assert hop.quote in store.document(hop.source.document).text


def test_a_chain_starts_from_a_firm_and_is_quoted(corpus):
    store, _, _ = corpus

    firm = find_entity(store, "商汤")

    paths = chain(store, firm, "Organization -PARTNERS_WITH- Organization")

    assert paths
    assert all(
        hop.quote in store.document(hop.source.document).text for path in paths for hop in path.hops
    )
