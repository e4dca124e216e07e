"""Products and technical fields that no list knows, by how Chinese text speaks of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.mentions.enumerated_fields import is_listed
from extractors.mentions.technologies import TechnologyFinder
from extractors.mentions.technology_words import words
from extractors.spans import Sentence

PIECES = (
    "发布|了|全球首款|海森|大模型|机器人|“|”|、|，|等领域|和|人工智能|X9|Walker |AI| |\n|(|的|在|。"
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("公司发布海森大模型。", "海森大模型", id="behind a verb of making"),
        pytest.param(
            "公司推出了全球首款海森手术机器人。", "海森手术机器人", id="descriptors taken off"
        ),
        pytest.param("机器人“小海森”亮相", "小海森", id="in quotation marks behind its kind"),
        pytest.param(
            "“小海森”大模型亮相", "“小海森”大模型", id="in quotation marks before its kind"
        ),
        pytest.param("展出Walker X9。", "Walker X9", id="a model's number"),
        pytest.param("接入Haisen大模型", "Haisen", id="a Latin name before its kind"),
        pytest.param("用AI质检系统检查", "AI质检系统", id="what AI is put to"),
    ],
)
def test_a_text_names_this_technology(text, name):
    found = list(find(text))

    assert name in [span.text for span in found]
    assert all(text[span.start : span.end] == span.text for span in found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("公司发布新产品。", id="a word that names nothing"),
        pytest.param("公司研发核心技术。", id="a technique without a name"),
        pytest.param("完成B轮融资。", id="a round"),
        pytest.param("在G20峰会上", id="a summit"),
        pytest.param("机器人“上岗”了", id="a verb in quotation marks"),
        pytest.param("今天天气很好。", id="no technology at all"),
    ],
)
def test_a_text_names_no_technology(text):
    assert list(find(text)) == []


def test_listed_fields_beside_an_unlisted_one_make_it_a_field_too():
    text = "在人工智能、量子计算、海森流变、区块链等领域"

    assert [(span.text, span.kind) for span in find(text) if "流变" in span.text] == [
        ("海森流变", "field")
    ]


def test_an_industry_in_a_list_of_fields_is_none():
    text = "在人工智能、量子计算、海森物流、区块链等领域"

    assert [span.text for span in find(text) if "海森" in span.text] == []


def test_listed_technologies_are_known_under_any_spelling():
    assert is_listed("人工智能")
    assert is_listed("ai")
    assert not is_listed("海森流变")


def test_english_sentences_are_left_to_the_english_finder():
    assert list(find("公司发布海森大模型。", "en")) == []


def test_words_that_name_nothing_alone_are_no_descriptors():
    assert not words().generic & words().descriptors


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=15).map("".join))
def test_spans_cut_the_text_they_claim_inside_the_sentence(text):
    for span in find(text):
        assert 0 <= span.start < span.end <= len(text)
        assert span.text.strip() == span.text != ""
        assert "\n" not in span.text


def find(text, language="zh"):
    return TechnologyFinder().find(text, (Sentence(0, len(text), language),))
