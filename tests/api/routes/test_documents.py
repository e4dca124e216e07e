"""Documents over HTTP: lists, texts with what is in them, removal."""

from __future__ import annotations

from contextlib import closing

import pytest

from api.service.keys import Role
from graph.store import open_store


@pytest.mark.parametrize(
    ("filters", "uris"),
    [
        pytest.param({}, ["press/a.txt", "press/b.txt"], id="all, by address"),
        pytest.param({"q": "B.TXT"}, ["press/b.txt"], id="part of the address, any case"),
        pytest.param({"q": "none"}, [], id="part of nothing"),
        pytest.param({"language": "en"}, [], id="language"),
        pytest.param({"since": "2025", "until": "2025-01-02"}, ["press/a.txt", "press/b.txt"],
                     id="dates include both ends"),
        pytest.param({"since": "2025-01-03"}, [], id="since"),
        pytest.param({"until": "2024"}, [], id="until"),
        pytest.param({"order": "newest", "limit": 1}, ["press/a.txt"], id="of equals by address"),
    ],
)  # fmt: skip
def test_documents_are_listed_as_asked(ask, filters, uris):
    assert [each["uri"] for each in ask("/documents", **filters)["items"]] == uris


def test_a_document_tells_how_much_it_says(ask, press):
    document = press[0].document

    told = ask(f"/documents/{document.id}")

    assert told["uri"] == "press/a.txt"
    assert told["characters"] == len(document.text)
    assert (told["entities"], told["mentions"], told["facts"]) == (5, 5, 4)


def test_a_text_comes_with_what_its_words_name_and_state(ask, press):
    graph = press[0]

    told = ask(f"/documents/{graph.document.id}/text")

    text = graph.document.text
    assert (told["text"], told["start"], told["end"], told["length"]) == (
        text, 0, len(text), len(text),
    )  # fmt: skip
    for span in told["mentions"]:
        assert text[span["start"] : span["end"]] == span["entity"]["name"]
        assert ask(f"/entities/{span['entity']['id']}")["name"] == span["entity"]["name"]
    stated = {span["fact"]: text[span["start"] : span["end"]] for span in told["facts"]}
    assert stated == {fact.id: fact.evidence[0].quote for fact in graph.facts}


def test_a_stretch_of_a_text_has_the_spans_that_reach_into_it(ask, press):
    graph = press[0]
    fact = graph.facts[1]
    start, end = fact.evidence[0].start + 1, fact.evidence[0].end - 1

    told = ask(f"/documents/{graph.document.id}/text", start=start, end=end)

    assert told["text"] == graph.document.text[start:end]
    assert [span["fact"] for span in told["facts"]] == [fact.id]
    assert told["mentions"] == []


def test_beyond_the_text_there_is_nothing(ask, press):
    told = ask(f"/documents/{press[0].document.id}/text", start=10_000)

    assert (told["text"], told["start"], told["end"]) == ("", told["length"], told["length"])


@pytest.mark.parametrize(
    "window",
    [
        pytest.param({"start": 5, "end": 4}, id="ends before it begins"),
        pytest.param({"start": 0, "end": 200_001}, id="too long"),
    ],
)
def test_a_stretch_that_is_none_is_refused(problem, press, window):
    path = f"/documents/{press[0].document.id}/text"

    assert problem("GET", path, params=window) == (422, "bad-input")


def test_an_answer_is_fresh_as_long_as_nothing_is_stored(ask, press):
    path = f"/api/v1/documents/{press[0].document.id}"
    tag = ask.client.get(path).headers["etag"]

    same = ask.client.get(path, headers={"If-None-Match": tag})
    ask.client.delete(f"/api/v1/documents/{press[1].document.id}")
    other = ask.client.get(path, headers={"If-None-Match": tag})

    assert (same.status_code, other.status_code) == (304, 200)


def test_removing_a_document_takes_back_its_facts_and_is_written_down(ask, press, problem):
    graph = press[1]
    path = f"/api/v1/documents/{graph.document.id}"

    answer = ask.client.delete(path)

    assert answer.json() == {
        "id": graph.document.id, "taken_back": sorted(fact.id for fact in graph.facts),
    }  # fmt: skip
    assert ask("/entities/澜辰科技/links", limit=1)["items"][0]["confidence"] == 0.9
    assert problem("DELETE", path.removeprefix("/api/v1")) == (404, "unknown-name")
    (entry,) = ask.client.app.state.audit.entries()
    assert (entry.caller, entry.action, entry.object) == ("local", "remove", graph.document.id)
    assert entry.detail == {"facts": 2}


def test_a_reader_may_neither_remove_nor_judge(ask, press, settings):
    key = ask.client.app.state.keys.add("guest", Role.READER)
    ask.client.headers["Authorization"] = f"Bearer {key}"

    removal = ask.client.delete(f"/api/v1/documents/{press[0].document.id}")
    word = {"left": "海塔", "right": "青岚资本", "verdict": "different"}
    judgement = ask.client.post("/api/v1/judgements", json=word)

    assert ask("/stats")["documents"] == 2
    for answer in (removal, judgement):
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:guanxi:problem:role")
    with closing(open_store(settings.store)) as store:
        assert store.judgements() == []
