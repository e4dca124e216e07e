from __future__ import annotations

import pytest

from extractors.mentions.credits import is_credit
from extractors.spans import Span


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("36氪获悉，云帆科技发布新品。", id="who learnt it"),
        pytest.param("云帆科技发布新品。（新华社）", id="in brackets behind it"),
        pytest.param("据路透社报道，云帆科技发布新品。", id="who reports it"),
    ],
)
def test_a_medium_that_only_tells_the_news_is_no_actor_in_it(names, text):
    assert not {name for found in names(text, "Organization") for name in found} & {
        "36氪", "新华社", "路透社",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("云帆科技发布新品。（青山财经集团）\n下一条。", id="who wrote an item"),
        pytest.param("欢迎关注青山财经集团官方微信公众号。", id="an account"),
        pytest.param("SHENZHEN, March 4, 2025 (青山财经集团) -- Acme", id="a newswire"),
    ],
)
def test_whoever_the_words_come_from_is_no_actor_in_them(text):
    name = "青山财经集团"
    start = text.index(name)

    assert is_credit(text, Span(start, start + len(name), "Organization", name, "test", 0.9))


def test_a_medium_that_acts_is_one(names):
    assert ("36氪",) in names("云帆科技投资了36氪。", "Organization")
