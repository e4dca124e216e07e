from __future__ import annotations

import pytest

from extractors.mentions.rosters import RosterFinder
from extractors.spans import Sentence


def people(text):
    return [span.text for span in RosterFinder().find(text, [Sentence(0, len(text), "zh")])]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("王志强 青山部副部长", "王志强", id="a name and a post"),
        pytest.param("组长：李敏 青山集团总经理", "李敏", id="behind what it is for"),
        pytest.param("欧阳文 云帆大学教授", "欧阳文", id="a compound surname"),
    ],
)
def test_a_line_of_a_roster_names_a_person(text, name):
    assert people(text) == [name]


@pytest.mark.parametrize("text", ["青山部 副部长", "王志强 昨天来了。", "会议 由青山部部长主持"])
def test_other_lines_with_a_space_name_none(text):
    assert people(text) == []


def test_a_roster_run_together_gives_everyone_their_own_post(relations):
    wide, gap = "\u3000" * 2, "\u3000" * 5
    text = f"召集人：王志强{wide}青山部党组书记{gap}李{wide}敏{wide}财政部副部长"

    assert set(relations(text)) >= {"李敏 WORKS_FOR 财政部"}
    assert "王志强 WORKS_FOR 财政部" not in relations(text)
