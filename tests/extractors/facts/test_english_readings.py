"""How English sentences fall into words for the classifier of pairs."""

from __future__ import annotations

import pytest

from extractors.facts.readings import english_words, readings, stem


def test_words_stand_without_their_endings_and_marks_by_themselves():
    assert english_words("Its maker's plants, near Oslo") == [
        "its", "maker", "’s", "plant", ",", "near", "oslo",
    ]  # fmt: skip


def test_typewriter_and_printed_quotes_are_one():
    assert english_words("“X”") == english_words('"X"')


@pytest.mark.parametrize(
    "forms",
    [
        ("launch", "launches", "launched", "launching"),
        ("supply", "supplies", "supplied", "supplying"),
        ("plan", "plans", "planned", "planning"),
        ("use", "uses", "used", "using"),
    ],
)
def test_the_forms_of_a_verb_have_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1


def test_short_words_and_numbers_keep_their_form():
    assert [stem(word) for word in ("is", "led", "2,500")] == ["is", "led", "2,500"]


def test_a_telling_word_has_its_class_in_every_form():
    cues = readings()["en"].cues
    assert {cues[word] for word in english_words("acquires acquired acquiring")} == {("acquires",)}
