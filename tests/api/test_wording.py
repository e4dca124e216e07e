"""Properties in a line of words."""

from __future__ import annotations

import pytest

from api.wording import in_words


@pytest.mark.parametrize(
    ("properties", "line"),
    [
        ({"round": "B", "lead": True}, "round B, lead"),
        ({"amount": "近亿元", "currency": "CNY"}, "amount 近亿元, currency CNY"),
        (
            {"amount": "1.5-2亿元", "amount_low": "150000000", "amount_high": "200000000",
             "amount_how": "between", "currency": "CNY"},
            "amount 1.5-2亿元 (CNY 150,000,000 to 200,000,000)",
        ),
        ({"amount": "$2.5", "amount_value": "2.5", "currency": "USD"}, "amount $2.5 (USD 2.5)"),
        ({"amount": "x", "amount_value": "none"}, "amount x (none)"),
        ({"date": "2024年6月5日", "date_from": "2024-06-05"}, "date 2024年6月5日"),
        ({"date": "昨日", "date_from": "2024-06-05"}, "date 昨日 (2024-06-05)"),
        (
            {"date": "Q3", "date_from": "2023-07", "date_until": "2023-09"},
            "date Q3 (2023-07 to 2023-09)",
        ),
        (
            {"date": "近日", "date_until": "2024-06-05", "date_about": True},
            "date 近日 (until 2024-06-05)",
        ),
    ],
)  # fmt: skip
def test_a_value_stands_behind_its_words_where_it_says_more(properties, line):
    assert in_words([properties]) == line


def test_what_several_facts_say_alike_is_said_once():
    one = {"round": "A", "amount": "1亿元", "amount_value": "100000000", "currency": "CNY"}

    assert (
        in_words([one, one | {"round": "A轮"}]) == "round A / A轮, amount 1亿元 (CNY 100,000,000)"
    )
