"""Facts over HTTP."""

from __future__ import annotations


def test_a_fact_comes_with_its_words_and_the_text_around(ask, press):
    graph = press[0]
    fact = graph.facts[0]
    (evidence,) = fact.evidence

    told = ask(f"/facts/{fact.id}", context=5)

    assert (told["head"]["name"], told["relation"], told["tail"]["name"]) == (
        "青岚资本", "INVESTED_IN", "澜辰科技",
    )  # fmt: skip
    assert told["head"]["id"] == ask("/entities/青岚资本")["id"]
    assert (told["properties"], told["date"]) == ({"round": "A轮"}, "2031-03")
    (passage,) = told["evidence"]
    text = graph.document.text
    assert passage["quote"] == evidence.quote == text[passage["start"] : passage["end"]]
    assert passage["before"] == text[evidence.start - 5 : evidence.start]
    assert passage["after"] == text[evidence.end : evidence.end + 5]
    assert passage["finder"] == evidence.finder
    assert passage["document"]["uri"] == "press/a.txt"


def test_the_context_ends_where_the_text_does(ask, press):
    graph = press[1]
    fact = graph.facts[-1]

    (passage,) = ask(f"/facts/{fact.id}", context=2000)["evidence"]

    assert passage["before"] + passage["quote"] + passage["after"] == graph.document.text


def test_a_fact_that_is_not_there_and_a_context_too_wide_are_told(problem, press):
    fact = press[0].facts[0].id

    assert problem("GET", "/facts/fact-none") == (404, "unknown-name")
    assert problem("GET", f"/facts/{fact}", params={"context": 2001}) == (422, "bad-request")
