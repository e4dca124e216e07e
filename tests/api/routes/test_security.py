"""What hostile requests get: refusals as problem details, never a fault, never a page."""

from __future__ import annotations

import re
import sqlite3
import time
from urllib.parse import quote

import pytest

from api.web.headers import HEADERS
from graph.errors import StoreUnavailableError
from graph.store import open_store
from graph.store.sqlite import SqliteStore
from tests.api.routes.test_roles import routes_of

TRAVERSALS = (
    "..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cboot.ini", "a%00b",
    "%00", "....//....//etc", "%ff%fe", "%ed%a0%80", "x" * 5000, "%2f%2fevil.example",
)  # fmt: skip
SPLICES = (
    "' OR 1=1 --", "'; DROP TABLE documents; --", '" OR ""="', "`) RETURN 1 //", "$param",
    "{{7*7}}", "${7*7}", "%' OR '1'='1", "\x00", "*", "\\", "{", "MATCH (n) DETACH DELETE n",
    "𝕏" * 50, "<script>alert(1)</script>", "\u202e", "'" * 400, "NEAR(", "a\r\nSet-Cookie: x=1",
)  # fmt: skip
HOSTILE_NAME = "<script>alert(1)</script>科技"


def gets_of(app):
    return [route.removeprefix("GET ") for route in routes_of(app) if route.startswith("GET ")]


def texts_of(operation):
    """Yield the names of the query parameters that take text."""
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "query" and "string" in str(parameter["schema"]):
            yield parameter["name"]


def check_harmless(answer):
    assert answer.status_code < 500, (answer.request.url, answer.text)
    assert "html" not in answer.headers.get("content-type", "")
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"


def test_no_path_parameter_leads_out_of_the_store(client):
    asked = 0
    for path in gets_of(client.app):
        for attack in TRAVERSALS if "{" in path else ():
            answer = client.get(re.sub(r"\{[^}]+\}", lambda _, a=attack: a, path))
            check_harmless(answer)
            assert answer.status_code in (404, 414, 422), (path, attack)
            asked += 1
    assert asked >= len(TRAVERSALS)


def test_no_parameter_is_taken_for_a_statement(client, settings):
    before = open_store(settings.store).stats()
    document = client.get("/openapi.json").json()
    asked = 0
    for path, operations in document["paths"].items():
        operation = operations.get("get")
        if operation is None:
            continue
        for attack in SPLICES:
            place = re.sub(r"\{[^}]+\}", quote(attack, safe=""), path)
            names = list(texts_of(operation))
            check_harmless(client.get(place, params=dict.fromkeys(names, attack)))
            for name in names:
                check_harmless(client.get(place, params={name: attack}))
            asked += 1

    assert asked >= len(SPLICES)
    store = open_store(settings.store)
    assert store.stats() == before
    store.close()


def test_a_search_for_everything_in_sql_or_patterns_finds_nothing(client):
    for attack in ("' OR 1=1 --", "%", "_", "*", '"', "%%"):
        assert client.get("/api/v1/search", params={"q": attack}).json()["items"] == []


@pytest.fixture
def scripted(serve, settings, document_graph):
    """Return a server whose store has a script in a name, a title and a text."""
    text = f"青岚资本投资了{HOSTILE_NAME}。"
    graph = document_graph(
        text=text,
        entities=(("Organization", "青岚资本"), ("Organization", HOSTILE_NAME)),
        facts=(("青岚资本", "INVESTED_IN", HOSTILE_NAME, text, {}),),
    )
    store = open_store(settings.store)
    store.replace_document(graph)
    store.close()
    return serve()


def test_script_in_names_and_texts_is_given_back_as_data(scripted):
    found = scripted.get("/api/v1/search?q=script").json()["items"]
    assert [each["name"] for each in found] == [HOSTILE_NAME]
    for path in ("/api/v1/search?q=script", f"/api/v1/entities/{found[0]['id']}"):
        answer = scripted.get(path)
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def tell_a_fault(*_, **__):
    raise RuntimeError("secret of the inside")


