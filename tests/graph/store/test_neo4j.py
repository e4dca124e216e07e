"""What holds of the Neo4j store beyond the contract: its graph, its writers, its plans."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from random import Random

import pytest
from neo4j import GraphDatabase, ManagedTransaction

from graph.records import Evidence
from graph.store import cypher, open_store
from graph.store.neo4j import Neo4jStore
from graph.store.sqlite import SqliteStore
from tests.graph.factories import Claimed, make_graph, random_graph
from tests.graph.store.neo4j.emptying import nodes, run
from tests.graph.store.oracle import everything

FUNDED = Claimed("青禾资本", "INVESTED_IN", "远山科技", 0.8, "2025-03", {"round": "A"})
DOCUMENTS = 12
MOST_STATEMENTS = 17  # of a new document that shares names with another; the sample takes 13


def numbered(number):
    return random_graph(Random(number), f"{number:02}.txt", facts=12)


@pytest.fixture
def store(address):
    with closing(Neo4jStore(address)) as opened:
        yield opened


def test_cypher_finds_a_typed_link_between_labelled_entities_and_its_quote(address, store):
    graph = make_graph("a.txt", [FUNDED])
    store.replace_document(graph)

    rows = run(
        address,
        "MATCH (head:Entity:Organization)-[link:INVESTED_IN]->(tail:Organization)"
        " MATCH (fact:Fact)-[:STATED_IN]->(place:Evidence)-[:IN]->(document:Document)"
        " WHERE fact.id IN link.facts"
        " RETURN head.name, tail.name, link.confidence, link.date, place.quote, document.uri",
    )

    quote = graph.facts[0].evidence[0].quote
    assert rows == [["青禾资本", "远山科技", 0.8, "2025-03", quote, "a.txt"]]


def test_the_full_text_index_finds_chinese_names(address, store):
    store.replace_document(make_graph("a.txt", [FUNDED]))

    found = run(
        address,
        "CALL db.index.fulltext.queryNodes('entity_names', $text) YIELD node RETURN node.name",
        text='"远山"',
    )

    assert found == [["远山科技"]]


def test_links_are_the_only_relationships_of_an_entity(address, store):
    store.replace_document(numbered(3))

    others = run(address, "MATCH (:Entity)--(other) WHERE NOT other:Entity RETURN labels(other)")

    assert not others


def test_only_the_history_stays_behind_a_removed_document(address, store):
    graph = make_graph("a.txt", [FUNDED])
    store.replace_document(graph)

    store.remove_document(graph.document.id)

    assert nodes(address) == {"Guanxi": 1, "Change": 2}


def test_facts_that_share_their_evidence_keep_what_each_of_them_reads(store):
    graph = make_graph("a.txt", [FUNDED, Claimed("青禾资本", "ACQUIRED", "远山科技")])
    shared = graph.facts[0].evidence[0]
    other = Evidence(**shared.model_dump() | {"reading": "otherwise repaired"})
    second = graph.facts[1].model_copy(update={"evidence": (other, *graph.facts[1].evidence)})
    graph = graph.model_copy(update={"facts": (graph.facts[0], second)})

    store.replace_document(graph)

    assert store.graph_of(graph.document.id) == graph


def test_what_was_stored_is_there_when_opened_again(address, store):
    store.replace_document(numbered(0))
    before = everything(store)
    scheme, _, place = address.uri.partition("://")
    url = f"{scheme}://{address.user}:{address.password}@{place}/{address.database}"

    with closing(open_store(url, create=False)) as again:
        assert everything(again) == before


def test_writers_at_the_same_time_take_turns(address, store):
    graphs = [numbered(number) for number in range(12)]
    with (
        closing(Neo4jStore(address)) as other,
        ThreadPoolExecutor(4) as threads,
        closing(SqliteStore(None)) as expected,
    ):
        for number, graph in enumerate(graphs):
            threads.submit((store, other)[number % 2].replace_document, graph)
            expected.replace_document(graph)
        threads.shutdown()

        assert everything(store) == everything(expected)


def test_a_store_of_the_first_version_is_brought_up_to_date(address):
    profiles = "MATCH (p:Profile) RETURN p {.*} ORDER BY p.id"
    with closing(Neo4jStore(address)) as store:
        for number in range(DOCUMENTS):
            store.replace_document(numbered(number))
    newest = run(address, profiles)
    run(address, "MATCH (p:Profile) REMOVE p.first, p.count")
    run(address, cypher.SET_VERSION, version=1)

    Neo4jStore(address).close()

    assert run(address, profiles) == newest
    assert all(row["count"] > 0 for (row,) in newest)
    assert run(address, cypher.VERSION) == [[len(cypher.MIGRATIONS)]]


def test_a_new_document_takes_few_statements(store, monkeypatch):
    store.replace_document(numbered(0))
    asked, plain = [], ManagedTransaction.run
    monkeypatch.setattr(
        ManagedTransaction,
        "run",
        lambda tx, statement, *given, **named: (
            asked.append(statement) or plain(tx, statement, *given, **named)
        ),
    )

    store.replace_document(numbered(3))

    assert len(asked) <= MOST_STATEMENTS


LOOKING_AT_EVERYTHING = {
    "ALL_METADATA",
    "ANYTHING",
    "BEST_CONNECTED",
    "HASHES",
    "INDEXES",
    "JUDGEMENTS",
    "NAMES_OF_ENTITIES",
}


def looks_things_up(name):
    """Tell whether this names a statement that is meant to find what it needs by an index."""
    return (
        name.isupper()
        and isinstance(getattr(cypher, name), str)
        and name not in LOOKING_AT_EVERYTHING
        and not name.startswith(("_", "COUNT_"))
        and not name.endswith(("_ORDER", "_IDS"))
    )


@pytest.mark.parametrize("name", [*filter(looks_things_up, vars(cypher))])
def test_a_plan_made_while_the_store_is_empty_scans_nothing(address, name):
    Neo4jStore(address).close()
    statement = getattr(cypher, name)
    parameters = dict.fromkeys(re.findall(r"\$(\w+)", statement))

    with (
        GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver,
        driver.session(database=address.database) as session,
    ):
        plan = session.run(f"EXPLAIN {statement}", parameters).consume().plan

    assert not [operator for operator in operators(plan) if "Scan" in operator]


def operators(plan):
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from operators(child)
