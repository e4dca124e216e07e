"""Bodies named inside the names of others."""

from __future__ import annotations

import pytest

from extractors.mentions.nesting import nested
from extractors.spans import Span


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        pytest.param("青山大学附属医院", ["青山大学"], id="a university's hospital"),
        pytest.param("青山集团云计算事业部", ["青山集团"], id="a group's division"),
        pytest.param(
            "青山大学星河研究院数据中心",
            ["青山大学", "青山大学星河研究院"],
            id="a parent and its own parent",
        ),
        pytest.param("以色列海森集团", ["以色列"], id="a country before a firm"),
        pytest.param("美国商务部", [], id="a country's own ministry"),
        pytest.param("中国电子信息产业发展研究院", [], id="a listed body"),
        pytest.param("青山（星河大学）研究院", [], id="half a bracket"),
        pytest.param("星河集团", [], id="a simple name"),
        pytest.param("青山大学城", [], id="the rest is no unit"),
    ],
)
def test_a_name_holds_these_names(name, inside):
    whole = make_span(name)

    found = sorted(nested([whole]))

    assert [span.text for span in found] == inside
    assert all(whole.text[span.start - 10 : span.end - 10] == span.text for span in found)
    assert all(whole.contains(span) and span.confidence <= whole.confidence for span in found)


def test_a_body_that_the_text_names_elsewhere_is_seen_in_its_unit_s_name():
    unit = make_span("海森云数据中心")

    def inside(*others):
        return [span.text for span in nested([unit, *others])]

    assert inside() == []
    assert inside(make_span("海森云", kind="company")) == ["海森云"]
    assert inside(make_span("海森云")) == []


def test_a_place_in_a_unit_s_name_is_no_body():
    mentions = [make_span("杭州数据中心"), make_span("杭州", kind="government")]

    assert list(nested(mentions)) == []


def test_only_names_of_organizations_hold_others():
    assert list(nested([make_span("青山大学附属医院", "Policy")])) == []


def make_span(name, entity_type="Organization", kind=None):
    return Span(10, 10 + len(name), entity_type, name, "test.v1", 0.75, kind)
