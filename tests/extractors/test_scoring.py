import copy
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.comparison import Counts, name_key
from extractors.gold import read_gold, read_predictions
from extractors.scoring import score
from graph.errors import InputError

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("GUANXI_DATA", ROOT.parent / "shared"))
GOLD, REFERENCE = DATA / "eval" / "press-dev.jsonl", DATA / "eval" / "score.py"


def entity(id_, name, *mentions, type_="Organization"):
    return {"id": id_, "type": type_, "name": name, "mentions": list(mentions or [name])}


def relation(type_, head, tail):
    return {"type": type_, "head": head, "tail": tail}


def passage(entities, relations=(), id_="p"):
    return {"id": id_, "text": "", "entities": list(entities), "relations": list(relations)}


def strict_counts(gold, predicted, what="entity"):
    return score([gold], {"p": predicted}).row("strict", what).counts


def test_gold_predicted_as_it_stands_scores_one():
    gold = passage(
        [entity("a", "青松资本"), entity("b", "云杉科技")], [relation("INVESTED_IN", "a", "b")]
    )

    report = score([gold], {"p": gold})

    assert [(row.counts.f1, row.low, row.high) for row in report.rows] == [(1.0, 1.0, 1.0)] * 4


def test_a_passage_without_a_prediction_counts_as_empty():
    gold = passage([entity("a", "青松资本")])

    assert score([gold], {}).row("strict", "entity").counts == Counts(gold=1)


@pytest.mark.parametrize(("spelling", "matched"), [
    pytest.param("《云杉 办法》", 1, id="book-title marks and spaces"),
    pytest.param("云杉·办法", 1, id="middle dot"),
    pytest.param("云杉办法草案", 0, id="longer name"),
])  # fmt: skip
def test_strict_names_are_equal_but_for_marks(spelling, matched):
    gold = passage([entity("a", "云杉办法")])

    assert strict_counts(gold, passage([entity("x", spelling)])).matched == matched


@pytest.mark.parametrize(("name", "matched"), [
    pytest.param("云杉科技", 0, id="four of seven characters are too few"),
    pytest.param("云杉科技股份", 1, id="six of eight characters are enough"),
])  # fmt: skip
def test_relaxed_names_contain_one_another(name, matched):
    gold = passage([entity("a", "云杉科技股份公司")])

    found = score([gold], {"p": passage([entity("x", name)])})

    assert found.row("relaxed", "entity").counts.matched == matched
    assert found.row("strict", "entity").counts.matched == 0


def test_any_mention_matches_any_other_and_types_must_be_equal():
    gold = passage([entity("a", "云杉科技股份公司", "云杉"), entity("b", "云杉", type_="Place")])
    predicted = passage([entity("x", "云杉公司", "云杉"), entity("y", "云杉", type_="Person")])

    assert strict_counts(gold, predicted) == Counts(matched=1, predicted=2, gold=2)


def test_one_gold_entity_is_matched_by_one_prediction_at_most():
    gold = passage([entity("a", "云杉")])
    predicted = passage([entity("x", "云杉"), entity("y", "云杉")])

    assert strict_counts(gold, predicted) == Counts(matched=1, predicted=2, gold=1)


@pytest.mark.parametrize(("type_", "matched"), [("PARTNERS_WITH", 1), ("ACQUIRED", 0)])
def test_only_a_symmetric_relation_may_be_turned_round(type_, matched):
    entities = [entity("a", "青松"), entity("b", "云杉")]
    gold = passage(entities, [relation(type_, "a", "b")])
    predicted = passage(entities, [relation(type_, "b", "a")])

    assert strict_counts(gold, predicted, "relation").matched == matched


def test_a_predicted_relation_of_an_unlisted_entity_is_not_counted():
    gold = passage([entity("a", "青松"), entity("b", "云杉")], [relation("ACQUIRED", "a", "b")])
    predicted = passage([entity("a", "青松")], [relation("ACQUIRED", "a", "b")])

    assert strict_counts(gold, predicted, "relation") == Counts(gold=1)