def test_every_answer_carries_the_headers_also_faults_and_refusals(client, serve, monkeypatch):
    tag = client.get("/api/v1/search?q=a").headers["etag"]
    answers = [
        client.get("/api/v1/search?q=a"),
        client.get("/api/v1/search?q=a", headers={"If-None-Match": tag}),
        client.get("/nowhere"),
        client.post("/health/live"),
        client.get("/health/live", headers={"Host": "evil.example"}),
        client.get("/api/v1/search?q=a&limit=x"),
        client.post("/nowhere", content=b"x" * 2_000_000),
        client.get("/metrics"),
        client.get("/openapi.json"),
        client.get("/" + "a" * 9000),
    ]
    monkeypatch.setattr(SqliteStore, "search", tell_a_fault)
    answers.append(client.get("/api/v1/search?q=b"))  # which is not kept from before

    assert [each.status_code for each in answers] == [
        200, 304, 404, 405, 400, 422, 413, 200, 200, 414, 500,
    ]  # fmt: skip
    for answer in answers:
        assert {name: answer.headers.get(name) for name in HEADERS if name != "Cache-Control"} == {
            name: value for name, value in HEADERS.items() if name != "Cache-Control"
        }, answer.request.url
        assert "server" not in answer.headers
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["status"] == answer.status_code
    assert answers[3].headers["allow"] == "GET"
    assert "secret" not in answers[-1].text


@pytest.mark.parametrize("path", ["/%ff", "/%ed%a0%80", "/api/v1/entities/%c0%ae", "/a%00b"])
def test_what_is_no_utf8_in_a_url_is_no_fault(client, path):
    check_harmless(client.get(path))
    check_harmless(client.get(f"/api/v1/search?q={path[1:]}"))


def count_without_end(store):
    with store._transaction() as sql:
        return sql.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        ).fetchone()


def test_a_question_that_would_run_for_ever_is_ended(serve, filled, monkeypatch):
    monkeypatch.setattr(SqliteStore, "search", lambda store, *_, **__: count_without_end(store))
    client = serve(query_seconds=0.5)
    began = time.monotonic()

    answer = client.get("/api/v1/search?q=a")

    assert time.monotonic() - began < 5
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:guanxi:problem:too-expensive"
    assert answer.headers["retry-after"]
    assert client.get("/health/ready").status_code == 200


def test_a_store_that_is_away_is_told_and_found_again(serve, filled, settings, monkeypatch):
    monkeypatch.setattr("api.web.stores.AWAY", 0.0)
    client = serve()
    file = settings.store.removeprefix("sqlite:")
    assert client.get("/health/ready").status_code == 200

    aside = sqlite3.connect(file)
    aside.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    aside.close()
    from pathlib import Path

    Path(file).rename(file + ".away")
    for path in ("/health/ready", "/api/v1/search?q=a"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert answer.json()["type"] == "urn:guanxi:problem:store-unavailable"
        assert answer.headers["retry-after"]
    assert client.get("/health/live").status_code == 200
    assert "guanxi_store_up 0.0" in client.get("/metrics").text

    Path(file + ".away").rename(file)
    assert client.get("/api/v1/search?q=澜辰").json()["items"]


def test_a_store_that_answers_with_an_error_is_opened_anew(client, monkeypatch):
    search, calls = SqliteStore.search, []

    def fail_once(store, *given, **named):
        calls.append(store)
        if len(calls) == 1:
            raise StoreUnavailableError("the connection was lost")
        return search(store, *given, **named)

    monkeypatch.setattr(SqliteStore, "search", fail_once)

    assert client.get("/api/v1/search?q=澜辰").status_code == 503
    assert client.get("/api/v1/search?q=澜辰").status_code == 200
    assert calls[0] is not calls[1]
