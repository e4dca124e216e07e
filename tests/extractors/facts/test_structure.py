"""What a name itself states: a unit's parent, a firm's country, a title's issuer and subject."""

from __future__ import annotations

import pytest

from extractors.facts.structure import StructureFinder, stance
from extractors.spans import Passage, Sentence, Span

CASES = {
    "a university's institute": (
        "清华大学人工智能研究院成立。",
        {"清华大学人工智能研究院 PART_OF 清华大学": {}},
    ),
    "an academy's institute": (
        "中国科学院自动化研究所成立。",
        {"中国科学院自动化研究所 PART_OF 中国科学院": {}},
    ),
    "a ministry's office": (
        "工信部办公厅召开会议。",
        {"工信部办公厅 PART_OF 工信部": {}},
    ),
    "a country before a firm": (
        "以色列海森集团参加展览。",
        {"以色列海森集团 LOCATED_IN 以色列": {}},
    ),
    "a title that promotes its subject": (
        "《具身智能产业行动计划》正式施行。",
        {"具身智能产业行动计划 GOVERNS 具身智能": {"stance": "promotes"}},
    ),
    "a title that regulates its subject": (
        "《生成式人工智能服务管理条例》正式施行。",
        {"生成式人工智能服务管理条例 GOVERNS 生成式人工智能": {"stance": "regulates"}},
    ),
    "a policy that is only of another kind": ("《具身智能白皮书》已经完成。", {}),
    "a listed body that begins like another": (
        "中国电子信息产业发展研究院召开会议。",
        {},
    ),
    "a place in a registered name": ("杭州星河科技有限公司召开会议。", {}),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_name_states_this_and_no_more(relations, text, expected):
    assert relations(text) == expected


def test_an_issuer_named_at_the_front_of_a_title_issued_it(relations):
    found = relations("《国务院关于加强港口建设的意见》正式施行。")

    assert found == {"国务院 ISSUED 国务院关于加强港口建设的意见": {}}


def test_a_policy_named_in_the_title_of_another_is_what_that_is_based_on():
    text = "青山港口管理条例实施细则"
    outer, inner = make_span("Policy", text, text), make_span("Policy", text, "青山港口管理条例")
    passage = Passage(text, (Sentence(0, len(text), "zh"),), (outer, inner))

    found = [(claim.head, claim.relation, claim.tail) for claim in StructureFinder().find(passage)]

    assert found == [(outer, "BASED_ON", inner)]


def test_a_title_is_not_about_what_it_is_done_with():
    text = "人工智能赋能港口建设方案"
    ends = (make_span("Policy", text, text), make_span("Technology", text, "人工智能"))

    assert not list(StructureFinder().find(Passage(text, (Sentence(0, len(text), "zh"),), ends)))


def test_a_subject_of_the_inner_title_is_not_said_of_the_outer():
    text = "港口无人机管理条例实施细则"
    inner = make_span("Policy", text, "港口无人机管理条例", "regulation")
    ends = (
        make_span("Policy", text, text, "regulation"), inner,
        make_span("Technology", text, "无人机"),
    )  # fmt: skip
    found = StructureFinder().find(Passage(text, (Sentence(0, len(text), "zh"),), ends))

    assert [claim.head for claim in found if claim.relation == "GOVERNS"] == [inner]


def test_of_several_parents_the_nearest_is_meant():
    text = "青山大学星河研究院数据中心"
    whole, university, institute = (
        make_span("Organization", text, name) for name in (text, "青山大学", "青山大学星河研究院")
    )
    ends = (whole, institute, university)
    found = StructureFinder().find(Passage(text, (Sentence(0, len(text), "zh"),), ends))

    assert {(claim.head, claim.tail) for claim in found} == {
        (whole, institute),
        (institute, university),
    }


@pytest.mark.parametrize(
    ("title", "kind", "expected"),
    [
        pytest.param("无人机管理条例", "regulation", "regulates", id="a regulation regulates"),
        pytest.param(
            "促进无人机发展条例", "regulation", "promotes", id="unless it says it promotes"
        ),
        pytest.param("无人机安全通知", "opinion", "regulates", id="a notice on safety"),
        pytest.param("无人机通知", "opinion", "promotes", id="a notice that says neither"),
        pytest.param("无人机安全行动计划", "plan", "promotes", id="a plan on safety"),
    ],
)
def test_a_policy_s_stance_follows_from_its_kind_and_title(title, kind, expected):
    assert stance(make_span("Policy", title, title, kind)) == expected


def make_span(entity_type, text, name, kind=None):
    start = text.index(name)
    return Span(start, start + len(name), entity_type, name, "test.v1", 0.9, kind)
