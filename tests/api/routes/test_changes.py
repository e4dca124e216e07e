"""Statistics, the ontology, changes and judgements over HTTP."""

from __future__ import annotations

import pytest

from graph.ontology import entity_types, relations


def judge(ask, left, right, verdict, **more):
    word = {"left": left, "right": right, "verdict": verdict, **more}
    return ask.client.post("/api/v1/judgements", json=word)


def test_statistics_count_what_is_there(ask):
    counted = ask("/stats")

    assert (counted["documents"], counted["facts"]) == (2, 6)
    assert counted["entities"] == {"Organization": 3, "Person": 1, "Technology": 1}
    assert counted["links"] == {"DEVELOPS": 1, "INVESTED_IN": 2, "SUPPLIES": 1, "WORKS_FOR": 1}


def test_the_ontology_is_told_whole(ask):
    told = ask("/ontology")

    assert [each["name"] for each in told["types"]] == list(entity_types())
    assert [each["name"] for each in told["relations"]] == list(relations())
    partners = next(each for each in told["relations"] if each["name"] == "PARTNERS_WITH")
    assert partners["symmetric"] is True
    assert partners["heads"] == partners["tails"] == ["Organization"]
    assert all(each["zh"] for each in told["relations"] + told["types"])


def test_changes_come_in_order_a_page_at_a_time(ask, press):
    ask.client.delete(f"/api/v1/documents/{press[1].document.id}")

    first = ask("/changes", limit=2)
    rest = ask("/changes", after=first["next"])

    came, other = first["items"]
    assert (came["uri"], came["removed"]) == ("press/a.txt", False)
    assert came["added"] == sorted(fact.id for fact in press[0].facts)
    assert other["uri"] == "press/b.txt"
    (went,) = rest["items"]
    assert (went["removed"], rest["next"]) == (True, None)
    assert {(each["head"], each["relation"], each["tail"]) for each in went["taken_back"]} == {
        ("青岚资本", "INVESTED_IN", "澜辰科技"), ("海塔", "SUPPLIES", "青岚资本"),
    }  # fmt: skip


def test_changes_since_a_time_leave_out_what_was_before(ask):
    first, second = (each["at"] for each in ask("/changes")["items"])

    assert len(ask("/changes", since=first[:10])["items"]) == 2
    assert all(each["at"] >= second for each in ask("/changes", since=second)["items"])
    assert ask("/changes", since="9000-01-01T08:00:00+08:00")["items"] == []


@pytest.mark.parametrize("since", ["yesterday", "2031-13-45T00:00", "0001-01-01T00:00:00+23:00"])
def test_a_time_that_is_none_is_refused(problem, since):
    assert problem("GET", "/changes", params={"since": since}) == (422, "bad-input")


def test_a_judgement_joins_what_it_says_is_one(ask):
    answer = judge(ask, "海塔", "青岚资本", "same", reason="one register number")

    told = answer.json()
    assert answer.status_code == 201
    assert told["left_entity"]["id"] == told["right_entity"]["id"]
    assert (told["by"], told["reason"]) == ("local", "one register number")
    assert ask("/judgements") == {"items": [told], "next": None}
    assert ask("/entities/海塔")["names"] == ["海塔", "青岚资本"]
    (entry,) = ask.client.app.state.audit.entries()
    assert (entry.action, entry.object, entry.detail) == ("judge", told["id"], {"verdict": "same"})


def test_a_later_judgement_supersedes_and_both_are_kept(ask, press):
    first = judge(ask, "海塔", "青岚资本", "same").json()

    told = judge(ask, first["left"], first["right"], "different").json()

    assert told["left_entity"]["id"] != told["right_entity"]["id"]
    assert [each["verdict"] for each in ask("/judgements")["items"]] == ["same", "different"]
    last = ask("/changes")["items"][-1]
    assert last["judgement"]["verdict"] == "different"
    assert (last["document"], last["added"]) == (None, [])


def test_a_judgement_outlives_the_document_of_its_end(ask, press):
    local = {entity.name: entity.id for entity in press[0].entities}
    other = next(entity.id for entity in press[1].entities if entity.name == "海塔")
    judge(ask, local["海塔"], other, "different")

    ask.client.delete(f"/api/v1/documents/{press[1].document.id}")

    (kept,) = ask("/judgements")["items"]
    assert kept["left_entity"]["name"] == "海塔"
    assert kept["right_entity"] is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param(("海塔", "海塔", "different"), (422, "bad-input"), id="one with itself"),
        pytest.param(("海塔", "赵远", "same"), (422, "bad-input"), id="two of unlike types"),
        pytest.param(("海塔", "无此公司", "same"), (404, "unknown-name"), id="an unknown one"),
        pytest.param(("海塔", "赵远", "perhaps"), (422, "bad-request"), id="no verdict"),
    ],
)
def test_a_judgement_without_effect_is_refused(ask, problem, word, expected):
    left, right, verdict = word
    body = {"left": left, "right": right, "verdict": verdict}

    assert problem("POST", "/judgements", json=body) == expected
    assert ask("/judgements")["items"] == []
