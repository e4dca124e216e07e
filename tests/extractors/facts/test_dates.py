"""Dates as texts print them, and the ISO dates that they mean."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.facts.dates import find_date, iso_date

ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
PIECES = "2024|99|0|31|2|年|月|日|号|今年|去年|底|份| |May|Sept.|in |In 2020|th|, |-|٣|²|\n"
FRAGMENTS = st.lists(st.sampled_from(PIECES.split("|")), max_size=10).map("".join)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        pytest.param("2024年6月5日", "2024-06-05", id="a day"),
        pytest.param("2024 年 6 月 5 号", "2024-06-05", id="spaces, and the spoken word for day"),
        pytest.param("2024年6月份", "2024-06", id="a month"),
        pytest.param("2024年底", "2024-12", id="the end of a year"),
        pytest.param("2024-06-05", "2024-06-05", id="already ISO"),
        pytest.param("June 5, 2024", "2024-06-05", id="American"),
        pytest.param("5 June 2024", "2024-06-05", id="British"),
        pytest.param("Sep. 2024", "2024-09", id="a month cut short"),
        pytest.param("in 2024", "2024", id="a bare year behind in"),
        pytest.param("2024年13月", None, id="no such month"),
        pytest.param("2023年2月29日", None, id="no such day"),
        pytest.param("今年6月", None, id="this year, of an unknown year"),
        pytest.param("6月5日", None, id="no year known"),
        pytest.param("近日", None, id="recently"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_an_expression_means_this_day_whenever_it_was_printed(expression, expected):
    assert iso_date(expression) == expected


@pytest.mark.parametrize(
    ("expression", "published", "expected"),
    [
        pytest.param("今年6月", "2026-08-01", "2026-06", id="this year"),
        pytest.param("去年6月5日", "2026-08-01", "2025-06-05", id="last year"),
        pytest.param("前年", "2026-08-01", "2024", id="the year before"),
        pytest.param("明年", "2026", "2027", id="next year"),
        pytest.param("6月5日", "2026-08-01", "2026-06-05", id="earlier in the year"),
        pytest.param("12月28日", "2026-01-03", "2025-12-28", id="before the turn of the year"),
        pytest.param("6月5日", "2026-06-05", "2026-06-05", id="the very day"),
        pytest.param("6月5日", "2026", "2026-06-05", id="only the year of printing is known"),
        pytest.param("2月29日", "2025-03-01", None, id="no such day that year"),
        pytest.param("June 5th", "2026-08-01", "2026-06-05", id="English without a year"),
        pytest.param("2020年", "2026-08-01", "2020", id="its own year is kept"),
    ],
)
def test_an_expression_without_a_year_is_dated_from_the_printing(expression, published, expected):
    assert iso_date(expression, published) == expected


def test_the_first_date_between_two_places_is_found():
    text = "2019年成立，2021年获奖，2023年搬迁"

    assert find_date(text)[0] == "2019年"
    assert find_date(text, 4)[0] == "2021年"
    assert find_date(text, 5, 9) is None


@given(st.one_of(st.text(), FRAGMENTS), st.one_of(st.none(), DAYS.map(date.isoformat)))
def test_any_string_gives_an_iso_date_or_nothing(expression, published):
    found = iso_date(expression, published)

    assert found is None or ISO.fullmatch(found)


@given(DAYS)
def test_every_day_is_read_back_as_printed_in_chinese_and_in_english(day):
    assert iso_date(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()
    assert iso_date(f"{day:%B} {day.day}, {day.year}") == day.isoformat()


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_never_after_the_printing(day, printed):
    found = iso_date(f"{day.month}月{day.day}日", printed.isoformat())

    assert found is None or found <= printed.isoformat()
