"""Entities over HTTP: type-ahead, profile, links, mentions."""

from __future__ import annotations

from contextlib import closing

import pytest

from graph.store import open_store
from tests.graph.factories import Named, make_graph


def test_a_suggestion_is_small_and_says_which_name_fits(ask):
    assert ask("/suggest", q="澜") == [
        {
            "id": ask("/entities/澜辰科技")["id"], "name": "澜辰科技", "type": "Organization",
            "matched": "澜辰科技", "pinyin": None,
        }
    ]  # fmt: skip


def test_names_that_begin_with_what_is_typed_are_suggested_first(serve, settings):
    names = [Named("新海塔"), Named("海塔湾"), Named("Tower", also=("海塔",))]
    with closing(open_store(settings.store)) as store:
        store.replace_document(make_graph("a.txt", named=names))

    suggested = serve().get("/api/v1/suggest", params={"q": "海塔"}).json()

    assert [(each["name"], each["matched"]) for each in suggested] == [
        ("Tower", "海塔"), ("海塔湾", "海塔湾"), ("新海塔", "新海塔"),
    ]  # fmt: skip


def test_a_suggestion_may_be_limited_to_types_and_to_few(ask):
    technologies = ask("/suggest", q="云", type="Technology")

    assert [each["type"] for each in technologies] == ["Technology"]
    assert ask("/suggest", q="云", type="Person") == []
    assert len(ask("/suggest", q="海", limit=1)) == 1


def test_an_entity_tells_how_much_there_is_about_it(ask):
    profile = ask("/entities/澜辰科技")

    assert profile["names"] == ["澜辰科技"]
    assert (profile["documents"], profile["mentions"]) == (2, 2)
    assert profile["links"] == {"DEVELOPS": 1, "INVESTED_IN": 2, "WORKS_FOR": 1}


def test_links_come_surest_first_with_their_quotes(ask):
    page = ask("/entities/澜辰科技/links")

    told = [(link["head_name"], link["relation"], link["confidence"]) for link in page["items"]]
    assert told == [
        ("青岚资本", "INVESTED_IN", 0.95), ("海塔", "INVESTED_IN", 0.8),
        ("澜辰科技", "DEVELOPS", 0.7), ("赵远", "WORKS_FOR", 0.6),
    ]  # fmt: skip
    best = page["items"][0]
    assert best["facts"] == 2
    assert [quote["quote"] for quote in best["quotes"]] == [
        "青岚资本 INVESTED_IN 澜辰科技。", "青岚资本 INVESTED_IN 澜辰科技。",
    ]  # fmt: skip
    assert best["quotes"][0]["document"]["uri"] == "press/a.txt"
    fact = ask(f"/facts/{best['quotes'][0]['fact']}")
    assert fact["evidence"][0]["quote"] == best["quotes"][0]["quote"]


def test_a_link_quotes_no_more_facts_than_were_asked_for(ask):
    (best,) = ask("/entities/澜辰科技/links", quotes=1, limit=1)["items"]

    assert (len(best["quotes"]), best["facts"]) == (1, 2)
    assert ask("/entities/澜辰科技/links", quotes=0, limit=1)["items"][0]["quotes"] == []


@pytest.mark.parametrize(
    ("filters", "tails"),
    [
        pytest.param({"relation": "DEVELOPS"}, ["云梯"], id="relation"),
        pytest.param({"relation": ["DEVELOPS", "WORKS_FOR"]}, ["云梯", "赵远"], id="relations"),
        pytest.param({"type": "Person"}, ["赵远"], id="type at the far end"),
        pytest.param({"min_confidence": 0.8}, ["青岚资本", "海塔"], id="confidence"),
        pytest.param({"since": "2031"}, ["青岚资本"], id="since"),
        pytest.param({"until": "2030-12-31"}, ["云梯"], id="until"),
    ],
)
def test_links_can_be_filtered(ask, filters, tails):
    links = ask("/entities/澜辰科技/links", **filters)["items"]

    ends = [{link["head_name"], link["tail_name"]} - {"澜辰科技"} for link in links]
    assert [name for (name,) in ends] == tails


@pytest.mark.parametrize(
    ("path", "pages"),
    [
        pytest.param("/entities/澜辰科技/links", 4, id="links"),
        pytest.param("/entities/澜辰科技/mentions", 2, id="mentions"),
        pytest.param("/documents", 2, id="documents"),
    ],
)
def test_pages_one_after_the_other_are_the_whole_answer(ask, path, pages):
    whole, found, cursor = ask(path), [], {}
    for _ in range(pages):
        page = ask(path, limit=1, **cursor)
        found += page["items"]
        cursor = {"cursor": page["next"]}

    assert found == whole["items"]
    assert (page["next"], whole["next"]) == (None, None)


def test_mentions_come_with_the_words_around(ask, press):
    first, second = ask("/entities/澜辰科技/mentions", context=6)["items"]

    text = press[0].document.text
    assert first["text"] == first["name"] == "澜辰科技"
    assert (first["before"], first["after"]) == (
        text[max(0, first["start"] - 6) : first["start"]], text[first["end"] : first["end"] + 6],
    )  # fmt: skip
    assert [each["document"]["uri"] for each in (first, second)] == ["press/a.txt", "press/b.txt"]
    assert ask("/entities/澜辰科技/mentions", context=0)["items"][0]["after"] == ""


@pytest.mark.parametrize("part", ["", "/links", "/mentions"])
def test_an_entity_that_is_not_there_is_told(problem, part):
    assert problem("GET", f"/entities/无此公司{part}") == (404, "unknown-name")


def test_a_name_of_several_entities_lists_them(serve, settings):
    namesakes = [Named("云梯"), Named("云梯", "Technology")]
    with closing(open_store(settings.store)) as store:
        for position, one in enumerate(namesakes):
            store.replace_document(make_graph(f"{position}.txt", named=[one]))

    answer = serve().get("/api/v1/entities/云梯/links")

    assert answer.status_code == 409
    candidates = {(each["type"], each["kind"]) for each in answer.json()["candidates"]}
    assert candidates == {("Organization", None), ("Technology", None)}


@pytest.mark.parametrize(
    "parameters",
    [
        pytest.param({"min_confidence": "nan"}, id="confidence that is no number"),
        pytest.param({"min_confidence": 1.1}, id="confidence above one"),
        pytest.param({"since": "last year"}, id="date in words"),
        pytest.param({"since": "2031-01\n"}, id="date with a line break"),
        pytest.param({"relations": "DEVELOPS"}, id="misspelt filter"),
        pytest.param({"limit": 101}, id="too many"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(problem, parameters):
    assert problem("GET", "/entities/澜辰科技/links", params=parameters) == (422, "bad-request")
    assert problem("GET", "/entities/澜辰科技/links", params={"relation": "LIKES"})[0] == 404


@pytest.mark.parametrize("name", ["%00", "%ED%A0%80", "a%00b", "'; DROP TABLE entities; --"])
def test_a_name_that_no_database_takes_is_an_unknown_name(problem, name):
    assert problem("GET", f"/entities/{name}/links") == (404, "unknown-name")


def test_entities_are_listed_the_best_connected_first(ask):
    first = ask("/entities", limit=3)
    rest = ask("/entities", limit=3, cursor=first["next"])

    found = first["items"] + rest["items"]
    assert [each["links"] for each in found] == [4, 2, 2, 1, 1]
    assert found[0]["name"] == "澜辰科技"
    assert rest["next"] is None
    (person,) = ask("/entities", type="人物")["items"]
    assert (person["name"], person["type"], person["links"]) == ("赵远", "Person", 1)
