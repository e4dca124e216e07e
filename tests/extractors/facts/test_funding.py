"""Funding rounds in Chinese text: who put how much into whom, in which round, who led."""

from __future__ import annotations

import pytest

INTO = "INVESTED_IN"
CASES = {
    "lead and follower in one sentence": (
        "星河集团完成1.2亿元A轮融资，由青松资本领投，海棠创投跟投。",
        {
            f"青松资本 {INTO} 星河集团": {
                "round": "A", "amount": "1.2亿元", "currency": "CNY", "lead": True
            },
            f"海棠创投 {INTO} 星河集团": {"round": "A", "amount": "1.2亿元", "currency": "CNY"},
        },
    ),
    "round in one sentence, investors in the next": (
        "星河集团完成数千万美元Pre-A轮融资。本轮由青松资本领投，海棠创投、腾讯跟投。",
        {
            f"青松资本 {INTO} 星河集团": {
                "round": "Pre-A", "amount": "数千万美元", "currency": "USD", "lead": True
            },
            f"海棠创投 {INTO} 星河集团": {
                "round": "Pre-A", "amount": "数千万美元", "currency": "USD"
            },
            f"腾讯 {INTO} 星河集团": {
                "round": "Pre-A", "amount": "数千万美元", "currency": "USD"
            },
        },
    ),
    "date of the round": (
        "2025年3月12日，星河集团宣布完成B+轮融资，由青松资本领投。",
        {f"青松资本 {INTO} 星河集团": {"round": "B+", "date": "2025年3月12日", "lead": True}},
    ),
    "named as those who invest": (
        "星河集团完成天使轮融资。投资方包括青松资本、海棠创投。",
        {
            f"青松资本 {INTO} 星河集团": {"round": "天使"},
            f"海棠创投 {INTO} 星河集团": {"round": "天使"},
        },
    ),
    "told from the investor's side": (
        "青松资本投资了星河集团。",
        {f"青松资本 {INTO} 星河集团": {}},
    ),
    "into a firm": (
        "青松资本向星河集团增资3000万美元。",
        {f"青松资本 {INTO} 星河集团": {"amount": "3000万美元", "currency": "USD"}},
    ),
    "received from": (
        "星河集团获得青松资本投资。",
        {f"青松资本 {INTO} 星河集团": {}},
    ),
    "a person invests": (
        "王志强投资了星河集团。",
        {f"王志强 {INTO} 星河集团": {}},
    ),
    "a kind of investor is no round": (
        "天使投资人王志强投资了星河集团。",
        {f"王志强 {INTO} 星河集团": {}},
    ),
    "an amount without a figure": (
        "星河集团完成近亿元A轮融资，由青松资本领投。",
        {
            f"青松资本 {INTO} 星河集团": {
                "round": "A", "amount": "近亿元", "currency": "CNY", "lead": True
            }
        },
    ),
    "planned": ("青松资本拟投资星河集团。", {}),
    "sought": ("星河集团正寻求A轮融资，青松资本有望领投。", {}),
    "denied": ("青松资本否认投资星河集团。", {}),
    "in talks": ("青松资本正洽谈投资星河集团。", {}),
    "rumoured": ("传闻青松资本领投星河集团A轮融资。", {}),
    "no investor named": ("星河集团完成1.2亿元A轮融资。", {}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_text_tells_of_these_investments_and_no_more(relations, text, expected):
    assert relations(text) == expected


def test_two_rounds_of_one_text_are_kept_apart(relations):
    text = (
        "星河集团完成1亿元A轮融资。本轮由青松资本领投。"
        "云帆集团完成2亿元B轮融资。本轮由海棠创投领投。"
    )

    assert relations(text) == {
        "青松资本 INVESTED_IN 星河集团": {
            "round": "A", "amount": "1亿元", "currency": "CNY", "lead": True
        },
        "海棠创投 INVESTED_IN 云帆集团": {
            "round": "B", "amount": "2亿元", "currency": "CNY", "lead": True
        },
    }  # fmt: skip


def test_a_firm_does_not_invest_in_itself(relations):
    text = "星河集团完成A轮融资，星河集团老股东青松资本领投。"

    assert not [link for link in relations(text) if link.startswith("星河集团")]


def test_a_place_in_a_remark_on_an_investor_invests_in_nothing(relations):
    found = relations("星河集团宣布完成A轮融资，由青松资本（位于杭州的风险投资机构）领投。")

    assert [link for link in found if "INVESTED_IN" in link] == ["青松资本 INVESTED_IN 星河集团"]


def test_a_round_of_one_article_gets_no_investor_of_another(relations):
    text = "本报讯 星河集团完成A轮融资。\n本报讯 本轮由青松资本领投。"

    assert relations(text) == {}


def test_two_deals_of_one_sentence_keep_their_own_terms(relations):
    text = "2020年2月，青松资本向星河集团投资4亿美元；2023年10月，海棠创投向星河集团投资1亿美元。"

    assert relations(text) == {
        "青松资本 INVESTED_IN 星河集团": {
            "amount": "4亿美元", "currency": "USD", "date": "2020年2月"
        },
        "海棠创投 INVESTED_IN 星河集团": {
            "amount": "1亿美元", "currency": "USD", "date": "2023年10月"
        },
    }  # fmt: skip


def test_two_companies_rounds_in_one_sentence_are_kept_apart(relations):
    found = relations(
        "星河集团完成1亿元A轮融资，由青松资本领投；云帆集团完成2亿元B轮融资，由海棠创投领投。"
    )

    assert found["青松资本 INVESTED_IN 星河集团"] == {
        "round": "A", "amount": "1亿元", "currency": "CNY", "lead": True
    }  # fmt: skip
    assert found["海棠创投 INVESTED_IN 云帆集团"] == {
        "round": "B", "amount": "2亿元", "currency": "CNY", "lead": True
    }  # fmt: skip


def test_a_companys_next_round_takes_nothing_from_the_one_before(relations):
    text = (
        "2024年2月，星河集团完成1亿元A轮融资，由青松资本领投。"
        "2024年8月，星河集团又获得3亿元的新一轮融资，海棠创投参与投资。"
    )

    assert relations(text)["海棠创投 INVESTED_IN 星河集团"] == {
        "amount": "3亿元", "currency": "CNY", "date": "2024年8月"
    }  # fmt: skip


def test_what_a_company_is_worth_is_not_what_was_put_in(relations):
    found = relations("青松资本投资了估值13亿美元的星河集团。")

    assert found == {"青松资本 INVESTED_IN 星河集团": {}}
