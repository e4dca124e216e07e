"""Reports over HTTP."""

from __future__ import annotations

import pytest

from api.web.streaming import turn


@pytest.fixture
def links(ask):
    """Return the links of a firm, as a report takes them."""
    items = ask("/entities/澜辰科技/links")["items"]
    return [
        {"head": one["head"], "relation": one["relation"], "tail": one["tail"]} for one in items
    ]


def test_a_report_is_a_page_to_keep(ask, links):
    asked = {"title": "谁投资了它", "language": "zh", "links": links, "paths": [links[:1]]}

    answer = ask.client.post("/api/v1/report", json=asked)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="guanxi-report.html"'
    assert "<h1>谁投资了它</h1>" in answer.text
    assert "青岚资本投资了澜辰科技" in answer.text
    assert "<script" not in answer.text


def test_a_link_that_is_gone_is_told_in_the_report(ask, links):
    gone = [{**one, "relation": "ACQUIRED"} for one in links[:1]]

    answer = ask.client.post("/api/v1/report", json={"language": "en", "links": gone})

    assert answer.status_code == 200
    assert "No longer in the graph" in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"language": "fr"}, id="a language it does not know"),
        pytest.param({"entities": ["x"] * 2_001}, id="too many entities"),
        pytest.param(
            {"links": [{"head": "a", "relation": "USES", "tail": "b"}] * 5_001}, id="too many links"
        ),
        pytest.param({"paths": [[{"head": "a"}]]}, id="half a link"),
        pytest.param({"title": "x" * 301}, id="a title without end"),
    ],
)
def test_what_cannot_be_reported_is_refused(problem, asked):
    assert problem("POST", "/report", json=asked) == (422, "bad-request")


def test_a_report_waits_its_turn_like_an_export(problem):
    with turn(), turn():
        assert problem("POST", "/report", json={}) == (503, "busy")
