from __future__ import annotations

import pytest

from extractors.reading.markdown import show_markdown
from extractors.reading.repair import repaired
from extractors.reading.view import View


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        pytest.param("[甲公司](https://a.example/b?c=d)领投", "甲公司领投", id="link"),
        pytest.param('见[公告](/news "标题")。', "见公告。", id="link with a title"),
        pytest.param("[Acme](https://a.example/B_(firm)) won", "Acme won", id="brackets inside"),
        pytest.param("![外景](a.png)", "外景", id="picture"),
        pytest.param("[![标志](a.png)](https://a.example)", "标志", id="picture in a link"),
        pytest.param("**甲公司**A轮由*乙基金*领投", "甲公司A轮由乙基金领投", id="stress"),
        pytest.param("**甲公司与*乙基金*签约**", "甲公司与乙基金签约", id="stress in stress"),
        pytest.param("***[甲公司](#a)***", "甲公司", id="a link that is stressed"),
    ],
)
def test_marks_and_addresses_go_and_the_words_stay(written, seen):
    heading = "# 新闻\n\n"

    assert show_markdown(View.of(heading + written)).text == heading + seen


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("当事人张**与李**已签署协议", id="names that are hidden"),
        pytest.param("# 公告\n\n*ST甲和*ST乙今日停牌，3*5*2米，2 * 3 * 4", id="shares and sums"),
        pytest.param("甲公司[1](作者自绘)、乙公司[2]（见图）", id="notes in brackets"),
        pytest.param(r"# 公告" + "\n\n" + r"\*甲\*与\[乙](https://a.example)", id="escaped"),
        pytest.param("# 公告\n\n** 甲 ** 与 * 乙 *", id="asterisks with blanks inside"),
    ],
)
def test_what_only_looks_like_markdown_stays(text):
    assert show_markdown(View.of(text)).text == text


def test_a_place_after_a_link_is_found_in_the_source():
    text = "[甲公司](https://a.example)领投"
    view = repaired(text)

    assert view.text == "甲公司领投"
    assert view.source(0, 3) == (1, 4)
    assert view.source(3, 5) == (len(text) - 2, len(text))
