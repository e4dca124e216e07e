"""The values of amounts and dates stand in the facts, beside the words."""

from __future__ import annotations

import pytest

from extractors.pipeline import Pipeline
from extractors.values.derived import with_amount, with_values
from graph.records import Document

TEXT = "去年第三季度，星河集团完成近亿元A轮融资，由青松资本领投。"


@pytest.fixture(scope="module")
def fact():
    document = Document(
        uri="file:///a.txt", title="", language="zh", published="2024-02-01",
        media_type="text/plain", sha256="0" * 64, text=TEXT,
    )  # fmt: skip
    (found,) = [each for each in Pipeline().read(document).facts if each.relation == "INVESTED_IN"]
    return found


def test_a_fact_holds_the_words_and_what_they_come_to(fact):
    assert fact.properties == {
        "round": "A", "amount": "近亿元", "amount_value": "100000000", "amount_how": "nearly",
        "currency": "CNY", "date": "去年第三季度", "date_from": "2023-07", "date_until": "2023-09",
        "date_precision": "quarter", "lead": True,
    }  # fmt: skip


def test_the_date_of_a_fact_is_the_beginning_of_the_span(fact):
    assert fact.date == "2023-07"


def test_a_range_is_kept_by_its_ends():
    assert with_amount({"amount": "1.5-2亿元"}) == {
        "amount": "1.5-2亿元", "amount_low": "150000000", "amount_high": "200000000",
        "amount_how": "between", "currency": "CNY",
    }  # fmt: skip


def test_a_currency_that_is_given_is_kept():
    assert with_amount({"amount": "500元", "currency": "HKD"})["currency"] == "HKD"


@pytest.mark.parametrize(
    "properties", [{}, {"round": "A", "lead": True}, {"amount": "若干", "date": "后来"}]
)
def test_what_has_no_value_stays_as_it_is(properties):
    assert with_values(properties, "2024-02-01") == (properties, None)
