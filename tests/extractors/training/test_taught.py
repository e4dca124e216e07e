"""Texts without labels are those between the labelled passages, and a teacher labels them."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from extractors.mentions.deciding import MODELS, load
from extractors.training import taught
from extractors.training.labelled import TEXTS, labelled, places, texts

DATA = Path(os.environ.get("GUANXI_DATA", "../shared"))
TYPES = ("Organization", "Person", "Place", "Policy", "Technology")


class Teacher:
    """Has no opinion on any token."""

    labels = ("O", *(f"{part}_{type_}" for type_ in TYPES for part in "BMES"))

    def leanings(self, text, line):
        return np.zeros((len(line.starts), len(self.labels)), dtype=np.float32)


@pytest.fixture
def data(monkeypatch):
    if not (DATA / "data").exists():
        assert os.environ.get("CI") != "true", f"{DATA / 'data'} is missing; set GUANXI_DATA"
        pytest.skip(f"nothing at {DATA / 'data'}; set GUANXI_DATA to the folder that has data/")
    monkeypatch.setattr(taught, "AMOUNTS", {"zh": {"policy": 6000, "finre": 3000}})
    return DATA


def test_sentences_that_are_judged_on_are_left_out(data):
    found = [
        article[sentence.start : sentence.end]
        for article, sentences in taught.unlabelled(data, "zh")
        for sentence in sentences
    ]

    assert sum(map(len, found)) > 5000
    long = [sentence for sentence in found if len(sentence) > 2 * taught.RUN]
    assert long
    judged = {
        passage["text"][at : at + 2 * taught.RUN]
        for passage in labelled(data, "test")
        for at in range(len(passage["text"]) - 2 * taught.RUN)
    }
    for sentence in long:
        runs = {sentence[at : at + 2 * taught.RUN] for at in range(len(sentence) - 2 * taught.RUN)}
        assert not runs & judged


def test_the_same_texts_are_drawn_again(data):
    assert list(taught.unlabelled(data, "zh")) == list(taught.unlabelled(data, "zh"))


def test_a_teacher_without_an_opinion_leaves_the_labels_to_the_tagger(data, monkeypatch):
    monkeypatch.setattr(taught, "AMOUNTS", {"zh": {"finre": 400}})
    tagger, _ = load(MODELS / "names-zh.npz")

    made = list(taught.taught(data, "zh", Teacher(), tagger))

    assert made
    for example in made:
        names = {label[2:] for label in example.labels if label != "O"}
        assert names == {chunk.label for chunk in tagger.chunks(example.line, example.features)}
    assert any(label != "O" for example in made for label in example.labels)


def test_places_say_where_labels_are(data):
    for name, start, end in places():
        family, _, number = name.partition("-")
        assert 0 <= start < end <= len(texts(data / TEXTS[family])[int(number)])
