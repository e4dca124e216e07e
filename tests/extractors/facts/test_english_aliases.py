"""Names that an English text gives to one thing."""

from __future__ import annotations

import pytest

from extractors.facts.english_aliases import find_aliases
from extractors.spans import Span


def aliases(text, *named, entity_type="Organization"):
    mentions, position = [], 0
    for name in named:
        start = text.index(name, position)
        position = start + len(name)
        mentions.append(Span(start, position, entity_type, name, "test", 1.0))
    found = find_aliases(text, mentions)
    assert all(text[alias.alias.start : alias.alias.end] == alias.alias.text for alias in found)
    return [(alias.name.text, alias.alias.text, alias.scoped) for alias in found]


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        pytest.param('(the "Company")', [("Company", True)], id="generic is scoped"),
        pytest.param("(“Quill”)", [("Quill", False)], id="short name"),
        pytest.param(
            '("Quill" or the "Company")', [("Quill", False), ("Company", True)], id="both"
        ),
        pytest.param("(QWI)", [("QWI", False)], id="initials"),
        pytest.param("(NASDAQ)", [], id="other letters"),
        pytest.param("(founded 1999)", [], id="no name"),
    ],
)
def test_a_bracket_behind_a_name_defines_aliases(bracket, expected):
    name = "Quill Works International"
    assert aliases(f"{name} {bracket} grew.", name) == [(name, *row) for row in expected]


def test_the_first_words_of_a_firm_are_its_short_form():
    assert aliases("Quill Group grew. Quill hired.", "Quill Group", "Quill") == [
        ("Quill Group", "Quill", False)
    ]


def test_a_surname_is_short_for_the_one_person_who_bears_it():
    assert aliases("Ann Roe left. Roe wept.", "Ann Roe", "Roe", entity_type="Person") == [
        ("Ann Roe", "Roe", False)
    ]


def test_a_surname_of_two_people_is_short_for_neither():
    text = "Ann Roe and Bob Roe left. Roe wept."
    assert aliases(text, "Ann Roe", "Bob Roe", "Roe", entity_type="Person") == []


def test_an_ordinary_first_word_is_no_short_form():
    assert aliases("Bank of Bergen lent. Bank closed.", "Bank of Bergen", "Bank") == []


def test_a_well_known_firm_is_no_short_form_of_its_fund():
    text = "OpenAI Startup Fund grew. OpenAI hired."
    assert aliases(text, "OpenAI Startup Fund", "OpenAI") == []


def test_a_longer_name_of_a_firm_may_come_later():
    assert aliases("Quill grew. Quill Group hired.", "Quill", "Quill Group") == [
        ("Quill Group", "Quill", False)
    ]


def test_an_act_is_one_with_or_without_whose_it_is():
    text = "The EU Pump Act holds. The Pump Act is new."
    assert aliases(text, "EU Pump Act", "Pump Act", entity_type="Policy") == [
        ("EU Pump Act", "Pump Act", False)
    ]


def test_a_field_and_its_usual_acronym_are_one():
    text = "Artificial intelligence helps. AI grows."
    assert aliases(text, "Artificial intelligence", "AI", entity_type="Technology") == [
        ("Artificial intelligence", "AI", False)
    ]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        pytest.param("Dr. Roe", "Dr. Ann M. Roe", id="a title before the surname"),
        pytest.param("Jim Roe", "James “Jim” Roe", id="a nickname"),
        pytest.param("Roe", "Ann Roe", id="a surname in the headline"),
    ],
)
def test_a_person_may_be_named_shortly_before_the_name_in_full(short, full):
    assert aliases(f"{short} won. Today {full} said so.", short, full, entity_type="Person") == [
        (full, short, False)
    ]


def test_a_headline_names_a_firm_shortly():
    text = "Quill Expands. Quill Marine Systems, Inc. said so."
    assert aliases(text, "Quill", "Quill Marine Systems, Inc.") == [
        ("Quill Marine Systems, Inc.", "Quill", False)
    ]


@pytest.mark.parametrize("full", ["Quill Marine Bank, Inc.", "Quill Museum"])
def test_another_body_with_a_firms_name_in_its_own_is_apart(full):
    assert aliases(f"Quill Expands. {full} said so.", "Quill", full) == []


def test_a_subsidiary_is_not_its_parent():
    text = "Quill Expands. Its subsidiary Quill Marine Systems, Inc. said so."
    assert aliases(text, "Quill", "Quill Marine Systems, Inc.") == []


def test_several_brackets_may_define_names():
    text = 'Quill Works (Nasdaq: QWK) ("Quill" or the "Company") grew.'
    assert aliases(text, "Quill Works") == [
        ("Quill Works", "Quill", False), ("Quill Works", "Company", True)
    ]  # fmt: skip


def test_an_acronym_may_be_spelled_out_in_the_bracket_behind_it():
    assert aliases("BPD (Bureau of Port Development) grew.", "BPD") == [
        ("BPD", "Bureau of Port Development", False)
    ]
