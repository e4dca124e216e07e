"""English names that are the first letters of others."""

from __future__ import annotations

import pytest

from extractors.facts.english_initials import initials, spelled_out
from extractors.spans import Span


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("BPD", "Bureau of Port Development"),
        ("BPD", "U.S. Bureau of Port Development"),
        ("QEEs", "quiet execution environments"),
        ("ZKP", "zero-knowledge proofs"),
    ],
)
def test_an_acronym_is_spelled_out_by_all_its_words(short, name):
    assert spelled_out(short, name)


@pytest.mark.parametrize(
    ("short", "name"),
    [
        pytest.param("BPD", "Bureau of Port Development Affairs", id="a word too many"),
        pytest.param("BP", "Bureau of Ports", id="two letters"),
        pytest.param("Bpd", "Bureau of Port Development", id="a word"),
    ],
)
def test_other_letters_are_not(short, name):
    assert not spelled_out(short, name)


def spans(*names):
    return [Span(n * 50, n * 50 + len(name), "Organization", name, "t", 1.0)
            for n, name in enumerate(names)]  # fmt: skip


def test_an_acronym_joins_the_name_that_it_stands_for_before_or_behind():
    found = initials(spans("BPD", "Bureau of Port Development"))

    assert [(alias.name.text, alias.alias.text) for alias in found] == [
        ("Bureau of Port Development", "BPD")
    ]


def test_an_acronym_of_two_names_joins_neither():
    assert not list(initials(spans("BPD", "Bureau of Port Development", "Board of Pump Design")))
