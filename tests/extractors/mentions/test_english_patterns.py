"""What English names are recognised by their wording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.mentions.english_patterns import EnglishPatterns
from extractors.spans import Sentence


def found(text, entity_type=None):
    spans = EnglishPatterns().find(text, [Sentence(0, len(text), "en")])
    return {span.text for span in spans if entity_type in {None, span.type}}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("He joined Acme Widgets, Inc. in May.", "Acme Widgets, Inc.", id="registered"),
        pytest.param(
            "The plant of Northwind Co., Ltd. closed.", "Northwind Co., Ltd.", id="two dots"
        ),
        pytest.param(
            "A team at Lakeside Normal University", "Lakeside Normal University", id="ending"
        ),
        pytest.param(
            "the Ministry of Mines and Information Technology said",
            "Ministry of Mines",
            id="and joins only fields",
        ),
        pytest.param(
            "the Ministry of Industry and Information Technology said",
            "Ministry of Industry and Information Technology",
            id="and between two fields",
        ),
        pytest.param(
            "the Ministry of Finance and the Ministry of Commerce",
            "Ministry of Commerce",
            id="two ministries",
        ),
        pytest.param(
            "she studied at East Lake University of Science and Technology, then left",
            "East Lake University of Science and Technology",
            id="ending that takes of",
        ),
        pytest.param(
            "Plant Manager of Bright Metals LLC spoke", "Bright Metals LLC", id="post before a firm"
        ),
        pytest.param(
            "Orchid Bio raised $5 million.", "Orchid Bio", id="who raises money is a firm"
        ),
    ],
)
def test_an_organization_is_found_by_its_wording(text, name):
    assert name in found(text, "Organization")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The company and its working group met.", id="lower case"),
        pytest.param("the Fifth Council Meeting was held", id="an event"),
        pytest.param("a New Group of users", id="an ordinary word before the ending"),
        pytest.param("Why Every Small Firm Needs A Better Marketing Group", id="a heading"),
    ],
)
def test_a_generic_phrase_is_no_organization(text):
    assert found(text, "Organization") == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("the EU AI Act applies", "EU AI Act", id="act"),
        pytest.param(
            "the CHIPS and Science Act of 2022,", "CHIPS and Science Act of 2022", id="year"
        ),
        pytest.param('under the "15th Five-Year Plan" for', "15th Five-Year Plan", id="plan"),
        pytest.param("signed Executive Order 14110 on", "Executive Order 14110", id="order"),
        pytest.param("Regulation (EU) 2024/1689 says", "Regulation (EU) 2024/1689", id="numbered"),
        pytest.param(
            "issued Guidelines on the Safe Use of Humanoid Robots today",
            "Guidelines on the Safe Use of Humanoid Robots",
            id="guidelines on",
        ),
    ],
)
def test_a_policy_is_found_by_its_wording(text, name):
    assert name in found(text, "Policy")


@pytest.mark.parametrize("text", ["our Loyalty Program grew", "see Section 5", "the plan is good"])
def test_a_programme_without_authority_is_no_policy(text):
    assert found(text, "Policy") == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("two solid-state batteries", "solid-state batteries", id="plural with y"),
        pytest.param("Perovskite Solar Cells sell", "Perovskite Solar Cells", id="capitals"),
        pytest.param("many LLMs fail", "LLMs", id="acronym in the plural"),
        pytest.param("runs on Claude 3.5 Sonnet now", "Claude 3.5 Sonnet", id="family and version"),
        pytest.param(
            'showed the humanoid robot "Pebble" there', "Pebble", id="noun and quoted name"
        ),
        pytest.param("developed new low-noise fibre lasers.", "low-noise fibre lasers", id="made"),
    ],
)
def test_a_technology_is_found(text, name):
    assert name in found(text, "Technology")


def test_an_acronym_inside_a_word_is_no_technology():
    assert found("AIM and MAID are words", "Technology") == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("said Zhou Minghao of the plant", "Zhou Minghao", id="Chinese name"),
        pytest.param("Prof. Ada Quill spoke", "Ada Quill", id="honorific"),
        pytest.param("yes, Ada B. Quill, vice president of sales, said", "Ada B. Quill", id="post"),
    ],
)
def test_a_person_is_found_by_name_or_title(text, name):
    assert name in found(text, "Person")


def test_a_place_that_reads_like_a_name_is_no_person():
    assert found("offices in Hong Kong, a city", "Person") == set()


def test_a_web_based_tool_is_in_no_place_called_web():
    assert found("a Web-based tool, and Oslo-based Acme", "Place") == {"Oslo"}


def test_measures_for_the_administration_of_one_thing_end_before_the_date():
    text = "released the Interim Measures for the Administration of Drones on May 3."
    assert found(text, "Policy") == {"Interim Measures for the Administration of Drones"}


def test_an_abbreviation_in_brackets_is_found_where_it_is_used_later():
    text = "The Harbour Robotics Association (HRA) met. Later HRA voted."
    sentences = [Sentence(0, 43, "en"), Sentence(44, len(text), "en")]

    spans = list(EnglishPatterns().find(text, sentences))

    assert text.rindex("HRA") in {span.start for span in spans if span.type == "Organization"}


def test_chinese_sentences_are_left_to_other_finders():
    text = "公司与 Acme Widgets, Inc. 合作"
    assert list(EnglishPatterns().find(text, [Sentence(0, len(text), "zh")])) == []


@given(st.text(alphabet="AcmeGroup Inc.,ofand \"'’(5)-\n", max_size=80))
def test_spans_cut_the_text_that_they_claim(text):
    for span in EnglishPatterns().find(text, [Sentence(0, len(text), "en")]):
        assert text[span.start : span.end] == span.text != ""
