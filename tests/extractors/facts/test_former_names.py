"""Names that a text says a thing had, has taken or goes by."""

from __future__ import annotations

import pytest

from extractors.facts.former_names import former_names
from extractors.spans import Span


def joined(text, *named, entity_type="Organization"):
    spans = [
        Span(text.index(name), text.index(name) + len(name), entity_type, name, "test", 1.0)
        for name in named
    ]
    return [(alias.name.text, alias.alias.text) for alias in former_names(text, spans)]


@pytest.mark.parametrize(
    "text",
    [
        "青松集团前身为海棠纺织。",
        "青松集团（前身为海棠纺织）",
        "青松集团，前身是海棠纺织，",
        "青松集团，成立于1998年，前身为海棠纺织。",
        "青松集团（原海棠纺织）",
        "青松集团（曾用名：“海棠纺织”）",
        "青松集团，又名海棠纺织，",
        "青松集团由海棠纺织更名而来。",
        "青松集团2021年更名为海棠纺织。",
        "青松集团已正式改名为“海棠纺织”。",
    ],
)
def test_chinese_words_of_naming_join_two_names(text):
    assert joined(text, "青松集团", "海棠纺织") == [("青松集团", "海棠纺织")]


@pytest.mark.parametrize(
    "text",
    [
        "青松集团拟更名为海棠纺织。",
        "青松集团收购海棠纺织。",
        "青松集团（原海棠纺织子公司）",
        "青松集团由海棠纺织控股。",
        "青松集团未更名为海棠纺织。",
    ],
)
def test_other_words_between_two_names_do_not(text):
    assert joined(text, "青松集团", "海棠纺织") == []


@pytest.mark.parametrize(
    "text",
    [
        "Pine Corp (formerly Crab Apple) grew.",
        "Pine Corp, formerly known as Crab Apple, grew.",
        "Pine Corp, doing business as Crab Apple, grew.",
        "Pine Corp d/b/a Crab Apple grew.",
        "Pine Corp (a.k.a. Crab Apple) grew.",
        "Pine Corp was renamed Crab Apple.",
        "Pine Corp has rebranded as Crab Apple.",
        "Pine Corp changed its name to Crab Apple.",
    ],
)
def test_english_words_of_naming_join_two_names(text):
    assert joined(text, "Pine Corp", "Crab Apple") == [("Pine Corp", "Crab Apple")]


def test_a_former_name_may_open_the_sentence_of_the_present_one():
    text = "Formerly known as Crab Apple and listed since, Pine Corp grew."

    assert joined(text, "Crab Apple", "Pine Corp") == [("Crab Apple", "Pine Corp")]


@pytest.mark.parametrize(
    "text",
    [
        "Pine Corp, formerly of Crab Apple, grew.",
        "Pine Corp plans to be renamed Crab Apple.",
        "Pine Corp is known for Crab Apple.",
    ],
)
def test_other_english_words_do_not(text):
    assert joined(text, "Pine Corp", "Crab Apple") == []


def test_people_are_not_renamed_by_what_stands_between_them():
    assert joined("王志强（原李明）", "王志强", "李明", entity_type="Person") == []
