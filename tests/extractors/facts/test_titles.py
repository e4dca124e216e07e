"""Job titles in Chinese text, and what holding one says."""

from __future__ import annotations

import re

import pytest

from extractors.facts.titles import title_pattern, titles, titles_pattern, words

WORKS, MEMBER = ("WORKS_FOR",), ("MEMBER_OF",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("董事长", [("董事长", WORKS)], id="a post"),
        pytest.param("党委书记、董事长", [("党委书记、董事长", WORKS)], id="posts stay as printed"),
        pytest.param("院士", [("院士", MEMBER)], id="a membership"),
        pytest.param("主任委员", [("主任委员", WORKS)], id="the head of a committee works there"),
        pytest.param("副理事长单位", [("副理事长单位", MEMBER)], id="a member firm"),
        pytest.param("创始人", [("创始人", ("FOUNDED",))], id="a founder"),
        pytest.param(
            "联合创始人",
            [("联合创始人", ("FOUNDED", "WORKS_FOR"))],
            id="a joint founder works there",
        ),
        pytest.param(
            "创始人兼首席执行官",
            [("首席执行官", WORKS), ("创始人", ("FOUNDED",))],
            id="a founder who heads it",
        ),
        pytest.param(
            "首席科学家、委员",
            [("首席科学家", WORKS), ("委员", MEMBER)],
            id="a post and a membership",
        ),
    ],
)
def test_a_run_of_titles_states_these_relations(text, expected):
    assert [(title.text, title.relations) for title in titles(text)] == expected


@pytest.mark.parametrize("word", ["原", "前", "时任", "曾任"])
def test_a_title_once_held_is_former_and_given_without_that_word(word):
    (title,) = titles(f"{word}总经理")

    assert (title.text, title.is_former) == ("总经理", True)


def test_a_title_held_now_is_not_former():
    assert [title.is_former for title in titles("总经理")] == [False]


def test_the_head_of_a_government_is_told_apart_from_that_of_its_committee():
    found = {title.text: title.is_governmental for title in titles("副书记、市长")}

    assert found == {"副书记": False, "市长": True}


@pytest.mark.parametrize("section", ["posts", "membership", "founding", "government"])
def test_every_listed_title_is_matched_whole(section):
    one = re.compile(title_pattern())

    assert words()[section]
    assert [word for word in words()[section] if not one.fullmatch(word)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("首席技术官兼副总裁", "首席技术官兼副总裁", id="joined"),
        pytest.param("党委书记、董事长", "党委书记、董事长", id="listed"),
        pytest.param("副主任委员", "副主任委员", id="not cut at the shorter title"),
        pytest.param("主任办公室", None, id="a room of one who holds it"),
        pytest.param("总经理会议", None, id="a meeting of those who hold it"),
    ],
)
def test_a_run_of_titles_is_matched_to_its_end(text, expected):
    match = re.match(titles_pattern(), text)

    assert (match and match[0]) == expected
