from __future__ import annotations

import pytest

from extractors.reading.dates import iso_date, published_in
from extractors.reading.head import language_of, title_of


@pytest.mark.parametrize(
    ("head", "published"),
    [
        pytest.param("行业观察 2026年3月31日出版\n正文", "2026-03-31", id="before 出版"),
        pytest.param("发布时间：2025-06-12 来源：网站\n正文", "2025-06-12", id="with a label"),
        pytest.param("Acme raises money\nJune 12, 2025\nText.", "2025-06-12", id="line of its own"),
        pytest.param("Published: 3 March 2024\nText.", "2024-03-03", id="English label"),
        pytest.param("PARIS, Sept. 3, 2024 /Newswire/ -- Acme said", "2024-09-03", id="wire"),
        pytest.param("AUSTIN, Texas, Feb. 5, 2024 - Acme said", "2024-02-05", id="hyphen"),
        pytest.param(
            "Acme wins\n\nFeb. 5, 2024 - Acme said on Monday that it had, at last, won the order",
            "2024-02-05",
            id="no place",
        ),
        pytest.param("OSLO, 5 February 2024 — Acme said", "2024-02-05", id="day first"),
        pytest.param("某公司完成融资\n2024年8月6日\n\n正文。", "2024-08-06", id="date alone"),
        pytest.param(
            "Feb. 5, 2024 - Feb. 9, 2024: a trade fair is held, as it is each year, in Oslo",
            None,
            id="a period",
        ),
        pytest.param(
            "On Monday, Feb. 5, 2024 - a day that the founders, as they say, remember - Acme won",
            None,
            id="a sentence with a dash",
        ),
        pytest.param("出版日期：2026年3月\n正文", "2026-03", id="a month only"),
        pytest.param("本报讯 2025年6月12日，公司宣布融资。", None, id="inside a sentence"),
        pytest.param("发布时间：2025-13-40\n正文", None, id="no such day"),
        pytest.param("正文。\n" * 600 + "发布时间：2025-06-12", None, id="far from the head"),
    ],
)
def test_the_date_is_what_the_document_says_about_itself(head, published):
    assert published_in(head) == published


def test_the_first_date_of_a_text_wins():
    assert iso_date("from June 1, 2024 to 2025-01-02") == "2024-06-01"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("# 年度报告\n\n正文。", "年度报告", id="level-1 heading"),
        pytest.param("# [某公司](https://a.example)的*一年*\n\n正文。", "某公司的一年", id="marks"),
        pytest.param("某公司完成融资\n\n本报讯 近日，某公司。", "某公司完成融资", id="first line"),
        pytest.param('---\ntitle: "Deals"\n---\nText.', "Deals", id="front matter"),
        pytest.param("近日，某公司宣布完成融资。", None, id="a sentence is no title"),
    ],
)
def test_the_title_stands_at_the_head(text, title):
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "language"),
    [("公司使用 AI 技术研发产品", "zh"), ("Acme (艾克米) raised money", "en"), ("12 – 34", "und")],
)
def test_the_language_is_that_of_most_words(text, language):
    assert language_of(text) == language
