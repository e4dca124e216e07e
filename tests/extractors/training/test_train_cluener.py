"""Sentences of CLUENER are learnt under its own labels, and scored by the ontology's types."""

from __future__ import annotations

import pytest

from extractors.mentions.cluener import marked
from extractors.spans import Sentence
from extractors.training.crf import trained
from extractors.training.train_cluener import TOGETHER, examples, joined, score
from extractors.training.train_names import write

ROWS = [
    {"text": f"昨天{game}在{place}上市", "entities": [[2, 4, "game"], [5, 7, "address"]]}
    for game, place in [("星辰", "苏州"), ("山海", "杭州"), ("长风", "宁波"), ("银河", "常州")] * 4
]


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    path = tmp_path_factory.mktemp("models") / "cluener-zh.npz"
    write(path, trained(examples(joined(ROWS)), 30))
    return path


def test_names_are_marked_under_the_labels_of_the_set(weights):
    text = ROWS[0]["text"]

    spans = list(marked(text, [Sentence(0, len(text), "zh")], weights))

    assert [(span.text, span.type) for span in spans] == [("星辰", "game"), ("苏州", "address")]
    assert all(0 < span.confidence <= 1 for span in spans)


def test_only_types_that_map_are_scored(weights):
    assert score(joined(ROWS), weights) == (1, 1, 1)
    missed = [{**row, "entities": [[0, 2, "name"], *row["entities"]]} for row in ROWS]
    assert score(joined(missed), weights)[:2] == (1, 0.5)


def test_sentences_keep_their_names_when_they_are_joined():
    readings = joined(ROWS * 20)

    assert len(readings) == -(-len(ROWS) * 20 // TOGETHER)
    for reading in readings:
        assert {reading.text[n.start : n.end] for n in reading.gold if n.type == "game"} == {
            "星辰", "山海", "长风", "银河",
        }  # fmt: skip


def test_english_has_no_such_names(weights):
    assert list(marked("Acme", [Sentence(0, 4, "en")], weights)) == []
