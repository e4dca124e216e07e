"""The encoder reads windows of sentences and tells what each token may be."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.mentions.deciding import MODELS, seen
from extractors.mentions.deciding import load as load_tagger
from extractors.mentions.encoder import LIMIT, load, windows
from extractors.mentions.features import tokenised
from extractors.spans import Sentence

TEXT = "Larkspur Robotics appointed Jane Miller. She lives in Oslo."
SENTENCES = (Sentence(0, 40, "en"), Sentence(41, len(TEXT), "en"))


@pytest.fixture(scope="module")
def line():
    return tokenised(TEXT, SENTENCES)


def label_of(found, line, word):
    (token,) = (
        place for place, start in enumerate(line.starts) if TEXT[start : line.ends[place]] == word
    )
    return load().labels[int(found[token].argmax())]


def test_names_are_told_by_what_is_said_of_them(line):
    found = load().leanings(TEXT, line)

    assert label_of(found, line, "Jane") == "B_Person"
    assert label_of(found, line, "Miller") == "E_Person"
    assert label_of(found, line, "Oslo") == "S_Place"
    assert label_of(found, line, "Larkspur") == "B_Organization"
    assert label_of(found, line, "lives") == "O"


def test_probabilities_add_up_to_one_and_gaps_have_none(line):
    found = load().leanings(TEXT, line)

    real = line.ends > 0
    assert np.exp(found[real]).sum(axis=1) == pytest.approx(1, abs=1e-4)
    assert not found[~real].any()


def test_the_encoder_knows_the_labels_of_the_tagger(line):
    tagger, _ = load_tagger(MODELS / "names-en.npz")
    line, looks = seen(TEXT, SENTENCES, (), "en")

    assert looks.leanings is not None
    assert (looks.leanings.of(["S_Policy"]) == looks.leanings.of(["O"])).all()
    assert looks.leanings.of(load().labels).shape == (len(line.starts), len(load().labels))
    assert list(tagger.chunks(line, looks))


def test_windows_hold_every_token_once_and_cut_no_sentence_that_fits():
    words = "one two three four five six seven eight nine ten. " * 60
    sentences = [Sentence(n * 50, n * 50 + 49, "en") for n in range(60)]
    line = tokenised(words, sentences)
    sizes = [1] * len(line.starts)

    made = list(windows(line, sizes))

    inside = [token for start, end in line.rows for token in range(start, end)]
    assert [token for window in made for token in window] == inside
    assert all(len(window) <= LIMIT for window in made)
    first_tokens = {start for start, _ in line.rows}
    assert all(window[0] in first_tokens for window in made)


def test_a_sentence_that_is_too_long_is_cut():
    text = "word " * (LIMIT + 20)
    line = tokenised(text, [Sentence(0, len(text), "en")])

    made = list(windows(line, [1] * len(line.starts)))

    assert [len(window) for window in made] == [LIMIT, 20]


def test_nothing_to_read_gives_nothing():
    line = tokenised("", [])

    assert load().leanings("", line).shape == (len(line.starts), len(load().labels))
