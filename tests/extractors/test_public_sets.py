import json

import pytest

from extractors.pipeline import Pipeline
from extractors.public_sets import names, only, public_set, public_sets, read_public
from graph.errors import InputError, UnknownNameError
from graph.ontology import entity_types, relations


def written(folder, *lines):
    file = folder / "set.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return file


def test_every_label_means_something_that_the_ontology_has():
    for kind in public_sets().values():
        assert kind.scored <= set(entity_types()) | set(relations())
        assert kind.scored


def test_names_are_read_under_our_types_and_others_left_out(tmp_path):
    text = "青松资本的林远看了一场电影"
    line = {"text": text, "entities": [[0, 4, "company"], [5, 7, "name"], [11, 13, "movie"]]}

    (passage,) = read_public(written(tmp_path, line), public_set("cluener"))

    assert list(names(passage)) == [("Organization", "青松资本"), ("Person", "林远")]


def test_pairs_of_one_sentence_are_one_passage_and_turned_as_our_arrow_points(tmp_path):
    text = "云杉科技被青松资本收购，海桐电子未参与"
    rows = [
        {"text": text, "head": "云杉科技", "tail": "青松资本", "relation": "被收购"},
        {"text": text, "head": "青松资本", "tail": "云杉科技", "relation": "收购"},
        {"text": text, "head": "海桐电子", "tail": "云杉科技", "relation": "unknown"},
    ]

    (passage,) = read_public(written(tmp_path, *rows), public_set("finre"))

    by_id = {each["id"]: each["name"] for each in passage["entities"]}
    assert set(by_id.values()) == {"云杉科技", "青松资本", "海桐电子"}
    assert [
        (by_id[each["head"]], each["type"], by_id[each["tail"]]) for each in passage["relations"]
    ] == [("青松资本", "ACQUIRED", "云杉科技")]


def test_what_holds_in_both_directions_counts_once_though_a_set_lists_it_twice(tmp_path):
    text = "云杉科技与青松资本合作"
    rows = [
        {"text": text, "head": "云杉科技", "tail": "青松资本", "relation": "合作"},
        {"text": text, "head": "青松资本", "tail": "云杉科技", "relation": "合作"},
        {"text": text, "head": "云杉科技", "tail": "青松资本", "relation": "收购"},
        {"text": text, "head": "青松资本", "tail": "云杉科技", "relation": "收购"},
    ]

    (passage,) = read_public(written(tmp_path, *rows), public_set("finre"))

    assert [each["type"] for each in passage["relations"]] == [
        "PARTNERS_WITH", "ACQUIRED", "ACQUIRED",
    ]  # fmt: skip


def test_what_a_set_cannot_judge_does_not_count():
    predicted = {
        "entities": [{"type": "Technology"}, {"type": "Person"}],
        "relations": [{"type": "USES"}],
    }

    assert only(public_set("msra"), predicted) == {
        "entities": [{"type": "Person"}],
        "relations": [],
    }


def test_a_line_that_is_of_no_set_names_its_place(tmp_path):
    with pytest.raises(InputError, match=r"set\.jsonl line 1: tail, relation missing"):
        read_public(written(tmp_path, {"text": "x", "head": "y"}), public_set("finre"))
    with pytest.raises(UnknownNameError, match="conll04"):
        public_set("conll")


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline()


def test_relations_are_found_between_entities_that_are_given(pipeline):
    text = "云杉科技宣布完成A轮融资。本轮融资由青松资本领投。"
    found = pipeline.relate(text, [("Organization", "云杉科技"), ("Organization", "青松资本")])

    by_id = {each["id"]: each["name"] for each in found["entities"]}
    (stated,) = found["relations"]
    assert (by_id[stated["head"]], stated["type"], by_id[stated["tail"]]) == (
        "青松资本",
        "INVESTED_IN",
        "云杉科技",
    )
    assert text[slice(*stated["span"])] == stated["evidence"]
    assert pipeline.relate(text, [("Organization", "云杉科技")])["relations"] == []
