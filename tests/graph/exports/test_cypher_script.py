"""A real Neo4j runs the script, twice, and holds what the graph holds."""

from __future__ import annotations

from contextlib import closing

import pytest

from graph.exports import EXPORTERS
from graph.neighbourhood import neighbourhood
from graph.store.sqlite import SqliteStore
from tests.graph.factories import Claimed, Named, make_graph
from tests.graph.store.neo4j.emptying import emptied, run

NAMES = (
    r"\u0022 back\\slash \u005c",
    "a\"b'c`d\n\r\t\x01\0",
    "$x {y} // /* 😀 \u2028",
    r"C:\users\n",
)


@pytest.fixture
def store():
    claims = [Claimed(name, "INVESTED_IN", "澜辰科技", 0.75, "2031-03") for name in NAMES]
    claims += [Claimed("赵远", "WORKS_FOR", "澜辰科技", properties={"title": NAMES[1]})]
    with closing(SqliteStore(None)) as opened:
        opened.replace_document(make_graph("a.txt", claims, [Named("赵远", "Person")]))
        yield opened


@pytest.fixture
def script(store, tmp_path):
    """Return the statements of an export, as a shell takes them: one a line."""
    EXPORTERS["cypher"](neighbourhood(store), store, tmp_path / "graph.cypher")
    text = (tmp_path / "graph.cypher").read_text(encoding="utf-8")
    return [line.removesuffix(";") for line in text.split("\n") if line]


def test_neo4j_runs_it_twice_and_holds_the_graph_once(store, script, address):
    for statement in (*script, *script):
        run(address, statement)

    links = run(address, "MATCH (h:Entity)-[r]->(t:Entity) RETURN h.name, type(r), t.name, r.facts")
    names = {one.id: one.name for one in store.all_entities()}
    assert sorted(links) == sorted(
        [names[one.head], one.relation, names[one.tail], [*one.facts]] for one in store.links()
    )
    quotes = run(
        address,
        "MATCH (f:Fact)-[:STATED_IN]->(e:Evidence)-[:IN]->(d:Document)"
        " RETURN f.id, e.quote, e.start, e.finder, d.uri",
    )
    facts = store.facts(fact for one in store.links() for fact in one.facts).values()
    assert sorted(quotes) == sorted(
        [fact.id, one.quote, one.start, one.finder, "a.txt"]
        for fact in facts
        for one in fact.evidence
    )
    assert run(address, "MATCH (:Fact)-[r:HEAD]->(:Person) RETURN count(r)") == [[1]]
    emptied(address)


def test_every_statement_is_one_line(script):
    assert all(line.startswith(("CREATE ", "UNWIND [")) for line in script)
    assert len(script) == 4 + 2 + 2 + 1 + 1 + 1
