"""Faults of a real server in the middle of a change: told, survived, nothing lost or doubled."""

from __future__ import annotations

import os
import time
from contextlib import closing
from random import Random
from threading import Thread

import pytest
from neo4j import GraphDatabase

from graph.errors import StoreError, StoreFormatError, StoreUnavailableError
from graph.store import cypher
from graph.store.neo4j import Neo4jStore
from graph.store.sqlite import SqliteStore
from tests.graph.factories import random_graph
from tests.graph.store.neo4j.emptying import emptied, nodes, run
from tests.graph.store.oracle import everything

DOCUMENTS = 8


def numbered(number):
    return random_graph(Random(number), f"{number:02}.txt", facts=12)


@pytest.fixture
def store(address):
    with closing(Neo4jStore(address)) as opened:
        yield opened


def test_a_store_that_is_deleted_while_open_refuses_changes(address, store):
    run(address, "MATCH (n) DETACH DELETE n")

    with pytest.raises(StoreFormatError, match="deleted meanwhile; open it again"):
        store.replace_document(numbered(0))

    assert nodes(address) == {}


def test_a_change_that_takes_too_long_is_ended_and_leaves_nothing(address, store):
    with (
        closing(Neo4jStore(address, timeout=1, patience=1)) as hurried,
        GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver,
        driver.session(database=address.database) as session,
        session.begin_transaction() as other,
    ):
        other.run(cypher.TAKE_TURN).consume()
        with pytest.raises(StoreUnavailableError, match=r"took too long.*; try again"):
            hurried.replace_document(numbered(0))
        other.rollback()

    assert store.hashes() == {}
    store.replace_document(numbered(0))


@pytest.mark.skipif("NEO4J_URI" in os.environ, reason="a server that others run is not killed")
def test_killed_in_the_middle_of_a_load_nothing_is_lost_or_doubled(address, release, neo4j_servers):
    server = neo4j_servers(release)
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
