"""Amounts of money as texts print them, and their currencies."""

from __future__ import annotations

import pytest

from extractors.facts.amounts import AMOUNT, currency
from extractors.values.currencies import CHINESE


@pytest.mark.parametrize(
    ("text", "amount", "code"),
    [
        pytest.param("融资1.2亿元。", "1.2亿元", "CNY", id="figures"),
        pytest.param("融资近亿元。", "近亿元", "CNY", id="a unit alone behind a word for nearly"),
        pytest.param("融资数千万元人民币。", "数千万元人民币", "CNY", id="some tens of millions"),
        pytest.param("融资约1,200万美元。", "约1,200万美元", "USD", id="figures with a comma"),
        pytest.param("融资 500 万欧元。", "500 万欧元", "EUR", id="spaces"),
        pytest.param("融资三千万港元。", "三千万港元", "HKD", id="Chinese numerals"),
        pytest.param("融资10余亿日元。", "10余亿日元", "JPY", id="and more"),
        pytest.param("融资1.5-2亿元。", "1.5-2亿元", "CNY", id="a range"),
        pytest.param("融资5000万至1亿元。", "5000万至1亿元", "CNY", id="a range in words"),
        pytest.param("融资1亿2000万元。", "1亿2000万元", "CNY", id="two units"),
        pytest.param("融资三点五亿美元。", "三点五亿美元", "USD", id="a numeral with a point"),
        pytest.param("融资十几亿元。", "十几亿元", "CNY", id="ten and some"),
        pytest.param("融资不超过2亿元。", "不超过2亿元", "CNY", id="no more than"),
        pytest.param("完成亿元级A轮融资。", "亿元", "CNY", id="the order of a round"),
        pytest.param("融资超10亿新加坡元。", "超10亿新加坡元", "SGD", id="the longer unit first"),
    ],
)
def test_an_amount_is_found_as_printed_with_its_currency(text, amount, code):
    found = AMOUNT.search(text)[0].strip()

    assert (found, currency(found)) == (amount, code)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("有3000万用户", id="people"),
        pytest.param("亿元级市场", id="a unit alone"),
        pytest.param("元旦放假", id="a word that begins like a unit"),
        pytest.param("增长12.5%", id="a share"),
    ],
)
def test_what_counts_no_money_is_no_amount(text):
    assert AMOUNT.search(text) is None


@pytest.mark.parametrize(("unit", "code"), CHINESE.items(), ids=CHINESE)
def test_every_listed_unit_is_read_in_an_amount(unit, code):
    assert currency(AMOUNT.search(f"共 5 亿{unit}")[0]) == code


def test_an_amount_without_a_unit_has_no_currency():
    assert currency("三百万") is None
