"""What is planned, over or denied, and what stands beside what is stated."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("星河集团计划明年发布“长风”大模型。", id="a planned product"),
        pytest.param("王志强将出任星河集团董事长。", id="a post to come"),
        pytest.param("星河集团拟收购云帆科技。", id="a planned purchase"),
        pytest.param("星河集团否认收购云帆科技。", id="a denied purchase"),
    ],
)
def test_what_is_not_so_yet_states_nothing(relations, text):
    assert relations(text) == {}


@pytest.mark.parametrize("text", ["王志强不再担任星河集团董事长。", "王志强曾任星河集团董事长。"])
def test_a_post_that_is_over_is_a_former_one(relations, text):
    assert relations(text) == {
        "王志强 WORKS_FOR 星河集团": {"title": "董事长", "former": True},
    }


def test_a_post_held_now_is_not_former_for_standing_behind_one_that_is(relations):
    found = relations("李文博，中国工程院院士。曾任青山大学校长，现任星河集团首席科学家。")

    assert found["李文博 WORKS_FOR 青山大学"]["former"] is True
    assert "former" not in found["李文博 WORKS_FOR 星河集团"]


@pytest.mark.parametrize(
    "text",
    [
        "财政部、科技部联合发布《青山科技创新行动方案》。",
        "财政部联合科技部发布了《青山科技创新行动方案》。",
    ],
)
def test_ministries_that_issue_a_policy_together_are_no_partners(relations, text):
    found = relations(text)

    assert {row.split()[1] for row in found} == {"ISSUED"}
    assert len(found) == 2


def test_a_purchase_carries_what_was_paid(relations):
    found = relations("2024年3月，腾讯以2亿美元收购星河集团。")

    assert found["腾讯 ACQUIRED 星河集团"] == {
        "amount": "2亿美元", "currency": "USD", "date": "2024年3月",
    }  # fmt: skip


def test_the_seat_of_the_second_firm_is_not_that_of_the_first(relations):
    found = relations("云帆科技有限公司和位于上海的青山集团签署战略合作协议。")

    assert "青山集团 LOCATED_IN 上海" in found
    assert "云帆科技有限公司 LOCATED_IN 上海" not in found


def test_a_later_clause_has_the_subject_of_its_sentence(relations):
    found = relations("云帆科技成立于2019年，2023年推出长风大模型，同年又发布远山机器人。")

    assert {row for row in found if " DEVELOPS " in row} == {
        "云帆科技 DEVELOPS 长风大模型",
        "云帆科技 DEVELOPS 远山机器人",
    }


def test_a_round_told_in_two_sentences_is_quoted_from_where_the_firm_is_named(pipeline):
    text = "云帆科技宣布完成3亿元B轮融资。资金将用于研发。本轮融资由红杉中国领投。"

    (relation,) = (
        row for row in pipeline.extract(text)["relations"] if row["type"] == "INVESTED_IN"
    )

    assert relation["evidence"] == text
    assert relation["props"]["round"] == "B"
    assert relation["props"]["lead"] is True


def test_a_round_is_over_some_sentences_later(relations):
    filler = "天气晴朗，市民纷纷走上街头享受春光。" * 30

    found = relations(f"云帆科技宣布完成3亿元B轮融资。{filler}红杉中国领投。")

    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "阿里巴巴没有投资小鹏汽车。",
        "阿里巴巴从未投资小鹏汽车。",
        "百度是否投资了蔚来？",
        "如果阿里巴巴收购饿了么，市场将变化。",
        "王志强不是百度创始人。",
    ],
)
def test_what_is_denied_asked_or_supposed_states_nothing(relations, text):
    assert relations(text) == {}


def test_a_long_run_of_capitals_is_read_at_once(pipeline):
    assert pipeline.extract(f"公司的座右铭是{'ACGT' * 500}并且坚持。")["relations"] == []
