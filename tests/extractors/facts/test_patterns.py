"""Which relations Chinese sentences state: whole sentences through the whole pipeline.

Each case gives a text and all that it states; a line without anything behind the text says
that it states nothing. Symmetric relations are written in the order of the text.
"""

from __future__ import annotations

import re

import pytest

from extractors.facts import patterns
from extractors.facts.patterns import PatternFinder, table
from extractors.facts.slots import LETTERS
from extractors.spans import Passage, Sentence, Span
from graph.ontology import allows
from graph.ontology import relation as relation_named

POLICIES = {
    "issued, active": (
        "工业和信息化部印发《青山港口管理条例》。",
        {"工业和信息化部 ISSUED 青山港口管理条例"},
    ),
    "issued by several bodies": (
        "财政部、科技部、教育部联合印发《青山港口建设方案》。",
        {
            "财政部 ISSUED 青山港口建设方案",
            "科技部 ISSUED 青山港口建设方案",
            "教育部 ISSUED 青山港口建设方案",
        },
    ),
    "issued, passive": (
        "《青山港口管理条例》由交通运输部制定。",
        {"交通运输部 ISSUED 青山港口管理条例"},
    ),
    "issued, drafted by": (
        "由交通运输部起草的《青山港口管理条例》公布。",
        {"交通运输部 ISSUED 青山港口管理条例"},
    ),
    "issued, a standard by its number": (
        "国家标准化管理委员会发布GB/T 99273-2020。",
        {"国家标准化管理委员会 ISSUED GB/T 99273-2020"},
    ),
    "not issued, planned": ("交通运输部拟出台《青山港口管理条例》。", set()),
    "not issued, not yet": ("交通运输部尚未印发《青山港口管理条例》。", set()),
    "not issued, only praised": ("交通运输部高度评价《青山港口管理条例》。", set()),
    "not issued by eight nameless ministries": ("八部门联合印发《青山港口建设方案》。", set()),
    "based on, made from": (
        "根据《青山港口管理条例》，交通运输部制定《青山港口实施细则》。",
        {
            "青山港口实施细则 BASED_ON 青山港口管理条例",
            "交通运输部 ISSUED 青山港口实施细则",
        },
    ),
    "based on, implements": (
        "《青山港口实施细则》落实《青山港口管理条例》。",
        {"青山港口实施细则 BASED_ON 青山港口管理条例"},
    ),
    "based on, replaces": (
        "《青山港口管理条例》代替了《青山港口暂行规定》。",
        {"青山港口管理条例 BASED_ON 青山港口暂行规定"},
    ),
    "not based on, merely side by side": (
        "会议讨论了《青山港口管理条例》和《青山港口建设方案》。",
        set(),
    ),
    "governs, promotes": (
        "《青山港口建设方案》支持自动驾驶技术创新。",
        {"青山港口建设方案 GOVERNS 自动驾驶技术"},
    ),
    "governs, regulates": (
        "《青山港口管理条例》规范无人机飞行。",
        {"青山港口管理条例 GOVERNS 无人机"},
    ),
}

MONEY = {
    "acquired, active": ("星河集团收购了青山集团。", {"星河集团 ACQUIRED 青山集团"}),
    "acquired, passive": ("青山集团被星河集团收购。", {"星河集团 ACQUIRED 青山集团"}),
    "acquired, noun": ("星河集团完成对青山集团的收购。", {"星河集团 ACQUIRED 青山集团"}),
    "not acquired, planned": ("星河集团拟收购青山集团。", set()),
    "not acquired, denied": ("星河集团否认收购青山集团。", set()),
    "not acquired, given up": ("星河集团放弃收购青山集团。", set()),
    "not acquired, rumoured": ("星河集团或将收购青山集团。", set()),
}

