"""Headlines of funding rounds become gold passages."""

from __future__ import annotations

import json

import pytest

from extractors.public_sets import public_set, read_public
from graph.errors import InputError


@pytest.fixture
def read(tmp_path):
    def lines(*rows):
        keys = ("事件资讯", "投资方", "融资方", "轮次", "金额")
        file = tmp_path / "rounds.jsonl"
        objects = [dict(zip(keys, row, strict=False)) for row in rows]
        file.write_text("\n".join(map(json.dumps, objects)), encoding="utf-8")
        return read_public(file, public_set("funding"))

    return lines


def test_a_headline_says_who_invested_in_whom_with_round_and_amount(read):
    text = "云杉科技A轮获得青松资本3000万人民币投资"

    (passage,) = read((text, "青松资本", "云杉科技", "A轮", "3000万人民币"))

    assert [each["name"] for each in passage["entities"]] == ["云杉科技", "青松资本"]
    assert passage["relations"] == [
        {
            "type": "INVESTED_IN", "head": "e1", "tail": "e0", "evidence": text,
            "props": {"round": "A", "amount": "3000万人民币"},
        }
    ]  # fmt: skip


def test_an_investor_may_be_called_otherwise_than_in_its_column(read):
    (passage,) = read(
        ("云杉科技B轮获得青松创投等投资", "青松资本 白桦基金", "云杉科技", "B轮", "未披露")
    )

    assert [each["mentions"] for each in passage["entities"]] == [
        ["云杉科技"],
        ["青松创投", "青松"],
    ]
    assert passage["relations"][0]["props"] == {"round": "B"}


def test_a_latin_name_is_one_investor(read):
    (passage,) = read(
        ("云杉科技A轮获得Pine Tree Capital投资", "Pine Tree Capital", "云杉科技", "A轮", "未披露")
    )

    assert passage["entities"][1]["name"] == "Pine Tree Capital"


def test_a_headline_that_names_no_investor_is_left_out(read):
    assert read(("云杉科技A轮获得无投资", "未披露机构", "云杉科技", "A轮", "未披露")) == []
    assert read(("云杉科技A轮获得云杉科技投资", "云杉科技", "云杉科技", "A轮", "未披露")) == []


def test_a_line_without_its_columns_names_its_place(read):
    with pytest.raises(InputError, match=r"rounds\.jsonl line 1: 轮次, 金额 missing"):
        read(("云杉科技", "青松资本", "云杉科技"))
