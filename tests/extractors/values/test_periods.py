"""Dates as spans of time, in Chinese and English, from the day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.dates import CLOSED, period

PUBLISHED = "2024-03-06"  # a Wednesday
# words | beginning | end, where it differs | precision | about
TABLE = """
2024年6月5日 | 2024-06-05 | | day |
2024年6月 | 2024-06 | | month |
2024年度 | 2024 | | year |
二〇二三年 | 2023 | | year |
2023年第三季度 | 2023-07 | 2023-09 | quarter |
2023年Q3 | 2023-07 | 2023-09 | quarter |
2023年上半年 | 2023-01 | 2023-06 | half |
2023年前10个月 | 2023-01 | 2023-10 | month |
去年前三季度 | 2023-01 | 2023-09 | month |
2023年8月下旬 | 2023-08-21 | 2023-08-31 | third |
2024年2月底 | 2024-02-21 | 2024-02-29 | third | about
2023年底 | 2023-12 | | month | about
2023年年初 | 2023-01 | | month | about
2024年中国 | 2024 | | year |
去年底 | 2023-12 | | month | about
今年年中 | 2024-06 | 2024-07 | month | about
去年8月 | 2023-08 | | month |
前年 | 2022 | | year |
上半年 | 2023-01 | 2023-06 | half |
下半年 | 2023-07 | 2023-12 | half |
第一季度 | 2024-01 | 2024-03 | quarter |
公布。 一季度 | 2024-01 | 2024-03 | quarter |
前三季度 | 2023-01 | 2023-09 | month |
年初 | 2024-01 | | month | about
年底 | 2024-12 | | month | about
本月 | 2024-03 | | month |
上个月 | 2024-02 | | month |
上月底 | 2024-02-21 | 2024-02-29 | third | about
本月5日 | 2024-03-05 | | day |
上季度 | 2023-10 | 2023-12 | quarter |
上周 | 2024-02-26 | 2024-03-03 | week |
本周 | 2024-03-04 | 2024-03-10 | week |
昨日 | 2024-03-05 | | day |
前天 | 2024-03-04 | | day |
今日 | 2024-03-06 | | day |
5日，公司宣布 | 2024-03-05 | | day |
28日，公司宣布 | 2024-02-28 | | day |
8月下旬 | 2023-08-21 | 2023-08-31 | third |
3月 | 2024-03 | | month |
12月28日 | 2023-12-28 | | day |
近日 | - | 2024-03-06 | open | about
June 5, 2024 | 2024-06-05 | | day |
5 June 2024 | 2024-06-05 | | day |
Sept. 3, 2024 | 2024-09-03 | | day |
May 2023 | 2023-05 | | month |
late June 2024 | 2024-06-21 | 2024-06-30 | third | about
in 2023 | 2023 | | year |
early 2023 | 2023-01 | 2023-03 | quarter | about
mid-2023 | 2023-06 | 2023-07 | month | about
the end of 2023 | 2023-12 | | month | about
Q3 2023 | 2023-07 | 2023-09 | quarter |
1Q'24 | 2024-01 | 2024-03 | quarter |
the third quarter of 2023 | 2023-07 | 2023-09 | quarter |
third quarter of fiscal 2023 | 2023-07 | 2023-09 | quarter | about
the first half of 2023 | 2023-01 | 2023-06 | half |
H2 2023 | 2023-07 | 2023-12 | half |
fiscal 2024 | 2024 | | year | about
FY23 | 2023 | | year | about
last year | 2023 | | year |
late last year | 2023-10 | 2023-12 | quarter | about
last month | 2024-02 | | month |
earlier this month | 2024-03 | | month |
last quarter | 2023-10 | 2023-12 | quarter |
last week | 2024-02-26 | 2024-03-03 | week |
in the fourth quarter | 2023-10 | 2023-12 | quarter |
in March | 2024-03 | | month |
last December | 2023-12 | | month |
December 28 | 2023-12-28 | | day |
yesterday | 2024-03-05 | | day |
today announced | 2024-03-06 | | day |
recently | - | 2024-03-06 | open | about
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("words", "start", "end", "unit", "about"), ROWS, ids=lambda cell: cell)
def test_a_date_means_this_span(words, start, end, unit, about):
    found = period(words, PUBLISHED)

    assert found.start == (None if start == "-" else start)
    assert (found.end, found.precision) == (end or start, unit)
    assert found.about is (about == "about")


@pytest.mark.parametrize(
    "words",
    [
        "2024年13月", "2023年2月29日", "2024-02-30", "February 30, 2024", "工作日", "3个月",
        "May I ask", "30日内", "上周三", "", "MARCH", "第三",
    ],
)  # fmt: skip
def test_what_the_calendar_or_the_text_has_not_is_no_date(words):
    assert period(words, PUBLISHED) is None


@pytest.mark.parametrize("words", ["去年底", "上周", "昨日", "近日", "last month", "3月", "Q1"])
def test_what_counts_from_the_publication_means_nothing_without_it(words):
    assert period(words) is None


@pytest.mark.parametrize(
    ("words", "published", "start"),
    [
        ("8月下旬", "2024-08-25", "2024-08-21"),
        ("去年底", "2024", "2023-12"),
        ("上月", "2024-01", "2023-12"),
        ("昨日", "2024-01-01", "2023-12-31"),
        ("上周", "0001-01-02", None),
        ("昨日", "2024-03", None),
    ],
)
def test_the_publication_is_used_as_far_as_it_is_known(words, published, start):
    found = period(words, published)

    assert (found.start if found else None) == start


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(st.sampled_from([row[0] for row in ROWS]), st.one_of(DAYS, st.dates()))
def test_a_span_ends_no_earlier_than_it_begins(words, published):
    found = period(words, published.isoformat())

    assert found is None or found.start is None or found.start <= found.end


PIECES = (
    "2024|99|0|31|2|年|月|日|季度|第|上|半年|前|三|个月|去年|底|初|下旬|本|周|昨日|近日| |May|Sept."
)
PIECES += "|in |last |quarter|Q3| of |fiscal |FY|late |mid-|th|, |-|٣|²|\n|二〇二三|today"
FRAGMENTS = st.lists(st.sampled_from(PIECES.split("|")), max_size=10).map("".join)


@given(st.one_of(st.text(), FRAGMENTS), st.one_of(st.none(), DAYS.map(date.isoformat), st.text()))
def test_any_words_mean_a_span_or_nothing(words, published):
    found = period(words, published)

    assert found is None or found.start is None or found.start <= found.end


def test_a_date_found_begins_with_no_space():
    assert CLOSED.search("公布。\n\n一季度净利增长")[0] == "一季度"
