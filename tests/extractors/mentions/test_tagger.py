"""A tagger adds up the weights of what is seen, and reads names off the best labels."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.mentions.features import features, tokenised
from extractors.mentions.tagger import ROWS, Tagger
from extractors.spans import Sentence, Span

LABELS = ["O", "B_Organization", "M_Organization", "E_Organization", "S_Organization"]
TEXT = "青松与云杉签约。"


def tagger_of_characters(weights):
    """Return a tagger that knows what some single characters tell."""
    known = {}
    for character, row in weights.items():
        line = tokenised(character, [Sentence(0, 1, "zh")])
        (start, _) = line.rows[0]
        known[int(features(character, line, (), ()).dense[3, start])] = row
    buckets = np.array(sorted(known))
    table = np.array([known[bucket] for bucket in buckets], dtype=np.float16)
    return Tagger(LABELS, buckets, table, np.zeros((5, 5), dtype=np.float32))


@pytest.fixture
def tagger():
    return tagger_of_characters({
        "云": [-5, 5, 0, 0, 0], "杉": [-5, 0, 0, 5, 0], "青": [-5, 0, 0, 0, 5],
        "松": [5, 0, 0, 0, 0],
    })  # fmt: skip


def names(tagger, text, sentences):
    line = tokenised(text, sentences)
    return [
        (text[line.starts[chunk.start] : line.ends[chunk.end - 1]], chunk.probability)
        for chunk in tagger.chunks(line, features(text, line, (), ()))
    ]


def test_weights_make_names(tagger):
    found = dict(names(tagger, TEXT, [Sentence(0, len(TEXT), "zh")]))

    assert set(found) >= {"青", "云杉"}
    assert all(0.5 < found[name] <= 1 for name in ("青", "云杉"))


def test_what_is_found_in_a_sentence_does_not_depend_on_the_others(tagger):
    text = TEXT * (ROWS + 1)
    sentences = [
        Sentence(start, start + len(TEXT), "zh") for start in range(0, len(text), len(TEXT))
    ]

    alone = names(tagger, TEXT, sentences[:1])

    assert names(tagger, text, sentences) == [
        (name, pytest.approx(probability)) for name, probability in alone
    ] * (ROWS + 1)


def test_marks_count_beside_characters():
    marks = [Span(0, 2, "Organization", "青松", "gazetteer.v1", 0.9)]
    line = tokenised(TEXT, [Sentence(0, len(TEXT), "zh")])
    marked = features(TEXT, line, marks, ())
    bare = features(TEXT, line, (), ())
    begin, end = (
        sorted(set(marked.buckets[marked.tokens == line.rows[0][0] + place])) for place in (0, 1)
    )
    table = {bucket: [-1, 2, 0, 0, 0] for bucket in begin}
    table.update({bucket: [-1, 0, 0, 2, 0] for bucket in end})
    buckets = np.array(sorted(table))
    weights = np.array([table[bucket] for bucket in buckets], dtype=np.float16)
    tagger = Tagger(LABELS, buckets, weights, np.zeros((5, 5), dtype=np.float32))

    def starts(seen):
        return {(c.start, c.end): c.probability for c in tagger.chunks(line, seen)}

    place = (line.rows[0][0], line.rows[0][0] + 2)
    assert starts(marked)[place] > starts(bare).get(place, 0)


def test_no_sentence_gives_no_name(tagger):
    assert names(tagger, "", []) == []
