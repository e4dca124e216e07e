import json

import pytest

TEXT = "青岚资本领投澜辰科技A轮融资，金额1亿元。"


@pytest.fixture
def gold(tmp_path):
    file = tmp_path / "gold.jsonl"
    entities = [
        {"id": "e1", "type": "Organization", "name": "青岚资本", "mentions": ["青岚资本"]},
        {"id": "e2", "type": "Organization", "name": "澜辰科技", "mentions": ["澜辰科技"]},
    ]
    relation = {"type": "INVESTED_IN", "head": "e1", "tail": "e2", "props": {"round": "A"}}
    passage = {"id": "p1", "text": TEXT, "entities": entities, "relations": [relation]}
    file.write_text(json.dumps(passage) + "\n", encoding="utf-8")
    return file


def test_evaluating_prints_scores_by_type(guanxi, gold):
    ran = guanxi("evaluate", gold)

    lines = [line.split() for line in ran.out.splitlines()]
    assert (ran.status, ran.err) == (0, "")
    assert lines[0] == ["1", "passage"]
    assert ["INVESTED_IN", "1.000", "1.000", "1.000", "1", "1", "1"] in lines
    assert ["round", "1", "1", "1"] in lines


def test_evaluating_tells_how_sure_names_and_facts_were_and_how_many_are_right(guanxi, gold):
    told = json.loads(guanxi("evaluate", gold, "--json").out)["reliability"]

    bands = {what: found["bands"] for what, found in told.items()}
    assert sum(band["found"] for band in bands["entity"]) == 2
    assert sum(band["found"] for band in bands["relation"]) == 1
    assert {band["precision"] for each in bands.values() for band in each} == {1.0}
    printed = guanxi("evaluate", gold).out
    assert "entities, by confidence" in printed
    assert "relations, by finder" in printed


def test_names_that_are_given_are_not_judged_for_how_sure_they_are(guanxi, gold):
    told = json.loads(guanxi("evaluate", gold, "--given", "--json").out)

    assert list(told["reliability"]) == ["relation"]


def test_a_gold_file_with_a_bad_line_gives_no_scores(guanxi, gold):
    gold.write_bytes(gold.read_bytes() + b'{"id": "p2"}\n')

    ran = guanxi("evaluate", gold)

    assert (ran.status, ran.out) == (1, "")
    assert "line 2" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_evaluating_lists_what_went_wrong_with_the_sentence(guanxi, gold, tmp_path):
    passage = json.loads(gold.read_text(encoding="utf-8"))
    passage["text"] += "赵没来。"
    passage["entities"].append({"id": "e3", "type": "Person", "name": "赵", "mentions": ["赵"]})
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text(json.dumps(passage), encoding="utf-8")

    told = json.loads(guanxi("evaluate", wrong, "--errors", "9", "--json").out)

    assert told["passages"] == 1
    assert told["errors"] == [
        {
            "passage": "p1", "what": "entity", "kind": "missed", "said": "",
            "true": "Person 赵", "sentence": "赵没来。",
        }
    ]  # fmt: skip
    assert told["scores"]["strict entity"]["recall"] == pytest.approx(2 / 3)
    assert "entities, missed: 1\n  p1  Person 赵\n    赵没来。" in (
        guanxi("evaluate", wrong, "--errors", "1").out
    )
    assert "missed" not in guanxi("evaluate", wrong).out


def test_a_set_with_a_guideline_of_its_own_is_read_by_what_was_trained_on_it(guanxi, tmp_path):
    text = "林远在江宁市江宁路88号下车。"
    lines = [{"text": text, "entities": [[0, 2, "name"]]}, {"text": "天气好。", "entities": []}]
    file = tmp_path / "set.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    told = json.loads(guanxi("evaluate", file, "--set", "cluener", "--every", "2", "--json").out)

    assert told["passages"] == 1
    assert told["scores"]["strict entity"]["types"]["Person"]["matched"] == 1
