from __future__ import annotations

import pytest

from extractors.reading.repair import repaired


def wrapped(paragraph: str, width: int, gap: str = "\n\n") -> str:
    """A paragraph set in a column, as extraction gives it."""
    return gap.join(paragraph[place : place + width] for place in range(0, len(paragraph), width))


FIRST = (
    "该市今年新建三座数据中心，总投资约四十亿元，将为周边制造企业提供算力服务，"
    "预计明年年底全部投运。"
)
SECOND = (
    "负责人介绍，项目采用液冷技术，能耗比同类设施低两成，并优先使用本地的风电和光伏，"
    "余热供给附近的温室大棚。"
)


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_lines_of_a_column_are_joined_and_paragraphs_kept(gap):
    text = wrapped(FIRST, 13, gap) + gap + wrapped(SECOND, 13, gap)

    assert repaired(text).text == f"{FIRST}\n{SECOND}"


def test_a_story_that_begins_with_its_dateline_is_not_joined_to_what_is_before():
    text = f"{wrapped(FIRST[:-1], 13)}\n\n本报讯 {wrapped(SECOND, 13)}"

    assert f"{FIRST[:-1]}\n本报讯 " in repaired(text).text


def test_a_short_heading_between_columns_stays_a_line():
    text = f"{wrapped(FIRST, 13)}\n\n算力下沉\n\n{wrapped(SECOND, 13)}"

    assert repaired(text).text == f"{FIRST}\n算力下沉\n{SECOND}"


def test_a_paragraph_cut_by_a_page_break_is_whole_again():
    text = f"{FIRST}{SECOND[:40]}\f{SECOND[40:]}"

    assert repaired(text).text == FIRST + SECOND


def test_a_caption_goes_behind_the_sentence_that_it_interrupts():
    text = f"{FIRST}{SECOND[:20]}\n\n\n\n数据中心外景\n\n{SECOND[20:]}"

    assert repaired(text).text == f"{FIRST}{SECOND}\n数据中心外景"


def test_paragraphs_of_a_document_that_is_not_wrapped_stay_apart():
    text = f"{FIRST}\n{SECOND}\n\n联系人：王明\n电话：555-0100\n"

    assert repaired(text).text == f"{FIRST}\n{SECOND}\n联系人：王明\n电话：555-0100"


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        pytest.param("the firm is build-", "ing a plant", "building a plant", id="hyphenation"),
        pytest.param("a fund that is state-", "owned today", "state-owned", id="a compound"),
        pytest.param("the firm builds", "a plant", "builds a plant", id="words"),
    ],
)
def test_lines_of_english_are_joined(end, start, joined):
    filler = "The town has opened three new data centres"
    lines = [
        f"{filler} and {end}",
        f"{start} near the river for the supply",
        filler + " as it",
        "says.",
    ]

    assert joined in repaired("\n".join(lines)).text


def test_marks_of_headings_go_and_a_second_title_begins_an_article():
    text = "# 甲公司\n\n正文一。\n\n## 概况\n\n正文二。\n\n# 乙公司\n\n正文三。"

    assert repaired(text).text == "甲公司\n正文一。\n概况\n正文二。\f乙公司\n正文三。"


def test_items_of_a_list_stay_apart():
    text = "一、扩大投资\n二、完善标准\n1. 修订目录\n2. 公开征求意见"

    assert repaired(text).text == text


@pytest.mark.parametrize("mark", ["- ", "* "])
def test_marks_of_a_list_go_and_its_items_stay_apart(mark):
    items = [f"{mark}扩大投资", f"{mark}完善标准，修订目录"]

    assert repaired("\n".join(["要点", *items])).text == "要点\n扩大投资\n完善标准，修订目录"


def test_a_single_dash_and_the_numbers_of_pages_keep_their_dashes():
    text = "- 主编手记\n正文一。\n- 2 -\n正文二。\n- 3 -"

    assert repaired(text).text == text


def test_a_short_line_of_a_column_in_which_another_sentence_begins_goes_on():
    text = f"{wrapped(FIRST[:39], 13)}\n\n四十万元。甲公司\n\n{wrapped(SECOND, 13)}"

    assert f"四十万元。甲公司{SECOND}" in repaired(text).text


def test_a_title_that_ends_in_a_colon_is_joined_to_its_second_line():
    text = f"三家企业共建数据中心：\n一座小城的转型\n{FIRST}"

    assert repaired(text).text == f"三家企业共建数据中心：一座小城的转型\n{FIRST}"


def test_a_line_that_ends_in_a_colon_and_the_list_below_it_stay_apart():
    text = "参会单位：\n甲公司\n乙基金\n丙大学"

    assert repaired(text).text == text


def test_a_long_headline_of_a_text_that_is_not_wrapped_stays_apart():
    title = "甲公司完成数亿元新一轮融资，由多家产业基金联合领投，老股东全部继续跟投"

    assert repaired(f"{title}\n{FIRST}").text == f"{title}\n{FIRST}"
