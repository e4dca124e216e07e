"""Statements in Cypher: what only reads is answered, whatever else is refused by the server."""

from __future__ import annotations

import time
from contextlib import closing

import pytest
from neo4j import GraphDatabase
from neo4j.spatial import CartesianPoint

from graph.errors import InputError, StatementError, StoreError, StoreUnavailableError
from graph.store import cypher, neo4j_reading, open_cypher
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_values import plain
from graph.store.reading import Limits
from tests.graph.factories import Claimed, make_graph
from tests.graph.store.neo4j.emptying import emptied, run

FUNDED = Claimed("青禾资本", "INVESTED_IN", "远山科技", 0.8, "2025-03")
# Only reached on purpose: nothing listens on port 1.
LOAD = "LOAD CSV FROM 'http://127.0.0.1:1/rows.csv' AS row RETURN row"
WRITES = {
    "create": "CREATE (n:Entity {id: 'x'})",
    "insert": "INSERT (n:Entity {id: 'x'})",
    "merge": "MERGE (n:Entity {id: 'x'}) RETURN n",
    "set": "MATCH (n:Entity) SET n.name = 'x'",
    "set a label": "MATCH (n:Entity) SET n:Person RETURN n",
    "remove": "MATCH (n:Entity) REMOVE n.name",
    "delete": "MATCH (n:Entity) DETACH DELETE n RETURN 1",
    "foreach": "MATCH (n:Entity) FOREACH (x IN [1] | CREATE (:Entity))",
    "subquery": "MATCH (n:Entity) CALL (n) { SET n.name = 'x' } RETURN n",
    "nested subquery": "CALL () { CALL () { CREATE (n:X) RETURN n } RETURN n } RETURN n",
    "transactions": "MATCH (n) CALL (n) { CREATE (:X) } IN TRANSACTIONS RETURN 1",
    "union": "MATCH (n) RETURN n UNION CREATE (n:X) RETURN n",
    "behind a comment": "/* MATCH (n) RETURN n */ CREATE (n:X) // RETURN 1",
    "behind options": "CYPHER runtime=slotted CREATE (n:X)",
    "explained": "EXPLAIN CREATE (n:X)",
    "writing procedure": "CALL db.createLabel('X')",
    "writing procedure in a union": "MATCH (n) RETURN n UNION CALL db.createLabel('X')"
                                    " MATCH (n) RETURN n",
    "two statements": "MATCH (n) RETURN n; CREATE (n:X)",
}  # fmt: skip
SCHEMA = {
    "index": "CREATE INDEX mine FOR (n:Entity) ON (n.kind)",
    "full text": "CREATE FULLTEXT INDEX mine FOR (n:Entity) ON EACH [n.kind]",
    "constraint": "DROP CONSTRAINT entity_id",
    "user": "CREATE USER mallory SET PASSWORD 'long-enough'",
    "password": "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'long-enough'",
    "database": "DROP DATABASE neo4j",
}
SERVER = {
    "settings": "SHOW SETTINGS",
    "queries of others": "SHOW TRANSACTIONS",
    "users": "SHOW USERS",
    "indexes": "SHOW INDEXES YIELD name RETURN name",
    "end a query": "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "settings by procedure": "CALL dbms.listConfig() YIELD name RETURN name",
    "settings in a subquery": "CALL () { CALL dbms.listConfig() YIELD name RETURN name } RETURN 1",
    "beans": "CALL dbms.queryJmx('*:*')",
    "a procedure that waits": "CALL db.awaitIndexes(1)",
    "a procedure in an expression":
        "RETURN [x IN [1] | COLLECT { CALL db.info() YIELD name RETURN name }] AS names",
}  # fmt: skip
FILES = {
    "load": LOAD,
    "escaped": LOAD.replace("LOAD", r"\u004cOAD"),
    "subquery": f"CALL () {{ {LOAD} }} RETURN row",
    "exists": f"MATCH (n:Entity) WHERE EXISTS {{ {LOAD} }} RETURN n",
    "union": f"RETURN [] AS row UNION {LOAD}",
    "list": f"RETURN [x IN [1] | COLLECT {{ {LOAD} }}] AS a",
    "list, otherwise written":
        "RETURN [x IN [1] | COUNT { load /* or */ csv WITH HEADERS FROM '' AS row RETURN row }]",
    "filter": f"RETURN [x IN [1] WHERE EXISTS {{ {LOAD} }}] AS a",
    "reduce": f"RETURN reduce(s = 0, x IN [1] | s + COUNT {{ {LOAD} }}) AS a",
    "case": f"MATCH (n) RETURN CASE WHEN n.id = '' THEN COUNT {{ {LOAD} }} ELSE 0 END AS a",
    "sorting": f"MATCH (n) RETURN n ORDER BY [x IN [1] | COUNT {{ {LOAD} }}]",
    "aggregation": f"MATCH (n) RETURN collect([x IN [1] | COUNT {{ {LOAD} }}]) AS a",
    "map projection": f"MATCH (n) RETURN n {{.id, a: [x IN [1] | COUNT {{ {LOAD} }}]}} AS a",
    "look-up": f"MATCH (n:Entity {{id: [x IN [1] | COLLECT {{ {LOAD} }}][0][0][0]}}) RETURN n",
    "paths": f"MATCH p = (a:Entity)-[*1..3]->(b) WHERE all(x IN nodes(p) WHERE EXISTS {{ {LOAD} }})"
             " RETURN p",
    "shortest path": "MATCH p = SHORTEST 1 (a:Entity)"
                     f"((x)-->(y) WHERE all(q IN [1, 2] WHERE EXISTS {{ {LOAD} }}))+(b:Entity)"
                     " RETURN p",
    "argument": "CALL db.index.fulltext.queryNodes('entity_names',"
                f" [x IN [1] | COLLECT {{ {LOAD} }}][0][0][0]) YIELD node RETURN node",
}  # fmt: skip
REFUSED = [
    pytest.param(statement, id=f"{kind}, {name}")
    for kind, statements in (
        ("writes", WRITES),
        ("schema", SCHEMA),
        ("server", SERVER),
        ("files", FILES),
    )
    for name, statement in statements.items()
]