def test_the_table_has_a_line_for_each_sum_and_each_type():
    gold = passage([entity("a", "青松"), entity("b", "李明", type_="Person")])

    lines = score([gold], {"p": passage([entity("x", "青松")])}).as_table_rows()

    assert lines[0] == ("strict entity", "1.000", "0.500", "0.667", "0.667-0.667", "1", "1", "2")
    assert [line[0] for line in lines[1:4]] == ["  Organization", "  Person", "strict relation"]


def test_no_passages_score_zero_without_an_error():
    assert [(row.counts, row.low) for row in score([], {}).rows] == [(Counts(), 0.0)] * 4


@given(st.text())
def test_the_key_of_a_key_drops_nothing_more(name):
    key = name_key(name)

    assert len(name_key(key)) <= len(key)
    assert not any(mark in key for mark in " \t《》“”()-")


UNTYPED = passage([{"id": "a", "name": "云杉"}], id_="q")
ENDLESS = passage([], [relation("ACQUIRED", "a", "b")], id_="q")


@pytest.mark.parametrize(("line", "says"), [
    pytest.param("{", "line 2: not JSON", id="broken JSON"),
    pytest.param("[]", "line 2: '[]' is no object", id="a list"),
    pytest.param('{"id": "q", "text": ""}', "line 2: entities, relations missing", id="no groups"),
    pytest.param(json.dumps(UNTYPED), "line 2: entities: type missing", id="no type"),
    pytest.param(json.dumps(ENDLESS), "line 2: head 'a' of ACQUIRED", id="no end"),
    pytest.param(json.dumps(passage([])), "line 2: id 'p' stands on an earlier", id="id twice"),
])  # fmt: skip
def test_bad_gold_is_refused_by_file_and_line(tmp_path, line, says):
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(passage([]))}\n{line}\n", encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_gold(path)

    assert str(caught.value).startswith(str(path))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_gold_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.jsonl: cannot be read"):
        read_gold(tmp_path / "none.jsonl")


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(
        json.dumps({**passage([]), "text": "一\u2028二"}, ensure_ascii=False) + "\n\n",
        encoding="utf-8",
    )

    assert [one["text"] for one in read_gold(path)] == ["一\u2028二"]


def test_predictions_need_no_more_than_an_id(tmp_path):
    path = tmp_path / "predicted.jsonl"
    path.write_text('{"id": "p"}\n', encoding="utf-8")

    assert read_predictions(path) == {"p": {"id": "p"}}


def perturbed(passages, seed):
    """Drop, rename and retype parts of the gold, and turn some relations round."""
    draw = random.Random(seed)
    for one in copy.deepcopy(passages):
        if draw.random() < 0.9:
            one["entities"] = [e for e in one["entities"] if draw.random() < 0.85]
            for found in one["entities"]:
                if draw.random() < 0.25:
                    found["name"], found["mentions"] = found["name"][: draw.randint(1, 9)], []
                if draw.random() < 0.1:
                    found["type"] = draw.choice(["Organization", "Technology", "Place"])
                if draw.random() < 0.1:
                    one["entities"] = [*one["entities"], dict(found)]
            for link in one["relations"]:
                if draw.random() < 0.3:
                    link["head"], link["tail"] = link["tail"], link["head"]
            yield one


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_of_the_reference_scorer(tmp_path, seed):
    if not REFERENCE.exists():
        assert os.environ.get("CI") != "true", f"{REFERENCE} is missing; set GUANXI_DATA"
        pytest.skip(f"no reference scorer at {REFERENCE}; set GUANXI_DATA to its folder")
    gold = read_gold(GOLD)
    path = tmp_path / "predicted.jsonl"
    path.write_text(
        "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in perturbed(gold, seed)),
        encoding="utf-8",
    )

    reference = subprocess.run(
        [sys.executable, REFERENCE, GOLD, path, "--json"],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip

    rows = score(gold, read_predictions(path)).as_json()
    # The reference knows no languages.
    assert all(row.pop("languages").keys() == {"en", "zh"} for row in rows.values())
    assert rows == json.loads(reference.stdout)
