"""Named laws, plans, opinions, standards and programmes in Chinese text."""

from __future__ import annotations

import pytest

from extractors.mentions.policies import PolicyFinder
from extractors.mentions.policy_kinds import policy_kind
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
        pytest.param(
            "青山省政府关于同意\n新建港口的批复\n青函〔2006〕7号\n海口市政府：",
            [("青山省政府关于同意\n新建港口的批复", "opinion"), ("青函〔2006〕7号", "other")],
            id="the head of a paper, over two lines",
        ),
        pytest.param(
            "你局《关于请求新建港口的请示》（海发〔2020〕3号）收悉。", [], id="a letter received"
        ),
        pytest.param(
            "你公司《关于港口建设情况的函》（海函〔2020〕5号）收悉。", [], id="a letter's title"
        ),
        pytest.param("颁发《青山港口建造许可证》。", [], id="a licence"),
        pytest.param(
            "《青山省关于印发〈港口管理办法〉的通知》",
            [("青山省关于印发〈港口管理办法〉的通知", "opinion"), ("港口管理办法", "regulation")],
            id="a notice and what it prints",
        ),
        pytest.param(
            "制定了安全导则《港口放射性废物最小化》（HAD401/08-2016）",
            [("港口放射性废物最小化", "standard"), ("HAD401/08-2016", "standard")],
            id="a title that the word before explains",
        ),
        pytest.param(
            "《青山电厂报告制度（HAF001/02）》",
            [("青山电厂报告制度", "regulation"), ("HAF001/02", "standard")],
            id="a number inside a title",
        ),
        pytest.param(
            "大气污染防治法和水污染防治法规定，各地依照法律制定管理办法，遵守环境保护法规。",
            [("大气污染防治法", "law"), ("水污染防治法", "law")],
            id="laws in running text",
        ),
        pytest.param(
            "编制国家海洋“十一五”规划，印发“十四五”港口发展规划。",
            [("国家海洋“十一五”规划", "plan"), ("“十四五”港口发展规划", "plan")],
            id="five-year plans",
        ),
        pytest.param(
            "实施海洋强省战略和知识产权强省战略，完善公司发展战略。",
            [("海洋强省战略", "strategy"), ("知识产权强省战略", "strategy")],
            id="strategies, and a firm's own",
        ),
        pytest.param(
            "根据国务院令第9713号修改。", [("国务院令第9713号", "other")], id="an order's number"
        ),
        pytest.param(
            "港口岸线管理条例\n第一章 总则",
            [("港口岸线管理条例", "regulation")],
            id="a regulation printed in full",
        ),
        pytest.param(
            "根据《\n你公司应按照许可证规定的范围开展活动。》", [], id="a title that was lost"
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
