"""Making the schema on a real server: what is refused, what is mended, what is made again."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from graph.errors import StoreFormatError, StoreUnavailableError
from graph.store import cypher
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_schema import wanted_indexes
from tests.graph.factories import Claimed, make_graph
from tests.graph.store.neo4j.emptying import nodes, run

ROOT = Path(__file__).parents[3]
INTERRUPTED = """
import sys, time
from neo4j import Session
from graph.store import cypher, open_store
run = Session.run
def slowed(session, statement, **parameters):
    if statement == cypher.MIGRATIONS[0][7]:
        print("in the middle", flush=True)
        time.sleep(600)
    return run(session, statement, **parameters)
Session.run = slowed
open_store(sys.argv[1], user=sys.argv[2], password=sys.argv[3])
"""


@pytest.fixture
def bare(address):
    """A database without nodes and indexes."""
    bared(address)
    return address


def bared(address):
    run(address, "MATCH (n) DETACH DELETE n")
    for (constraint,) in run(address, "SHOW CONSTRAINTS YIELD name"):
        run(address, f"DROP CONSTRAINT `{constraint}`")
    for (index,) in run(
        address, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"
    ):
        run(address, f"DROP INDEX `{index}`")


def works(address):
    """Tell whether a store opens there, keeps a document and finds what it says."""
    graph = make_graph("a.txt", [Claimed("青禾资本", "INVESTED_IN", "远山科技")])
    with closing(Neo4jStore(address)) as store:
        store.replace_document(graph)
        return store.graph_of(graph.document.id) == graph and bool(store.search("远山"))


def states(address):
    return dict(
        run(
            address,
            "SHOW INDEXES YIELD name, type, state WHERE type <> 'LOOKUP' RETURN name, state",
        )
    )


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

    with pytest.raises(
        StoreFormatError, match=rf"format 99, this one reads {len(cypher.MIGRATIONS)}\)"
    ):
        Neo4jStore(address)

    run(address, cypher.SET_VERSION, version=len(cypher.MIGRATIONS))


def test_names_of_version_3_are_found_by_their_pinyin(address):
    claims = [Claimed("青禾资本", "INVESTED_IN", "远山科技")]
    with closing(Neo4jStore(address)) as store:
        store.replace_document(make_graph("a.txt", claims))
    kept = "MATCH (n:Names) RETURN n {.*} ORDER BY n.entity"
    fresh = run(address, kept)
    run(address, "MATCH (n:Names) REMOVE n.words SET n.terms = split(n.terms, ' py')[0]")
    run(address, cypher.SET_VERSION, version=3)

    with closing(Neo4jStore(address)) as store:
        assert [one.name for one in store.search("yskj")] == ["远山科技"]
    assert run(address, kept) == fresh


def test_every_index_of_the_schema_is_made_and_works(bare):
    Neo4jStore(bare).close()

    assert states(bare) == {index.name: "ONLINE" for index in wanted_indexes()}
    making = [one for statements in cypher.MIGRATIONS for one in statements if "EXISTS" in one]
    assert len(making) == len(states(bare))


def test_killed_while_the_schema_is_made_the_next_one_finishes_it(bare):
    making = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, bare.name, bare.user, bare.password],
        cwd=ROOT, stdout=subprocess.PIPE,
    )  # fmt: skip
    with making:
        assert making.stdout.readline().strip() == b"in the middle"
        making.kill()
    assert len(states(bare)) == 7
    assert nodes(bare) == {}

    assert works(bare)
    assert states(bare) == {index.name: "ONLINE" for index in wanted_indexes()}


def test_what_somebody_dropped_is_made_anew(address):
    Neo4jStore(address).close()
    for dropped in ("CONSTRAINT entity_id", "INDEX fact_link", "INDEX name_terms"):
        run(address, f"DROP {dropped}")

    assert works(address)
    assert states(address) == {index.name: "ONLINE" for index in wanted_indexes()}


@pytest.mark.parametrize(
    ("dropped", "made", "what"),
    [
        pytest.param(
            "CONSTRAINT entity_id",
            "CREATE INDEX entity_id FOR (n:Film) ON (n.title)",
            r"INDEX `entity_id` on Film\(title\)",
            id="of our name",
        ),
        pytest.param(
            "CONSTRAINT document_id",
            "CREATE INDEX films FOR (n:Document) ON (n.id)",
            r"INDEX `films` on Document\(id\)",
            id="in the place of a constraint",
        ),
        pytest.param(
            "INDEX fact_id",
            "CREATE CONSTRAINT facts FOR (n:Fact) REQUIRE n.id IS UNIQUE",
            r"CONSTRAINT `facts` on Fact\(id\)",
            id="stricter than ours",
        ),
        pytest.param(
            "INDEX name_terms",
            "CREATE FULLTEXT INDEX name_terms FOR (n:Names) ON EACH [n.terms]",
            r"INDEX `name_terms` on Names\(terms\)",
            id="that cuts words otherwise",
        ),
    ],
)
def test_an_index_in_the_way_is_named_and_how_it_goes(address, dropped, made, what):
    Neo4jStore(address).close()
    run(address, f"DROP {dropped}")
    run(address, made)

    with pytest.raises(StoreFormatError, match=f"{what} is in the way of those of") as caught:
        Neo4jStore(address)

    run(address, re.search(r"run (DROP .*) there", str(caught.value))[1])
    assert works(address)
    assert states(address) == {index.name: "ONLINE" for index in wanted_indexes()}


def test_an_index_in_the_way_leaves_an_empty_database_empty(bare):
    run(bare, "CREATE INDEX entity_id FOR (n:Film) ON (n.title)")

    with pytest.raises(StoreFormatError, match="or give another database"):
        Neo4jStore(bare)

    assert [*states(bare)] == ["entity_id"]
    assert nodes(bare) == {}


def test_other_indexes_are_left_alone(bare):
    run(bare, "CREATE INDEX films FOR (n:Film) ON (n.title)")
    run(bare, "CREATE CONSTRAINT other_name FOR (n:Document) REQUIRE n.id IS UNIQUE")

    assert works(bare)
    assert {"films", "other_name"} <= set(states(bare))
    assert "document_id" not in states(bare)
    bared(bare)
