"""Words fall into the longest pieces that are known."""

from __future__ import annotations

import pytest

from extractors.mentions.wordpieces import LONGEST, Wordpieces


@pytest.fixture
def pieces():
    return Wordpieces(["[CLS]", "[SEP]", "[UNK]", "cafe", "ca", "##fe", "##s", "20", "##25"])


def test_the_longest_piece_comes_first(pieces):
    assert pieces.numbers("cafes") == (3, 6)
    assert pieces.numbers("2025") == (7, 8)


def test_accents_and_capitals_make_no_difference(pieces):
    assert pieces.numbers("CAFÉ") == pieces.numbers("cafe")


@pytest.mark.parametrize("word", ["cafex", "汉", "ca" + "fe" * LONGEST])
def test_a_word_of_unknown_parts_is_unknown(pieces, word):
    assert pieces.numbers(word) == (2,)