COOPERATION = {
    "partners, an agreement": (
        "星河集团与青山集团签署战略合作协议。",
        {"星河集团 PARTNERS_WITH 青山集团"},
    ),
    "partners, each pair of three": (
        "星河集团、青山集团与云帆集团签署合作备忘录。",
        {
            "星河集团 PARTNERS_WITH 青山集团",
            "星河集团 PARTNERS_WITH 云帆集团",
            "青山集团 PARTNERS_WITH 云帆集团",
        },
    ),
    "partners, cooperation reached": (
        "星河集团与青山集团达成战略合作。",
        {"星河集团 PARTNERS_WITH 青山集团"},
    ),
    "not partners, an investment agreement": ("星河集团与青山集团签署投资协议。", set()),
    "not partners, a purchase agreement": ("星河集团与青山集团签署收购协议。", set()),
    "not partners, in talks": ("星河集团与青山集团正在洽谈合作。", set()),
    "not partners, ended": ("星河集团与青山集团终止合作。", set()),
    "not partners, denied": ("星河集团否认与青山集团达成合作。", set()),
    "not partners, side by side": ("星河集团与青山集团出席了论坛。", set()),
    "supplies, delivers": ("星河集团向青山集团供应轴承。", {"星河集团 SUPPLIES 青山集团"}),
    "supplies, is the supplier of": (
        "星河集团成为青山集团的供应商。",
        {"星河集团 SUPPLIES 青山集团"},
    ),
    "supplies, a list of suppliers": (
        "青山集团的供应商包括星河集团、云帆集团。",
        {"星河集团 SUPPLIES 青山集团", "云帆集团 SUPPLIES 青山集团"},
    ),
    "supplies nothing, gives support": ("星河集团为青山集团提供支持。", set()),
    "supplies nothing, lends money": ("星河集团为青山集团提供贷款。", set()),
    "supplies nothing, hoped for": ("星河集团有望成为青山集团的供应商。", set()),
    "member, a firm": (
        "星河集团是青山机器人学会的会员。",
        {"星河集团 MEMBER_OF 青山机器人学会"},
    ),
    "member, a list": (
        "青山机器人学会的会员包括星河集团、云帆集团。",
        {"星河集团 MEMBER_OF 青山机器人学会", "云帆集团 MEMBER_OF 青山机器人学会"},
    ),
}

STRUCTURE = {
    "part, subsidiary before the name": (
        "星河集团全资子公司青山集团公布业绩。",
        {"青山集团 PART_OF 星河集团"},
    ),
    "part, subsidiary behind the name": (
        "青山集团是星河集团旗下的子公司。",
        {"青山集团 PART_OF 星河集团"},
    ),
    "part, subordinate": ("青山集团隶属于星河集团。", {"青山集团 PART_OF 星河集团"}),
    "founded by a person": ("王志强于2018年创立星河集团。", {"王志强 FOUNDED 星河集团"}),
    "founded, passive": ("星河集团由王志强于2018年创立。", {"王志强 FOUNDED 星河集团"}),
    "founded, whose founder is": ("星河集团的创始人是王志强。", {"王志强 FOUNDED 星河集团"}),
    "founded by a firm": ("星河集团成立全资子公司青山集团。", {"星河集团 FOUNDED 青山集团"}),
    "not founded, planned": ("王志强打算创立星河集团。", set()),
    "located, has its seat": ("星河集团总部位于杭州。", {"星河集团 LOCATED_IN 杭州"}),
    "located, settles": ("星河集团落户合肥。", {"星河集团 LOCATED_IN 合肥"}),
    "located, place before the firm": (
        "总部位于北京的星河集团获奖。",
        {"星河集团 LOCATED_IN 北京"},
    ),
    "located, country before a kind of firm": (
        "德国企业博世参加展览。",
        {"博世 LOCATED_IN 德国"},
    ),
    "not located, planned": ("星河集团考虑落户合肥。", set()),
    "not located, merely visits": ("星河集团代表团到访合肥。", set()),
}

TECHNOLOGY = {
    "develops, releases": (
        "星河集团发布DeepSeek-R1。",
        {"星河集团 DEVELOPS DeepSeek-R1"},
    ),
    "develops, made by": (
        "由星河集团研发的DeepSeek-R1正式上线。",
        {"星河集团 DEVELOPS DeepSeek-R1"},
    ),
    "develops, passive": (
        "DeepSeek-R1由星河集团开发。",
        {"星河集团 DEVELOPS DeepSeek-R1"},
    ),
    "develops nothing, planned": ("星河集团计划将推出DeepSeek-R1。", set()),
    "develops nothing, about to": ("星河集团即将发布DeepSeek-R1。", set()),
    "uses, brings in": ("青山医院引入DeepSeek-R1。", {"青山医院 USES DeepSeek-R1"}),
    "uses, puts to use": (
        "星河集团将DeepSeek-R1应用于客服。",
        {"星河集团 USES DeepSeek-R1"},
    ),
    "uses nothing, not yet": ("青山医院尚未部署DeepSeek-R1。", set()),
    "uses nothing, refuses": ("青山医院拒绝部署DeepSeek-R1。", set()),
    "built on, behind the name": (
        "“长风”大模型基于DeepSeek-R1打造。",
        {"“长风”大模型 BUILT_ON DeepSeek-R1"},
    ),
    "built on, before the name": (
        "基于Transformer的DeepSeek-R1上线。",
        {"DeepSeek-R1 BUILT_ON Transformer"},
    ),
    "not built on, side by side": ("“长风”大模型和DeepSeek-R1受到关注。", set()),
}
CASES = POLICIES | MONEY | COOPERATION | STRUCTURE | TECHNOLOGY


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_sentence_states_this_and_no_more(relations, text, expected):
    assert set(relations(text)) == expected