@pytest.fixture(scope="module")
def address(neo4j_address):
    return emptied(neo4j_address)


@pytest.fixture(scope="module")
def store(address):
    with closing(Neo4jStore(address)) as opened:
        opened.replace_document(make_graph("a.txt", [FUNDED]))
        yield opened


def rows(store, statement, limits=None, **parameters):
    with store.read(statement, parameters, limits or Limits()) as reading:
        return [dict(zip(reading.columns, row, strict=True)) for row in reading.rows]


CONTENTS = (
    "MATCH (n) RETURN labels(n), properties(n) ORDER BY elementId(n)",
    "MATCH ()-[r]->() RETURN type(r), properties(r) ORDER BY elementId(r)",
    "SHOW INDEXES YIELD name RETURN name ORDER BY name",
    "SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name",
    "SHOW USERS YIELD user RETURN user ORDER BY user",
    "CALL db.labels() YIELD label RETURN label ORDER BY label",
)


@pytest.fixture(scope="module")
def contents(address):
    """Return a function that tells all that a statement could have changed."""
    with (
        GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver,
        driver.session(database=address.database) as session,
    ):
        yield lambda: [session.run(statement).values() for statement in CONTENTS]


@pytest.mark.parametrize("statement", REFUSED)
def test_what_does_more_than_read_is_refused_and_changes_nothing(store, contents, statement):
    before = contents()

    with pytest.raises(StatementError) as caught:
        rows(store, statement)

    assert "\n" not in str(caught.value)
    assert contents() == before


