"""The reconciliation service, asked as OpenRefine asks it."""

from __future__ import annotations

import json

import pytest


def reconcile(client, **queries):
    # OpenRefine posts one form field with all queries of a batch as JSON.
    answer = client.post("/reconcile", data={"queries": json.dumps(queries, ensure_ascii=False)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_manifest_says_where_everything_is(client):
    told = client.get("/reconcile").json()

    assert {"0.1", "0.2"} == set(told["versions"])
    assert told["view"]["url"] == "http://localhost/api/v1/entities/{{id}}"
    assert {each["id"] for each in told["defaultTypes"]} >= {"Organization", "Policy"}
    for what in ("entity", "type", "property"):
        place = told["suggest"][what]
        url = place["service_url"] + place["service_path"]
        assert client.get(url, params={"prefix": "青"}).status_code == 200


def test_a_batch_is_answered_by_the_ids_of_its_queries(client):
    answers = reconcile(
        client,
        q0={"query": "澜辰科技有限公司", "type": "Organization", "type_strict": "should"},
        q1={"query": "赵远", "limit": 1},
        q2={"query": "无此人"},
    )

    (firm,) = [each for each in answers["q0"]["result"] if each["match"]]
    assert (firm["name"], firm["score"], firm["type"][0]["id"]) == (
        "澜辰科技", 100, "Organization",
    )  # fmt: skip
    assert [each["name"] for each in answers["q1"]["result"]] == ["赵远"]
    assert answers["q2"]["result"] == []


def test_a_property_parts_those_that_have_it_from_those_that_lack_it(client):
    asked = {"query": "赵远", "properties": [{"pid": "WORKS_FOR", "v": "白石学院"}]}
    lacking = {"query": "赵远", "properties": [{"pid": "WORKS_FOR", "v": {"name": "无此校"}}]}
    answers = reconcile(client, q0=asked, q1=lacking)

    assert answers["q0"]["result"][0]["match"]
    assert answers["q0"]["result"][0]["score"] == 100
    assert not answers["q1"]["result"][0]["match"]


def test_an_unknown_type_fits_nothing(client):
    assert reconcile(client, q0={"query": "赵远", "type": "Q5"})["q0"]["result"] == []


@pytest.mark.parametrize(
    "queries",
    [
        pytest.param("{", id="no JSON"),
        pytest.param("[]", id="a list"),
        pytest.param('{"q0": {}}', id="no name"),
        pytest.param('{"q0": {"query": "a", "limit": 0}}', id="limit of none"),
        pytest.param("[" * 5_000, id="nested deep"),
        pytest.param(json.dumps({f"q{n}": {"query": "a"} for n in range(51)}), id="too many"),
    ],
)
def test_queries_that_are_none_are_refused_with_an_example(client, queries):
    answer = client.post("/reconcile", data={"queries": queries})

    assert answer.status_code == 422
    assert "queries" in answer.json()["detail"]


def test_suggestions_know_chinese_names_of_types_and_relations(client):
    def ids(what, prefix):
        told = client.get(f"/reconcile/suggest/{what}", params={"prefix": prefix}).json()
        return [each["id"] for each in told["result"]]

    assert ids("type", "机构") == ids("type", "organiz") == ["Organization"]
    assert "INVESTED_IN" in ids("property", "投资")
    (entity,) = ids("entity", "青岚")
    assert client.get(f"/api/v1/entities/{entity}").json()["name"] == "青岚资本"


def test_a_preview_is_a_page_that_runs_nothing(client):
    (entity,) = client.get("/reconcile/suggest/entity?prefix=青岚").json()["result"]
    page = client.get("/reconcile/preview", params={"id": entity["id"]})

    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "INVESTED_IN" in page.text
    assert client.get("/reconcile/preview?id=nothing").status_code == 404


def test_a_name_with_markup_is_shown_as_text(client, settings, document_graph):
    from graph.store import open_store

    name = "<script>alert(1)</script>"
    graph = document_graph("sample:b.txt", name, (("Organization", name),), ())
    store = open_store(settings.store)
    store.replace_document(graph)
    (entity,) = store.search("alert")
    store.close()

    page = client.get("/reconcile/preview", params={"id": entity.id})

    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