@pytest.mark.parametrize(
    ("text", "link", "properties"),
    [
        pytest.param(
            "2024年5月，星河集团收购青山集团。",
            "星河集团 ACQUIRED 青山集团",
            {"date": "2024年5月"},
            id="date of a purchase",
        ),
        pytest.param(
            "王志强于2018年创立星河集团。",
            "王志强 FOUNDED 星河集团",
            {"date": "2018年"},
            id="date of a foundation",
        ),
        pytest.param(
            "星河集团与青山集团签署战略合作协议。",
            "星河集团 PARTNERS_WITH 青山集团",
            {"agreement": "战略合作协议"},
            id="name of an agreement",
        ),
        pytest.param(
            "《青山港口建设方案》支持自动驾驶技术创新。",
            "青山港口建设方案 GOVERNS 自动驾驶技术",
            {"stance": "promotes"},
            id="stance that promotes",
        ),
        pytest.param(
            "《青山港口管理条例》规范无人机飞行。",
            "青山港口管理条例 GOVERNS 无人机",
            {"stance": "regulates"},
            id="stance that regulates",
        ),
        pytest.param(
            "星河集团总部位于杭州，2024年获奖。",
            "星河集团 LOCATED_IN 杭州",
            {},
            id="no date where the relation has none",
        ),
    ],
)
def test_a_relation_carries_what_the_sentence_tells_of_it(relations, text, link, properties):
    assert relations(text)[link] == properties


def test_every_pattern_links_types_that_the_ontology_allows():
    for row, _ in table():
        heads, tails = (_types(row.text, end) for end in ("head", "tail"))
        kind = relation_named(row.relation)
        assert kind.symmetric or any(
            allows(head, row.relation, tail) for head in heads for tail in tails
        ), row.text


def test_a_pattern_without_a_tail_is_of_a_symmetric_relation():
    bare = [row.relation for row, found in table() if "tail" not in found.groupindex]

    assert bare
    assert all(relation_named(name).symmetric for name in bare)


def test_every_property_of_a_pattern_is_one_of_its_relation():
    for row, found in table():
        captured = set(found.groupindex) - {"head", "tail"}
        assert captured | set(row.properties) <= set(relation_named(row.relation).properties)


def test_english_sentences_are_left_to_the_english_finder():
    text = "星河集团收购青山集团。"
    ends = (make_span(text, "星河集团"), make_span(text, "青山集团"))

    def found(language):
        sentence = Sentence(0, len(text), language)
        return list(PatternFinder().find(Passage(text, (sentence,), ends)))

    assert [(claim.head, claim.tail) for claim in found("zh")] == [ends]
    assert found("en") == []


def test_two_patterns_that_agree_give_one_claim_a_sentence(monkeypatch):
    text = "星河集团收购青山集团。"
    ends = (make_span(text, "星河集团"), make_span(text, "青山集团"))
    sure = [(row, found) for row, found in table() if row.relation == "ACQUIRED"][:1]
    doubtful = [(row.model_copy(update={"confidence": 0.1}), found) for row, found in sure]
    monkeypatch.setattr(patterns, "table", lambda: (*doubtful, *sure, *doubtful))

    claims = list(PatternFinder().find(Passage(text, (Sentence(0, len(text), "zh"),), ends)))

    assert [claim.confidence for claim in claims] == [sure[0][0].confidence]


def make_span(text, name):
    start = text.index(name)
    return Span(start, start + len(name), "Organization", name, "test.v1", 1.0)


def _types(pattern, end):
    letters = re.findall(rf"<([OPLTG|]+)\+?:{end}>", pattern)
    return {LETTERS[letter] for group in letters for letter in group.replace("|", "")}