@pytest.mark.parametrize(
    "statement", ["CREATE (n:X)", "CALL db.createLabel('X')", *SCHEMA.values()]
)
def test_the_access_mode_refuses_writing_where_the_plan_would_not(
    store, contents, monkeypatch, statement
):
    before = contents()
    monkeypatch.setattr(neo4j_reading, "_refuse_more_than_reading", lambda *_: None)

    with pytest.raises((StatementError, StoreError)):
        rows(store, statement)

    assert contents() == before


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("MATCH (n)\nRETRUN n", r"^line 2, column 1: Invalid input 'RETRUN'"),
        ("RETURN nope(1)", r"^line 1, column 8: Unknown function 'nope'"),
        ("", r"^line 1, column 1: Unexpected end of input"),
        ("MATCH (n) RETURN n; MATCH (m) RETURN m", r"^line 1, .*exactly one statement"),
        ("MATCH (n) WHERE n.id = $id RETURN n", r"^the statement: Expected parameter\(s\): id"),
        ("RETURN 1 / 0", r"^the statement: / by zero"),
        ("CREATE (n:X)", r"only statements that read the graph are run: it writes$"),
        ("SHOW SETTINGS", r"it is a command to the server$"),
        (LOAD, r"LOAD CSV reads files and addresses of the server$"),
        ("CALL db.awaitIndexes()", r"it calls db.awaitIndexes, which is none of db.index"),
        (SERVER["a procedure in an expression"], r"a procedure inside an expression; call it bef"),
        ("EXPLAIN MATCH (n) RETURN n", r"^EXPLAIN gives no rows; leave it out$"),
        ("PROFILE MATCH (n) RETURN n", r"^PROFILE is not run; leave it out$"),
        ("CALL db.index.fulltext.queryNodes('no', '')", r"no such fulltext schema index: no"),
        ("RETURN '\ud800'", r"cannot be sent: .*surrogates not allowed"),
    ],
)
def test_what_is_wrong_with_a_statement_is_told(store, statement, told):
    with pytest.raises(StatementError, match=told):
        rows(store, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "CALL db.labels()",
        "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType",
        "CALL db.propertyKeys()",
        "CALL db.schema.visualization()",
        "CALL db.schema.nodeTypeProperties()",
        "CALL db.schema.relTypeProperties()",
        "CALL db.index.fulltext.queryNodes('entity_names', '远山') YIELD node RETURN node",
        "CALL () { CALL db.labels() YIELD label RETURN label } RETURN label",
        "MATCH (n:Entity) CALL (n) { MATCH (n)--(m) RETURN m } RETURN [x IN [1] | EXISTS { (n) }]",
        "USE neo4j MATCH (n:Entity) RETURN n;",
        "RETURN date.truncate('year', date()) AS year",
    ],
)
def test_what_only_reads_is_answered(store, statement):
    assert rows(store, statement)


def test_a_function_of_a_plug_in_is_refused(store, monkeypatch):
    listed = "SHOW FUNCTIONS YIELD name WHERE name = 'date.truncate' RETURN name"
    monkeypatch.setattr(cypher, "PLUGGED_IN", listed)

    for statement in (
        "RETURN date.truncate('year', date()) AS year",
        "RETURN [x IN [1] | Date . truncate('year', date())] AS years",
    ):
        with pytest.raises(StatementError, match=r"date.truncate is a plug-in of the server$"):
            rows(store, statement)
    assert rows(store, "RETURN 'date.truncate(' AS text") == [{"text": "date.truncate("}]


def test_parameters_are_values_and_never_part_of_the_statement(address, store):
    nodes = run(address, "MATCH (n) RETURN count(n)")
    name = "远山科技'}) DETACH DELETE n //"

    assert rows(store, "MATCH (n:Entity {name: $name}) RETURN n", name=name) == []
    assert rows(
        store, "RETURN $name AS name, $given AS given", name=name, given=[1, {"a": None}]
    ) == [{"name": name, "given": [1, {"a": None}]}]
    assert run(address, "MATCH (n) RETURN count(n)") == nodes


@pytest.mark.parametrize("value", [2**70, "\ud800", object()])
def test_a_parameter_that_the_server_cannot_hold_is_told(store, value):
    with pytest.raises(StatementError, match="a parameter cannot be sent"):
        rows(store, "RETURN $value", value=value)


