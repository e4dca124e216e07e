"""Looking up over HTTP."""

from __future__ import annotations

import pytest


def test_a_search_finds_a_part_of_a_name(client):
    answer = client.get("/api/v1/search", params={"q": "澜辰"})

    assert answer.status_code == 200
    assert [each["name"] for each in answer.json()["items"]] == ["澜辰科技", "澜辰一号机器人"]
    assert answer.json()["next"] is None


def test_a_search_goes_on_where_the_page_before_ended(client):
    first = client.get("/api/v1/search", params={"q": "澜辰", "limit": 1}).json()
    asked = {"q": "澜辰", "limit": 1, "cursor": first["next"]}
    second = client.get("/api/v1/search", params=asked).json()

    assert [each["name"] for each in first["items"] + second["items"]] == [
        "澜辰科技", "澜辰一号机器人",
    ]  # fmt: skip
    assert second["next"] is None


def test_an_answer_that_the_caller_has_is_not_sent_again(client):
    first = client.get("/api/v1/entities/澜辰科技")
    again = client.get(
        "/api/v1/entities/澜辰科技", headers={"If-None-Match": first.headers["etag"]}
    )

    assert first.json()["name"] == "澜辰科技"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        pytest.param("/api/v1/entities/无此公司", 404, "unknown-name", id="unknown entity"),
        pytest.param("/api/v1/search?q=a&type=Robot", 404, "unknown-name", id="unknown type"),
        pytest.param("/api/v1/search?q=a&limit=0", 422, "bad-request", id="limit of none"),
        pytest.param("/api/v1/search?q=a&cursor=x", 422, "bad-input", id="no cursor"),
        pytest.param("/nowhere", 404, "http", id="no such place"),
    ],
)
def test_what_is_wrong_is_told_as_problem_details(client, path, status, kind):
    answer = client.get(path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["type"] == f"urn:guanxi:problem:{kind}"
    assert told["status"] == status
    assert told["detail"]


def test_names_are_suggested_by_their_pinyin_and_it_is_told(ask):
    assert [(each["name"], each["pinyin"]) for each in ask("/suggest", q="lancheN")] == [
        ("澜辰科技", "lan chen ke ji"),
    ]  # fmt: skip
    (person,) = ask("/suggest", q="zhaoyuan", type="Person")
    assert (person["matched"], person["pinyin"]) == ("赵远", "zhao yuan")
    assert ask("/suggest", q="zhaoyuan", type="Place") == []
    assert ask("/suggest", q="澜辰")[0]["pinyin"] is None
