"""The classifier of pairs can be made again, and learns what it is shown."""

from __future__ import annotations

import json

import numpy as np
import pytest

from extractors.facts.deciding import loaded
from extractors.facts.pairs import allowed
from extractors.training.contrasts import contrasts
from extractors.training.public_examples import FINRE, is_among
from extractors.training.public_pairs import public_pairs
from extractors.training.relation_examples import Example, examples, found_articles
from extractors.training.train_relations import (
    calibration,
    crossed,
    fit,
    thresholds,
    written,
)
from graph.ontology import allows


@pytest.fixture(scope="module")
def found():
    return [one for gold in contrasts("zh") for one in examples(gold, "tiny", "zh")]


def test_weights_fitted_to_a_few_sentences_tell_what_they_say(found, tmp_path):
    path = tmp_path / "pairs.npz"
    judged = list(crossed(found))
    slope = calibration(judged)
    written(fit(found), slope, thresholds(judged, slope), path)
    model = loaded(path)

    chances = model.scores([example.features for example in found])
    right = sum(
        (chances[row][model.columns[label]] >= 0.5) == (label in example.labels)
        for row, example in enumerate(found)
        for label in example.allowed
        if label in model.columns
    )
    total = sum(label in model.columns for example in found for label in example.allowed)

    assert right / total > 0.97


def test_the_same_examples_give_the_same_file(found, tmp_path):
    some = found[:200]
    for name in ("a.npz", "b.npz"):
        written(fit(some), (1.0, 0.0), {}, tmp_path / name)

    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_no_passage_is_judged_by_weights_that_saw_it(found, monkeypatch):
    groups = []

    def seen(rest):
        groups.append({example.group for example in rest})
        return fit(rest)

    monkeypatch.setattr("extractors.training.train_relations.fit", seen)
    held = [example.group for example, _ in crossed(found[:120])]

    assert sorted(held) == sorted(example.group for example in found[:120])
    assert all(set(held) - group for group in groups)


def test_every_contrast_says_only_what_the_ontology_allows():
    for gold in contrasts("zh"):
        types = {each["id"]: each["type"] for each in gold["entities"]}
        for each in gold["entities"]:
            assert each["mentions"][0] in gold["text"]
        for each in gold["relations"]:
            assert allows(types[each["head"]], each["type"], types[each["tail"]]), gold["text"]


def test_a_language_without_contrasts_has_none():
    assert list(contrasts("xx")) == []


def test_pairs_of_a_public_set_are_gold_passages_with_the_unclear_ones_named(tmp_path):
    path = tmp_path / "pairs.jsonl"
    text = "甲社收购乙社，持有丙社股份。"
    rows = [("乙社", "甲社", "被收购"), ("甲社", "丙社", "持股")]
    path.write_text(
        "\n".join(
            json.dumps({"text": text, "head": head, "tail": tail, "relation": relation})
            for head, tail, relation in rows
        ),
        encoding="utf-8",
    )

    (gold,) = public_pairs(path)

    assert [(row["head"], row["type"], row["tail"]) for row in gold["relations"]] == [
        ("e1", "ACQUIRED", "e0")
    ]
    assert set(gold["unclear"]) == {("e1", "e2"), ("e2", "e1")}
    assert "ACQUIRED>" in allowed("Organization", "Organization")


def judgements(source, held, rows):
    """Examples that may be ACQUIRED, with these chances; the first ``held`` of them are."""
    label = "ACQUIRED>"
    return [
        (
            Example(
                f"{source} {n}", source, frozenset({label} if n < held else ()), (label,), ()
            ),
            {label: float(np.log(chance / (1 - chance)))},
        )
        for n, chance in enumerate(rows)
    ]  # fmt: skip


def test_a_long_public_set_has_no_more_to_say_on_a_threshold_than_the_domain():
    of_domain = judgements("news", 20, [0.9] * 20 + [0.5] * 20)
    of_set = judgements(FINRE, 200, [0.9] * 190 + [0.5] * 210)

    least = thresholds([*of_domain, *of_set], (1.0, 0.0))
    alone = thresholds(judgements(FINRE, 399, [0.9] * 199 + [0.35] * 200), (1.0, 0.0))

    assert least["ACQUIRED>"] > 0.5
    assert alone["ACQUIRED>"] < 0.35


def test_what_is_found_amiss_is_of_something_that_nothing_relates():
    text = "青松资本投资了云杉科技，林远说。"
    gold = {
        "id": "1", "lang": "zh", "text": text, "relations": [],
        "entities": [{"id": "e0", "type": "Organization", "mentions": ["松资本"]}],
    }  # fmt: skip

    owners = {
        mention.text: owner
        for article in found_articles(gold)
        for mention, owner in article.owners.items()
    }

    assert owners["青松资本"].startswith("none")


def test_a_sentence_that_is_judged_on_as_part_of_a_passage_is_not_learnt_from():
    judged = ["今天，青松资本成立。云杉科技开会。"]

    assert is_among("青松资本成立。", judged)
    assert is_among("据悉，今天，青松资本成立。云杉科技开会。", judged)
    assert not is_among("海桐电子成立。", judged)
