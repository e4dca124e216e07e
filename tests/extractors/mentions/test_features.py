"""What is seen of a token depends on its sentence alone, and marks are seen where they stand."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.mentions.features import BUCKETS, GAP, features, tokenised
from extractors.spans import Sentence, Span

TEXT = "云杉光学发布5G-A芯片。Acme buys it."
SENTENCES = (Sentence(0, 13, "zh"), Sentence(13, len(TEXT), "en"))


def looks_of(text, sentences, marks=(), words=()):
    """Return the sorted features of each token that is not in a gap."""
    line = tokenised(text, sentences)
    seen = features(text, line, marks, words)
    assert seen.dense.shape[1] == len(line.starts)
    return [
        sorted([*seen.dense[:, token], *seen.buckets[seen.tokens == token]])
        for start, end in line.rows
        for token in range(start, end)
    ]


def mark(start, end, confidence=0.9, finder="gazetteer.v1"):
    return Span(start, end, "Organization", TEXT[start:end], finder, confidence)


def test_tokens_are_characters_and_whole_latin_words_and_numbers():
    line = tokenised(TEXT, SENTENCES)

    words = [
        TEXT[line.starts[token] : line.ends[token]]
        for start, end in line.rows
        for token in range(start, end)
    ]

    assert words == [*"云杉光学发布5", "G", "-", "A", *"芯片。", "Acme", "buys", "it", "."]
    assert line.rows[1][0] - line.rows[0][1] == GAP


def test_a_sentence_looks_the_same_alone_and_among_others():
    marks = [mark(0, 4), mark(13, 17)]

    together = looks_of(TEXT, SENTENCES, marks)
    first, second = (looks_of(TEXT, [sentence], marks) for sentence in SENTENCES)

    assert together == first + second


def test_a_mark_is_seen_by_its_tokens_and_their_neighbours_only():
    bare, marked = looks_of(TEXT, SENTENCES), looks_of(TEXT, SENTENCES, [mark(2, 4)])

    changed = [place for place, (a, b) in enumerate(zip(bare, marked, strict=True)) if a != b]

    assert changed == [1, 2, 3, 4]


def test_beginning_and_end_of_a_mark_look_different():
    seen = looks_of("云云云云", [Sentence(0, 4, "zh")], [mark(0, 4)])

    assert len({tuple(looks) for looks in seen}) == 4


def test_confidence_is_seen_and_the_version_of_a_finder_is_not():
    sure = looks_of(TEXT, SENTENCES, [mark(0, 4)])

    assert looks_of(TEXT, SENTENCES, [mark(0, 4, confidence=0.3)]) != sure
    assert looks_of(TEXT, SENTENCES, [mark(0, 4, finder="gazetteer.v2")]) == sure
    assert looks_of(TEXT, SENTENCES, [mark(0, 4, finder="policies.v1")]) != sure


def test_words_are_seen_with_what_stands_beside_them():
    text = "云杉发布芯片"
    words = [("云杉", "nz"), ("发布", "v"), ("芯片", "n")]
    other = [("云杉", "nz"), ("发布", "v"), ("芯片", "x")]
    sentence = [Sentence(0, 6, "zh")]

    seen, changed = looks_of(text, sentence, (), words), looks_of(text, sentence, (), other)

    assert [a == b for a, b in zip(seen, changed, strict=True)] == [True, True, *[False] * 4]


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="云杉 ab1，。《》\n", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_text_and_mark_give_features_within_bounds(text, start, end):
    line = tokenised(text, [Sentence(0, len(text), "zh")])
    where = sorted((min(start, len(text)), min(end, len(text))))

    seen = features(text, line, [Span(*where, "Place", "", "x.v1", 0.5)], [(text, "n")])

    for buckets in (seen.dense, seen.buckets):
        assert np.all((buckets >= 0) & (buckets < BUCKETS))
    assert np.all(np.diff(seen.tokens) >= 0)


def test_what_a_network_leans_to_is_seen_at_the_token_and_beside_it():
    line = tokenised(TEXT, SENTENCES)
    place = line.rows[0][0] + 3
    leanings = np.zeros((len(line.starts), 3), dtype=np.float16)
    leanings[place, 1] = 0.9

    seen, bare = features(TEXT, line, (), leanings=leanings), features(TEXT, line, ())

    more = {
        token: set(seen.buckets[seen.tokens == token]) - set(bare.buckets[bare.tokens == token])
        for token in range(len(line.starts))
    }
    assert {token for token, found in more.items() if found} == {place - 1, place, place + 1}
    assert not more[place] & more[place - 1]


def test_a_capitalised_word_that_the_article_has_in_small_letters_is_told_apart():
    low, new = ("Robots and Acme. We sell robots.", "Robots and Acme. We sell things.")

    def of_first(text):
        return looks_of(text, [Sentence(0, 16, "en"), Sentence(17, len(text), "en")])[0]

    assert len(of_first(low)) == len(of_first(new)) + 1


def test_words_of_a_class_look_alike():
    line = tokenised("Acme Corp", [Sentence(0, 9, "en")])
    classes = np.zeros((1, len(line.words)), dtype=np.uint64)
    first = line.rows[0][0]
    classes[0, first] = 7
    other = classes.copy()
    other[0, first] = 8

    def seen(partitions):
        return {*features("Acme Corp", line, (), classes=partitions).buckets.tolist()}

    assert seen(classes) == seen(classes.copy())
    assert len(seen(classes) - seen(other)) == 5
