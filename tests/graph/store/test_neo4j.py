"""What holds of the Neo4j store beyond the contract: its graph, and faults on a real server."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from random import Random
from threading import Thread

import pytest
from neo4j import GraphDatabase

from graph.errors import StoreError, StoreFormatError, StoreUnavailableError
from graph.records import Evidence
from graph.store import cypher, open_store
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_server import check_age
from graph.store.sqlite import SqliteStore
from tests.graph.factories import Claimed, make_graph, random_graph
from tests.graph.store.neo4j.emptying import emptied, run
from tests.graph.store.oracle import everything

FUNDED = Claimed("青禾资本", "INVESTED_IN", "远山科技", 0.8, "2025-03", {"round": "A"})
DOCUMENTS = 12


def numbered(number):
    return random_graph(Random(number), f"{number:02}.txt", facts=12)


def nodes(address):
    """Return how many nodes bear each label."""
    labels = run(address, "MATCH (n) RETURN labels(n)")
    return Counter(label for (borne,) in labels for label in borne)


@pytest.fixture
def address(neo4j_address):
    return emptied(neo4j_address)


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


def test_nothing_stays_behind_a_removed_document(address, store):
    graph = make_graph("a.txt", [FUNDED])
    store.replace_document(graph)

    store.remove_document(graph.document.id)

    assert nodes(address) == {"Guanxi": 1}


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


def test_a_wrong_password_is_told_and_not_shown(address):
    with pytest.raises(StoreUnavailableError, match="refused user or password") as caught:
        Neo4jStore(replace(address, password="wrong-word"))

    assert "wrong-word" not in str(caught.value)
    assert "GUANXI_NEO4J_PASSWORD" in str(caught.value)


def test_an_unknown_database_is_told(address):
    with pytest.raises(StoreUnavailableError, match="no such database; name another"):
        Neo4jStore(replace(address, database="nowhere"), patience=1)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_down_is_told_at_once_in_one_line(scheme):
    began = time.monotonic()

    with pytest.raises(StoreUnavailableError, match="cannot be reached; check that") as caught:
        open_store(f"{scheme}://someone:secret@127.0.0.1:9/neo4j")

    assert time.monotonic() - began < 10
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("agent", ["Neo4j/4.4.41", "Neo4j/5.25.1", "Memgraph/3.0"])
def test_a_server_too_old_is_told_which_will_do(agent):
    with pytest.raises(StoreUnavailableError, match=rf"is {agent}.*Neo4j 5\.26 or later"):
        check_age("bolt://localhost", agent)


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/5.27-aura", "Neo4j/2026.08.1"])
def test_a_server_new_enough_will_do(agent):
    check_age("bolt://localhost", agent)


def test_somebody_elses_graph_is_refused_and_left_as_it_is(address):
    run(address, "MATCH (n) DETACH DELETE n")
    run(address, "CREATE (:Film {title: 'Metropolis'})")

    with pytest.raises(StoreFormatError, match=r"not guanxi's \(a node Film is there\); give"):
        Neo4jStore(address)

    assert nodes(address) == {"Film": 1}
    run(address, "MATCH (n) DETACH DELETE n")


def test_whoever_only_asks_gets_no_empty_store(address):
    run(address, "MATCH (n) DETACH DELETE n")

    with pytest.raises(StoreUnavailableError, match="no store there; run guanxi ingest first"):
        Neo4jStore(address, create=False)

    assert nodes(address) == {}


def test_a_newer_version_is_refused(address):
    Neo4jStore(address).close()
    run(address, cypher.SET_VERSION, version=99)

    with pytest.raises(StoreFormatError, match=r"newer guanxi \(format 99, this one reads 1\)"):
        Neo4jStore(address)

    run(address, cypher.SET_VERSION, version=len(cypher.MIGRATIONS))


def test_a_graph_that_was_loaded_without_a_schema_gets_one_when_opened(address, store):
    run(address, "DROP INDEX name_terms")
    run(address, "MATCH (g:Guanxi) SET g.bare = true")
    graph = make_graph("a.txt", [FUNDED])

    with closing(Neo4jStore(address, create=False)) as opened:
        opened.replace_document(graph)

        assert [entity.name for entity in opened.search("远山")] == ["远山科技"]
    assert run(address, "MATCH (g:Guanxi) RETURN g.version, g.bare") == [[1, None]]


def test_a_store_that_is_deleted_while_open_refuses_changes(address, store):
    run(address, "MATCH (n) DETACH DELETE n")

    with pytest.raises(StoreFormatError, match="deleted meanwhile; open it again"):
        store.replace_document(numbered(0))

    assert nodes(address) == {}


def test_a_change_that_takes_too_long_is_ended_and_leaves_nothing(address):
    with (
        closing(Neo4jStore(address, timeout=1, patience=1)) as store,
        GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver,
        driver.session(database=address.database) as session,
    ):
        with session.begin_transaction() as other:
            other.run(cypher.TAKE_TURN).consume()
            with pytest.raises(StoreUnavailableError, match=r"took too long.*; try again"):
                store.replace_document(numbered(0))
            other.rollback()

        assert store.hashes() == {}
        store.replace_document(numbered(0))


@pytest.mark.skipif("NEO4J_URI" in os.environ, reason="a server that others run is not killed")
def test_killed_in_the_middle_of_a_load_nothing_is_lost_or_doubled(address, request):
    server = request.getfixturevalue("neo4j_server")
    acknowledged, failures = [], []

    def load():
        with closing(Neo4jStore(address, patience=1)) as store:
            try:
                for number in range(DOCUMENTS):
                    store.replace_document(numbered(number))
                    acknowledged.append(number)
            except StoreError as error:
                failures.append(error)

    loading = Thread(target=load)
    loading.start()
    while len(acknowledged) < DOCUMENTS // 4:
        time.sleep(0.005)
    server.kill()
    loading.join()
    (failure,) = failures
    assert isinstance(failure, StoreUnavailableError)
    server.start()

    with closing(Neo4jStore(address)) as store, closing(SqliteStore(None)) as expected:
        # One may have been written without the client hearing of it, but none is half.
        kept = [store.graph_of(document.id) for document in store.documents()]
        assert len(acknowledged) <= len(kept) <= len(acknowledged) + 1 < DOCUMENTS
        assert kept == [numbered(number) for number in range(len(kept))]
        for number in range(DOCUMENTS):
            change = store.replace_document(numbered(number))
            assert bool(change.added) <= (number >= len(kept))
            expected.replace_document(numbered(number))
        assert everything(store) == everything(expected)
        finished = nodes(address)
        emptied(address)
        for number in range(DOCUMENTS):
            store.replace_document(numbered(number))
        assert nodes(address) == finished


LOOKING_AT_EVERYTHING = {"ANYTHING", "HASHES", "JUDGEMENTS"}


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
