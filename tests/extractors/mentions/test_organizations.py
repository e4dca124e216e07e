"""Chinese organizations by the endings of their names, where no recogniser knew them."""

from __future__ import annotations

import pytest

from extractors.mentions.organizations import ALONE, OWNED, OrganizationFinder
from extractors.spans import Sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "成立海森机器人研究院。", [("海森机器人研究院", "research")], id="an institute"
        ),
        pytest.param("与海森轴承协会合作", [("海森轴承协会", "association")], id="behind with"),
        pytest.param(
            "由海森轴承（杭州）有限公司承担",
            [("海森轴承（杭州）有限公司", "company")],
            id="brackets",
        ),
        pytest.param("海森资本领投", [("海森资本", "investor")], id="an investor"),
        pytest.param(
            "创业公司“小海森”获奖", [("小海森", "company")], id="a brand in quotation marks"
        ),
        pytest.param(
            "青山市委书记讲话", [("青山市委", "government")], id="a committee by its office"
        ),
        pytest.param("加拿大发布新规", [("加拿大", "government")], id="a state that acts"),
        pytest.param("加拿大的雪", [], id="a state as a place"),
        pytest.param("建设国家重点实验室", [], id="a name that names no one"),
        pytest.param("行业专家委员会", [], id="a body of general words"),
        pytest.param("青山市委员", [], id="no office behind a committee"),
    ],
)
def test_a_text_names_these_bodies(text, expected):
    spans = sorted(find(text))

    assert [(span.text, span.kind) for span in spans] == expected
    assert all(text[span.start : span.end] == span.text for span in spans)


def test_an_owner_in_front_makes_a_name_surer():
    assert [span.confidence for span in find("中国海森协会来访")] == [OWNED]
    assert [span.confidence for span in find("海森泊协会来访")] == [ALONE]


def test_english_sentences_are_left_to_the_english_finder():
    assert list(find("海森资本", "en")) == []


def find(text, language="zh"):
    return OrganizationFinder().find(text, (Sentence(0, len(text), language),))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("韩国芯片公司Ottera宣布扩产", "Ottera", id="behind what it is"),
        pytest.param("会见了Ottera Labs首席执行官", "Ottera Labs", id="before its head's title"),
    ],
)
def test_a_latin_name_is_a_firm_by_what_stands_beside_it(text, name):
    assert name in [span.text for span in find(text)]