def test_rows_come_as_they_are_taken_and_no_more_than_wanted(store):
    began = time.monotonic()
    with store.read("UNWIND range(1, 1000000000) AS n RETURN n", limits=Limits(rows=3)) as reading:
        assert next(reading.rows) == (1,)
        assert not reading.cut
        assert list(reading.rows) == [(2,), (3,)]
        assert reading.cut
    with store.read("UNWIND range(1, 3) AS n RETURN n", limits=Limits(rows=3)) as reading:
        assert list(reading.rows) == [(1,), (2,), (3,)]
        assert not reading.cut

    assert time.monotonic() - began < 10


def test_a_statement_without_rows_has_columns(store):
    with store.read("MATCH (n:Nothing) RETURN n.id AS id") as reading:
        assert reading.columns == ("id",)
        assert list(reading.rows) == []
        assert not reading.cut


def test_what_takes_too_long_is_ended_and_said(store):
    began = time.monotonic()

    with pytest.raises(StoreError, match=r"longer than 0\.5 seconds and was ended; .*--timeout"):
        rows(store, "UNWIND range(1, 10000000000) AS n RETURN count(n)", Limits(seconds=0.5))

    assert time.monotonic() - began < 10
    assert rows(store, "RETURN 1 AS one") == [{"one": 1}]


def test_values_are_plain(store):
    (row,) = rows(
        store,
        "MATCH path = (head:Organization {name: '青禾资本'})-[link:INVESTED_IN]->(tail)"
        " RETURN head, link, path, date('2031-05-06') AS day, time('10:11:12Z') AS time,"
        " datetime('2031-05-06T10:11:12+08:00') AS moment, duration({days: 3}) AS days,"
        " point({x: 1, y: 2}) AS place, 0.0 / 0.0 AS none, 1.0 / 0.0 AS much, [true, null] AS list,"
        " {b: 1, a: date('2031-05-06')} AS map",
    )

    assert row["head"]["labels"] == ["Entity", "Organization"]
    assert row["head"]["properties"]["name"] == "青禾资本"
    assert row["link"]["type"] == "INVESTED_IN"
    assert row["link"]["properties"]["date"] == "2025-03"
    first, second = row["path"]["nodes"]
    assert first == row["head"]
    assert row["path"]["relationships"] == [row["link"]]
    assert (row["link"]["start"], row["link"]["end"]) == (first["element_id"], second["element_id"])
    assert (row["day"], row["time"], row["moment"], row["days"]) == (
        "2031-05-06", "10:11:12.000000000+00:00", "2031-05-06T10:11:12.000000000+08:00", "P3D",
    )  # fmt: skip
    assert row["place"] == {"srid": 7203, "coordinates": [1.0, 2.0]}
    assert (row["none"], row["much"], row["list"]) == ("NaN", "Infinity", [True, None])
    assert list(row["map"].items()) == [("a", "2031-05-06"), ("b", 1)]


def test_values_that_json_has_no_form_for_become_text():
    assert plain(b"ab") == "YWI="
    assert plain([float("-inf"), CartesianPoint((1.0, float("nan")))]) == [
        "-Infinity", {"srid": 7203, "coordinates": [1.0, "NaN"]},
    ]  # fmt: skip
    assert plain(frozenset()) == "frozenset()"


@pytest.mark.parametrize("url", ["sqlite:press.db", "memory:"])
def test_another_kind_of_store_says_in_one_line_how_to_get_there(url):
    with pytest.raises(
        InputError, match=r"guanxi copy sqlite:\w+\.db neo4j://.*GUANXI_STORE=neo4j"
    ):
        open_cypher(url)


def test_asking_in_cypher_makes_no_store(address):
    run(address, "MATCH (n) DETACH DELETE n")
    scheme, _, place = address.uri.partition("://")

    with pytest.raises(StoreUnavailableError, match="no store there; run guanxi ingest first"):
        open_cypher(
            f"{scheme}://{place}/{address.database or ''}",
            user=address.user,
            password=address.password,
        )

    assert run(address, "MATCH (n) RETURN n") == []
