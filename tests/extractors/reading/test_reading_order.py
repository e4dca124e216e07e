from __future__ import annotations

import pytest

from extractors.reading.reading_order import Box, in_reading_order

HEIGHT, LEADING = 10.0, 16.0


def column(left: float, words: list[str], *, top: float = 40.0, width: float = 0.0) -> list[Box]:
    """Lines below one another, as wide as given or else as their words need."""
    return [
        Box(
            left,
            top + row * LEADING,
            left + (width or 5.0 * len(text)),
            top + row * LEADING + HEIGHT,
            text,
        )
        for row, text in enumerate(words)
    ]


def lines(name: str) -> list[str]:
    return [f"line {number} of column {name}" for number in range(5)]


HEADLINE = Box(30, 10, 180, 24, "A headline over two columns")


@pytest.mark.parametrize("headline", [100, 120, 200, 290])
def test_columns_are_read_one_after_the_other_below_a_headline_of_any_width(headline):
    title = Box(150 - headline / 2, 10, 150 + headline / 2, 24, "Title")
    boxes = [title, *column(0, lines("a"), width=140), *column(160, lines("b"), width=140)]

    assert in_reading_order(boxes).split("\n") == ["Title", "", *lines("a"), "", *lines("b")]


def test_three_columns_are_read_in_order_below_a_headline_over_two_of_them():
    boxes = [
        HEADLINE,
        *(
            box
            for place, name in enumerate("abc")
            for box in column(110 * place, lines(name), width=100)
        ),
    ]

    text = in_reading_order(boxes).split("\n")

    assert [line for line in text if line.startswith("line")] == [
        line for name in "abc" for line in lines(name)
    ]


def test_a_headline_between_two_bands_of_columns_stands_between_them():
    upper = [*column(0, lines("a"), width=140), *column(160, lines("b"), width=140)]
    title = Box(70, 140, 230, 154, "Title")
    lower = [
        *column(0, lines("c"), top=170, width=140),
        *column(160, lines("d"), top=170, width=140),
    ]

    text = in_reading_order([*upper, title, *lower]).split("\n")

    expected = [*lines("a"), *lines("b"), "Title", *lines("c"), *lines("d")]
    assert list(filter(None, text)) == expected


def test_a_table_below_a_short_caption_is_read_by_row():
    names, rounds = (
        ["Acme Robotics of Oslo", "Bolt Works", "Cog Works", "Dyn"],
        ["Series A round"] * 4,
    )
    boxes = [Box(60, 10, 210, 24, "Rounds"), *column(0, names), *column(200, rounds)]

    text = in_reading_order(boxes).split("\n")

    assert text[2:] == [f"{name}\t{raised}" for name, raised in zip(names, rounds, strict=True)]


def test_a_line_that_begins_a_chinese_paragraph_keeps_its_indent():
    first, second = "甲公司今年新建三座数据中心，", "总投资约四十亿元。"
    boxes = [Box(20, 40, 160, 50, first), Box(0, 56, 90, 66, second), Box(20, 72, 90, 82, first)]

    assert in_reading_order(boxes) == f"\u3000\u3000{first}\n{second}\n{first}"
