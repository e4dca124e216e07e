from __future__ import annotations

import pytest


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


def test_a_medium_that_acts_is_one(names):
    assert ("36氪",) in names("云帆科技投资了36氪。", "Organization")
