"""What the trained English pipeline finds once its spans are tidied."""

from __future__ import annotations

import pytest

from extractors.mentions.english import EnglishRecogniser
from extractors.mentions.english_cleaning import cleaned
from extractors.spans import Sentence


def spans(*stretches):
    text = " ".join(stretches)
    sentences, position = [], 0
    for stretch in stretches:
        sentences.append(Sentence(position, position + len(stretch), "en"))
        position += len(stretch) + 1
    return list(EnglishRecogniser().find(text, sentences))


def test_people_places_and_firms_are_found_at_their_offsets():
    stretches = (
        "Microsoft opened an office in Berlin.",
        "Its president Brad Smith spoke in Paris.",
    )

    found = spans(*stretches)

    text = " ".join(stretches)
    assert {("Microsoft", "Organization"), ("Berlin", "Place"), ("Brad Smith", "Person")} <= {
        (span.text, span.type) for span in found
    }
    assert all(text[span.start : span.end] == span.text for span in found)


def test_two_readings_of_a_text_are_equal():
    stretches = ("Siemens bought a plant in Munich.", "Angela Merkel visited Siemens.")
    assert spans(*stretches) == spans(*stretches)


def test_noise_without_end_is_passed_over():
    assert spans("Microsoft " * 200_000) == []


def test_a_surname_counts_once_the_full_name_was_seen():
    found = spans("Chief executive Brad Smith said so.", "Later Smith left for London.")
    assert [span.type for span in found if span.text == "Smith"] == ["Person"]


def test_a_word_that_is_also_used_in_lower_case_is_no_name():
    found = spans("Salon opened in Paris.", "The salon is small.")
    assert "Salon" not in {span.text for span in found}


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        pytest.param("the Siemens Group", "ORG", "Siemens Group", id="determiner"),
        pytest.param("Siemens’s", "ORG", "Siemens", id="possessive"),
        pytest.param("Berlin-based Siemens", "ORG", "Siemens", id="place before"),
        pytest.param("Co-Owner of Quill Works", "ORG", "Quill Works", id="post before"),
        pytest.param("VIENNA - 3 May - Siemens", "ORG", "Siemens", id="dateline before"),
        pytest.param("FAA Administrator", "ORG", "FAA", id="post behind"),
        pytest.param("Quill Works for", "ORG", "Quill Works", id="small word behind"),
    ],
)
def test_what_is_not_the_name_is_taken_off(text, label, name):
    tidy = cleaned(text, 0, len(text), label)
    assert tidy is not None
    assert text[tidy.start : tidy.end] == name


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("CEO", "ORG", id="a post"),
        pytest.param("Chief Executive Officer", "ORG", id="a longer post"),
        pytest.param("Annual Meeting", "ORG", id="an event"),
        pytest.param("Section 5", "LAW", id="a piece of a law"),
        pytest.param("Key Insights", "PERSON", id="words in capitals"),
        pytest.param("HomeLink", "PRODUCT", id="a product without a version"),
        pytest.param("www.acme.com", "ORG", id="an address"),
    ],
)
def test_what_is_no_name_is_refused(text, label):
    assert cleaned(text, 0, len(text), label) is None


def test_a_registered_form_that_was_cut_off_is_taken_in():
    text = "Quill Works, Inc. grew"
    tidy = cleaned(text, 0, 11, "ORG")
    assert tidy is not None
    assert text[: tidy.end] == "Quill Works, Inc."


def test_the_model_calls_a_listed_field_a_technology():
    tidy = cleaned("Quantum Computing", 0, 17, "ORG")
    assert tidy is not None
    assert tidy.type == "Technology"
