"""Named laws, plans, opinions, standards and programmes in Chinese text."""

from __future__ import annotations

import pytest

from extractors.mentions.policies import PolicyFinder, policy_kind
from extractors.spans import Sentence
from graph.ontology import entity_type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("印发《青山港口条例》。", [("青山港口条例", "regulation")], id="a title"),
        pytest.param(
            "《甲方案》《乙意见》", [("甲方案", "plan"), ("乙意见", "opinion")], id="two titles"
        ),
        pytest.param("《青山日报》报道", [], id="a newspaper"),
        pytest.param("《红楼梦》出版", [], id="a novel"),
        pytest.param("《机器学习年度报告》发布", [], id="a yearly report"),
        pytest.param("遵守数据安全法", [("数据安全法", "law")], id="a law without marks"),
        pytest.param("实施“登高”计划。", [("“登高”计划", "plan")], id="a plan in quotation marks"),
        pytest.param(
            "启动青山登高行动计划。", [("青山登高行动计划", "plan")], id="what was launched"
        ),
        pytest.param("公布年度回购计划。", [], id="a firm's own plan"),
        pytest.param("符合GB/T 99273-2020要求", [("GB/T 99273-2020", "standard")], id="a number"),
        pytest.param(
            "通知（青发〔2021〕35号）", [("青发〔2021〕35号", "other")], id="a document's number"
        ),
    ],
)
def test_a_text_names_these_policies(text, expected):
    found = PolicyFinder().find(text, (Sentence(0, len(text), "zh"),))

    spans = sorted(found)
    assert [(span.text, span.kind) for span in spans] == expected
    assert all(text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        pytest.param("港口管理办法", "regulation", id="measures are no law"),
        pytest.param("港口法", "law", id="law"),
        pytest.param("港口法（修订草案）", "law", id="a draft in brackets"),
        pytest.param("港口安全规范", "standard", id="standard"),
        pytest.param("港口发展规划", "plan", id="plan"),
        pytest.param("关于港口的通知", "opinion", id="notice"),
        pytest.param("港口建设指南", "guideline", id="guideline"),
        pytest.param("港口强国战略", "strategy", id="strategy"),
        pytest.param("港口提升行动", "programme", id="programme"),
        pytest.param("港口白皮书（2019版）", "other", id="white paper"),
        pytest.param("港口周报", None, id="a paper"),
        pytest.param("港口", None, id="no word tells"),
    ],
)
def test_a_title_is_of_the_kind_that_its_last_word_says(title, kind):
    assert policy_kind(title) == kind


def test_every_kind_given_is_one_of_the_ontology():
    endings = "法|条例|规范|规划|意见|指南|战略|行动|公报"
    kinds = {policy_kind(f"港口{word}") for word in endings.split("|")}

    assert kinds == set(entity_type("Policy").kinds)


def test_english_sentences_are_left_to_the_english_finder():
    text = "《青山港口条例》"

    assert list(PolicyFinder().find(text, (Sentence(0, len(text), "en"),))) == []
