"""Which names English sentences type by the part that they play, and which are well known."""

from __future__ import annotations

import pytest

from extractors.mentions.english_cleaning import cleaned
from extractors.mentions.english_known import known
from extractors.mentions.english_patterns import EnglishPatterns
from extractors.mentions.english_products import of_makers, products
from extractors.mentions.english_roles import roles
from extractors.spans import Sentence


def typed(text):
    return {
        text[start:end]: entity_type for start, end, entity_type, _ in roles(text, 0, len(text))
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the round was led by Tidewell and Quorra", id="led by"),
        pytest.param("with participation from Tidewell, Quorra and others", id="participation"),
        pytest.param("The investors include Tidewell, Quorra and Ann Roe.", id="investors include"),
        pytest.param("Tidewell and Quorra also took part.", id="also took part"),
    ],
)
def test_who_stands_in_a_list_of_investors_is_an_organization(text):
    found = typed(text)
    assert (found["Tidewell"], found["Quorra"]) == ("Organization", "Organization")


def test_a_given_name_makes_a_person_of_an_investor():
    assert typed("The investors include Tidewell and Rachel Quorn.")["Rachel Quorn"] == "Person"


def test_two_words_after_founded_by_are_a_person():
    found = typed("It was founded in 2019 by Odile Quorn, Nils Anstad and Tidewell.")
    assert found == {"Odile Quorn": "Person", "Nils Anstad": "Person"}


def test_a_firm_may_be_a_founder():
    assert typed("It was founded by Quorn Industries.") == {}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tidewell, a rival company, grew", id="company"),
        pytest.param("Tidewell, a subsidiary of Quorra, grew", id="subsidiary of"),
        pytest.param("Tidewell was founded by two chemists", id="was founded"),
    ],
)
def test_what_is_said_of_a_firm_makes_a_firm(text):
    assert typed(text)["Tidewell"] == "Organization"


def test_a_spokesman_of_a_company_is_no_company():
    assert typed("Rachel Quorn, a company spokeswoman, agreed") == {}


def test_a_name_typed_once_keeps_its_type_elsewhere():
    text = "Tidewell, a rival company, grew. Many like Tidewell."
    sentences = [Sentence(0, 32, "en"), Sentence(33, len(text), "en")]
    spans = EnglishPatterns().find(text, sentences)
    assert {span.start for span in spans if span.type == "Organization"} >= {0, 43}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("he joined Andreessen Horowitz", "Organization", id="firm with two surnames"),
        pytest.param("the new iPhone", "Technology", id="product"),
        pytest.param("a fund from Abu Dhabi", "Place", id="place"),
    ],
)
def test_a_well_known_name_has_its_type(text, expected):
    assert [found[2] for found in known(text, 0, len(text))] == [expected]


def test_a_well_known_name_inside_another_word_is_none():
    assert list(known("Arm-based Intelligence", 0, 22)) == []


def test_a_firm_that_is_a_common_word_is_doubtful_where_more_follows():
    text = "he opened Apple Bank and left Apple."
    assert [confidence for *_, confidence in known(text, 0, len(text))] == [0.6, 0.9]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("its first robot, Otter, walks", {"Otter"}, id="apposition"),
        pytest.param("the language models Otter and Finch", {"Otter", "Finch"}, id="two models"),
        pytest.param("on the Heron supercomputer", {"Heron supercomputer"}, id="noun behind"),
        pytest.param("many Chinese robots", set(), id="a country's"),
        pytest.param("the robot Microsoft showed", set(), id="a firm"),
    ],
)
def test_a_product_is_named_beside_what_it_is(text, names):
    assert {text[start:end] for start, end, *_ in products(text, 0, len(text))} == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("the Quorra 009 sold", {"Quorra 009"}, id="leading nought"),
        pytest.param("the Quorra SU7 sold", {"Quorra SU7"}, id="letters and figure"),
        pytest.param("in Quorra 2024 began", set(), id="a year"),
        pytest.param("for Quorra Q4 was good", set(), id="a quarter"),
        pytest.param("Quorra 500 employees left", set(), id="a count"),
    ],
)
def test_a_product_bears_its_makers_name_and_a_version(text, names):
    found = of_makers(text, 0, len(text), ["Quorra"])
    assert {text[start:end] for start, end, *_ in found} == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Quill Works Launches Online", "Quill Works", id="verb of a headline"),
        pytest.param("Quill Works • Sales", "Quill Works", id="bullet"),
        pytest.param("Quill’s VP & General Counsel", "Quill", id="post of an owner"),
    ],
)
def test_a_firms_name_ends_where_something_else_begins(text, name):
    tidy = cleaned(text, 0, len(text), "ORG")
    assert tidy is not None
    assert text[tidy.start : tidy.end] == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Engineering", id="field"),
        pytest.param("Asia Business Development", id="department"),
        pytest.param("Order of Merit", id="order"),
        pytest.param("Founder & Chief Executive Officer", id="posts"),
    ],
)
def test_a_department_or_an_honour_is_no_organization(text):
    assert cleaned(text, 0, len(text), "ORG") is None


def test_a_stock_code_is_no_organization():
    assert cleaned("(NASDAQ: QWI)", 9, 12, "ORG") is None


def test_an_acronym_is_doubtful_unless_it_acts():
    idle, acting = cleaned("high HSG level", 5, 8, "ORG"), cleaned("HSG said so", 0, 3, "ORG")
    assert idle is not None
    assert acting is not None
    assert idle.confidence < 0.5 < acting.confidence


def test_a_given_name_makes_a_person_of_what_the_model_calls_a_firm():
    tidy = cleaned("Rachel Quorn", 0, 12, "ORG")
    assert tidy is not None
    assert tidy.type == "Person"
