"""Who holds which post where, in Chinese sentences."""

from __future__ import annotations

import pytest

from extractors.facts.posts import PostFinder
from extractors.spans import Passage, Sentence, Span

CASES = {
    "title before the name": (
        "星河集团董事长王志强出席会议。",
        {"王志强 WORKS_FOR 星河集团": {"title": "董事长"}},
    ),
    "former, said before the title": (
        "星河集团原总经理王志强受邀。",
        {"王志强 WORKS_FOR 星河集团": {"title": "总经理", "former": True}},
    ),
    "former, said by the verb": (
        "王志强曾任星河集团副总裁。",
        {"王志强 WORKS_FOR 星河集团": {"title": "副总裁", "former": True}},
    ),
    "in brackets behind the name": (
        "王志强（星河集团总工程师）表示认可。",
        {"王志强 WORKS_FOR 星河集团": {"title": "总工程师"}},
    ),
    "two titles at one body": (
        "王志强出任星河集团董事长兼总经理。",
        {"王志强 WORKS_FOR 星河集团": {"title": "董事长兼总经理"}},
    ),
    "appointed": (
        "星河集团任命王志强为首席技术官。",
        {"王志强 WORKS_FOR 星河集团": {"title": "首席技术官"}},
    ),
    "professor": (
        "青山大学教授王志强介绍了研究。",
        {"王志强 WORKS_FOR 青山大学": {"title": "教授"}},
    ),
    "post in an association": (
        "青山机器人协会会长王志强致辞。",
        {"王志强 WORKS_FOR 青山机器人协会": {"title": "会长"}},
    ),
    "academician": (
        "中国工程院院士陈国华发表演讲。",
        {"陈国华 MEMBER_OF 中国工程院": {"title": "院士"}},
    ),
    "committee member": (
        "全国政协委员陈国华提出建议。",
        {"陈国华 MEMBER_OF 全国政协": {"title": "委员"}},
    ),
    "member here, head there": (
        "中国科学院院士、青山大学校长王志强致辞。",
        {
            "王志强 MEMBER_OF 中国科学院": {"title": "院士"},
            "王志强 WORKS_FOR 青山大学": {"title": "校长"},
        },
    ),
    "founder": ("星河集团创始人李建国出席。", {"李建国 FOUNDED 星河集团": {}}),
    "founder and head": (
        "星河集团创始人兼首席执行官李建国出席。",
        {
            "李建国 FOUNDED 星河集团": {},
            "李建国 WORKS_FOR 星河集团": {"title": "首席执行官"},
        },
    ),
    "two people, each with a post": (
        "星河集团董事长王志强、云帆集团总裁李建国出席。",
        {
            "王志强 WORKS_FOR 星河集团": {"title": "董事长"},
            "李建国 WORKS_FOR 云帆集团": {"title": "总裁"},
        },
    ),
    "no post": ("王志强参观了星河集团。", {}),
    "person alone": ("董事长王志强出席会议。", {}),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_text_tells_of_these_posts_and_no_more(relations, text, expected):
    assert relations(text) == expected


def test_a_joint_founder_also_works_there(relations):
    found = relations("星河集团联合创始人李建国出席。")

    assert set(found) == {"李建国 FOUNDED 星河集团", "李建国 WORKS_FOR 星河集团"}


def test_a_head_of_a_team_works_for_its_institution(relations):
    found = relations("青山大学王志强团队研制了新设备。")

    assert "王志强 WORKS_FOR 青山大学" in found


def test_a_career_told_after_a_person_is_that_person_s(relations):
    found = relations("星河集团董事长王志强出席会议。他曾任云帆集团副总裁。")

    assert found == {
        "王志强 WORKS_FOR 星河集团": {"title": "董事长"},
        "王志强 WORKS_FOR 云帆集团": {"title": "副总裁", "former": True},
    }


def test_a_portrait_gives_every_post_to_the_person_it_names(relations):
    found = relations("专家简介：王志强，青山大学教授，星河集团首席科学家。")

    assert found == {
        "王志强 WORKS_FOR 青山大学": {"title": "教授"},
        "王志强 WORKS_FOR 星河集团": {"title": "首席科学家"},
    }


def test_a_mayor_works_for_the_city_s_government(relations):
    found = relations("青山市人民政府召开会议。青山市委副书记、市长王志强讲话。")

    assert found == {
        "王志强 WORKS_FOR 青山市人民政府": {"title": "市长"},
        "王志强 WORKS_FOR 青山市委": {"title": "副书记"},
    }


def test_posts_told_twice_in_one_sentence_are_given_once_to_their_person(relations):
    found = relations("王志强历任星河集团副总裁、云帆集团总裁，现任青山集团董事长。")

    assert found["王志强 WORKS_FOR 星河集团"] == {"title": "副总裁", "former": True}
    assert found["王志强 WORKS_FOR 云帆集团"] == {"title": "总裁", "former": True}


def test_english_sentences_are_left_to_the_english_finder():
    text = "星河集团董事长王志强"
    ends = (
        Span(0, 4, "Organization", "星河集团", "test.v1", 0.9),
        Span(7, 10, "Person", "王志强", "test.v1", 0.9),
    )

    def found(language):
        passage = Passage(text, (Sentence(0, len(text), language),), ends)
        return [claim.relation for claim in PostFinder().find(passage)]

    assert found("zh") == ["WORKS_FOR"]
    assert found("en") == []


def test_a_post_without_a_body_is_held_in_the_firm_spoken_of(relations):
    found = relations("星河集团召开年会。董事长王志强致辞。")

    assert found == {"王志强 WORKS_FOR 星河集团": {"title": "董事长"}}
