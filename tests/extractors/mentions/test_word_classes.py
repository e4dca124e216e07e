"""Words that stand in like surroundings have classes in common."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.mentions.features import code, tokenised
from extractors.mentions.word_classes import UNKNOWN, classes_of
from extractors.spans import Sentence
from extractors.training.train_names import write
from extractors.training.word_classes import partitions


def classes(text, *weights):
    line = tokenised(text, [Sentence(0, len(text), "en")])
    found = classes_of(line, *weights)
    return found[:, slice(*line.rows[0])].T.tolist()


def test_cities_are_more_alike_than_a_city_and_a_verb():
    boston, denver, encrypts = classes("Boston Denver encrypts")

    assert boston == denver
    assert not {*boston} & {*encrypts}


def test_a_word_counts_as_it_is_written_or_else_in_small_letters(tmp_path):
    words = {code("acme"): 1, code("Acme"): 2}
    codes = np.array(sorted(words), dtype=np.uint64)
    write(tmp_path / "words.npz", {
        "steps": np.diff(codes, prepend=np.uint64(0)).astype(np.uint32),
        "classes": np.array([[words[int(each)] for each in codes]], dtype=np.uint16),
    })  # fmt: skip

    assert classes("acme Acme ACME Other", tmp_path / "words.npz") == [[1], [2], [1], [UNKNOWN]]


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_vectors_of_one_direction_are_of_one_class():
    vectors = np.array([[1, 0], [2, 0.1], [0, 1], [0.1, 3]] * 4, dtype=np.float32)

    ((first, second, third, fourth),) = partitions(vectors, (2,))[:, :4].tolist()

    assert first == second != third == fourth
    assert UNKNOWN not in {first, third}
