"""Cypher over HTTP."""

from __future__ import annotations

from contextlib import closing

import pytest

from graph.store import open_store
from tests.graph.factories import Claimed, make_graph

COUNT = "MATCH (e:Entity) RETURN count(e) AS entities"
NAMES = "MATCH (e:Entity) WHERE e.name <> $not RETURN e.name AS name ORDER BY name"


def test_a_store_that_answers_no_cypher_says_which_does(problem, ask):
    assert problem("POST", "/cypher", json={"statement": COUNT}) == (409, "no-cypher")
    answer = ask.client.post("/api/v1/cypher", json={"statement": COUNT})
    assert "guanxi copy" in answer.json()["detail"]


@pytest.fixture
def run(serve, emptied_neo4j_url, tmp_path):
    """Return a function that sends statements to a server whose store is on Neo4j."""
    with closing(open_store(emptied_neo4j_url)) as store:
        store.replace_document(make_graph("a.txt", [Claimed("海塔", "SUPPLIES", "青禾")]))
    client = serve(store=emptied_neo4j_url, service=tmp_path / "service.db", query_seconds=3)

    def send(statement, **more):
        return client.post("/api/v1/cypher", json={"statement": statement, **more})

    return send


def test_a_statement_that_reads_gives_its_rows(run):
    assert run(COUNT).json() == {"columns": ["entities"], "rows": [[2]], "truncated": False}
    assert run(NAMES, parameters={"not": "青禾"}).json()["rows"] == [["海塔"]]
    assert run(NAMES, parameters={"not": ""}, limit=1).json()["truncated"] is True


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("MATCH (n) DETACH DELETE n", id="writes"),
        pytest.param("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", id="reads files"),
        pytest.param("MATCH (n", id="does not parse"),
        pytest.param(NAMES, id="lacks a parameter"),
    ],
)
def test_any_other_statement_is_refused_and_changes_nothing(run, statement):
    answer = run(statement)

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:guanxi:problem:bad-input")
    assert run(COUNT).json()["rows"] == [[2]]


def test_a_statement_that_takes_too_long_is_ended(run):
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)"

    answer = run(slow)

    assert (answer.status_code, answer.json()["type"]) == (503, "urn:guanxi:problem:too-expensive")
