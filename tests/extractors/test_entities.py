"""The mentions of one article to the entities that they are about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.entities import grouped, identity
from extractors.spans import Alias, Span


@pytest.mark.parametrize(
    ("entity_type", "left", "right"),
    [
        pytest.param("Organization", "星河集团", "星河", id="a group and its short form"),
        pytest.param("Organization", "星河科技有限公司", "星河科技", id="a registered name"),
        pytest.param("Organization", "工业和信息化部", "工信部", id="listed synonyms"),
        pytest.param(
            "Organization", "中国工信部", "工信部", id="the country in front of a listed body"
        ),
        pytest.param("Technology", "AI技术", "人工智能", id="a listed field with an ending"),
        pytest.param(
            "Technology", "海森流变技术", "海森流变", id="an unlisted field with an ending"
        ),
        pytest.param("Technology", "Haisen-9 Max", "haisen9 max", id="case and hyphens"),
        pytest.param("Policy", "《港口条例》", "港口条例", id="title marks"),
        pytest.param(
            "Organization", "青山省", "青山省人民政府", id="a province and its government"
        ),
        pytest.param("Organization", "青山市星河研究院", "青山星河研究院", id="a seat's rank"),
        pytest.param("Technology", "Haisen technology", "Haisen", id="an English ending"),
        pytest.param("Technology", "flow meters", "flow meter", id="an English plural"),
        pytest.param("Place", "U.S.", "United States", id="a country's short form"),
    ],
)
def test_two_spellings_of_one_name_are_equal(entity_type, left, right):
    assert identity(entity_type, left) == identity(entity_type, right)


@pytest.mark.parametrize(
    ("entity_type", "left", "right"),
    [
        pytest.param("Organization", "星河集团", "云帆集团", id="two groups"),
        pytest.param("Organization", "中国银行", "银行", id="a country that is part of the name"),
        pytest.param("Technology", "人工智能", "人工智能芯片", id="a field and a product of it"),
        pytest.param("Policy", "港口条例", "港口条例实施细则", id="a rule and its details"),
        pytest.param("Person", "王志强", "王志", id="two people"),
        pytest.param("Organization", "青山市政府", "青山银行", id="a city's bodies"),
        pytest.param("Technology", "wireless", "wirel", id="a word that ends in s"),
    ],
)
def test_names_of_two_things_differ(entity_type, left, right):
    assert identity(entity_type, left) != identity(entity_type, right)


@given(st.sampled_from(["Organization", "Technology", "Policy", "Person", "Place"]), st.text())
def test_a_name_that_is_not_empty_never_loses_its_identity(entity_type, name):
    assert bool(identity(entity_type, name)) == bool(name.strip())


def test_an_entity_has_all_its_names_and_the_fullest_as_its_own():
    spans = make_spans("星河", "云帆", "星河集团", "星河")

    first, second = grouped(spans, [])

    assert (first.name, first.names, first.scoped) == ("星河集团", ("星河", "星河集团"), ())
    assert first.mentions == (spans[0], spans[2], spans[3])
    assert second.name == "云帆"


def test_an_alias_joins_names_that_nothing_else_would():
    full, short, later = make_spans("青山国际促进会", "青促会", "青促会")

    (group,) = grouped([full, short, later], [Alias(full, short, scoped=False)])

    assert (group.name, group.names, group.scoped) == (
        "青山国际促进会", ("青山国际促进会", "青促会"), (),
    )  # fmt: skip


def test_a_scoped_alias_is_set_apart_and_never_the_entity_s_own_name():
    full, short = make_spans("港口", "本管理办法", entity_type="Policy")

    (group,) = grouped([full, short], [Alias(full, short, scoped=True)])

    assert (group.name, group.scoped) == ("港口", ("本管理办法",))


def test_aliases_of_aliases_are_one_entity():
    one, two, three = make_spans("青山国际促进会", "青促会", "QSPA")
    aliases = [Alias(two, three, scoped=False), Alias(one, two, scoped=False)]

    assert [group.names for group in grouped([one, two, three], aliases)] == [
        ("青山国际促进会", "青促会", "QSPA")
    ]


def test_things_of_two_types_with_one_name_are_two():
    place, body = (make_spans("青山", entity_type=kind)[0] for kind in ("Place", "Organization"))

    assert len(grouped([place, body], [])) == 2


def test_an_entity_is_of_the_kind_that_most_of_its_mentions_are():
    spans = [
        Span(place, place + 2, "Organization", "星河", "test.v1", 0.9, kind)
        for place, kind in enumerate([None, "media", "company", "company", None])
    ]

    assert [group.kind for group in grouped(spans, [])] == ["company"]


def make_spans(*names, entity_type="Organization"):
    return [
        Span(20 * place, 20 * place + len(name), entity_type, name, "test.v1", 0.9)
        for place, name in enumerate(names)
    ]
