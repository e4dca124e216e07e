"""Sentences of public sets with all their names, those without a relation too."""

from __future__ import annotations

import json

from extractors.training.public_passages import Source, joined, public_passages

SENTENCE = "Ann Roe of Acme met Tom Harlan ."
PAIR = {
    "text": SENTENCE, "head": "Ann Roe", "tail": "Acme", "relation": "Work_For",
    "head_type": "Peop", "tail_type": "Org",
}  # fmt: skip


def test_names_of_the_same_sentence_join_those_of_its_pairs(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "pairs.jsonl").write_text(json.dumps(PAIR), encoding="utf-8")
    names = {"text": SENTENCE, "entities": [[0, 7, "Peop"], [11, 15, "Org"], [20, 30, "Peop"]]}
    (tmp_path / "data" / "names.jsonl").write_text(json.dumps(names), encoding="utf-8")

    (passage,) = public_passages(tmp_path, Source("conll04", ("pairs.jsonl", "names.jsonl"), 0.3))

    assert [each["name"] for each in passage["entities"]] == ["Ann Roe", "Acme", "Tom Harlan"]
    assert [each["type"] for each in passage["relations"]] == ["WORKS_FOR"]


def test_names_of_other_sentences_are_left_out():
    one = {"text": SENTENCE, "entities": []}
    other = {"text": "Acme grew.", "entities": [{"id": "e1", "type": "Organization", "name": "A"}]}

    assert joined([one], [[other]]) == [one]
