"""Names that a Chinese text itself defines for something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.facts.aliases import definitions, is_subsequence, later_uses
from extractors.spans import Passage, Sentence, Span

POLICY = "青山港口管理条例"


@pytest.mark.parametrize(
    ("text", "entity_type", "name", "expected"),
    [
        pytest.param(
            f"《{POLICY}》（以下简称《条例》）",
            "Policy",
            POLICY,
            [("条例", True)],
            id="a generic word for a policy is scoped",
        ),
        pytest.param(
            f"《{POLICY}》（以下简称“港口条例”）",
            "Policy",
            POLICY,
            [("港口条例", False)],
            id="a telling word for a policy is not",
        ),
        pytest.param(
            "星河集团（下称“公司”）",
            "Organization",
            "星河集团",
            [("公司", True)],
            id="the company is scoped",
        ),
        pytest.param(
            "星河集团（简称:星河）",
            "Organization",
            "星河集团",
            [("星河", False)],
            id="a short name behind a colon",
        ),
        pytest.param(
            "青山促进会（QSPA，以下简称青促会）",
            "Organization",
            "青山促进会",
            [("青促会", False), ("QSPA", False)],
            id="Latin letters and a short name",
        ),
        pytest.param(
            "青山促进会（青促会）",
            "Organization",
            "青山促进会",
            [("青促会", False)],
            id="a short form in plain brackets",
        ),
        pytest.param(
            "青山促进会（QSPA）",
            "Organization",
            "青山促进会",
            [("QSPA", False)],
            id="Latin letters in plain brackets",
        ),
        pytest.param(
            "“青山促进会”（青促会）",
            "Organization",
            "青山促进会",
            [("青促会", False)],
            id="a closing quotation mark between",
        ),
        pytest.param(
            "星河集团（下称“星河”或“公司”）",
            "Organization",
            "星河集团",
            [("星河", False), ("公司", True)],
            id="two names in one bracket",
        ),
        pytest.param(
            "星河集团，以下简称“星河”，",
            "Organization",
            "星河集团",
            [("星河", False)],
            id="a short name between commas",
        ),
        pytest.param(
            "星河集团（“公司”）",
            "Organization",
            "星河集团",
            [("公司", True)],
            id="a quoted name alone",
        ),
        pytest.param(
            "星河集团（300999.SZ）",
            "Organization",
            "星河集团",
            [("300999.SZ", False)],
            id="a stock code",
        ),
        pytest.param(
            "QSX（青山光交换）",
            "Technology",
            "QSX",
            [("青山光交换", False)],
            id="what an acronym stands for",
        ),
        pytest.param(
            "QSX（升级）",
            "Technology",
            "QSX",
            [],
            id="a remark on an acronym",
        ),
        pytest.param(
            "王志强（Wang Zhiqiang）",
            "Person",
            "王志强",
            [("Wang Zhiqiang", False)],
            id="a person's Latin name",
        ),
        pytest.param(
            "星河集团（以下简称： 星河 ）",
            "Organization",
            "星河集团",
            [("星河", False)],
            id="white space around the alias",
        ),
        pytest.param(
            "星河集团（以下简称：\xa0）", "Organization", "星河集团", [], id="no alias at all"
        ),
        pytest.param("星河集团（上市公司）", "Organization", "星河集团", [], id="a remark"),
        pytest.param("王志强（CEO）", "Person", "王志强", [], id="a person's title"),
        pytest.param("杭州（HZ）", "Place", "杭州", [], id="a place's letters"),
        pytest.param(
            "某某集团（以下简称“星河”）", "Organization", "某某", [], id="no mention before"
        ),
    ],
)
def test_a_definition_gives_these_aliases(text, entity_type, name, expected):
    mention = make_span(text, name, entity_type)

    found = list(definitions(text, [mention]))

    assert [(alias.alias.text, alias.scoped) for alias in found] == expected
    assert all(alias.name == mention and alias.alias.type == entity_type for alias in found)
    assert all(text[alias.alias.start : alias.alias.end] == alias.alias.text for alias in found)


def test_a_standard_s_number_and_its_title_are_one_policy():
    text = "GB/T 99273-2020《青山港口安全规范》"
    number, title = (
        make_span(text, "GB/T 99273-2020", "Policy"),
        make_span(text, "青山港口安全规范", "Policy"),
    )

    assert [(alias.name, alias.alias) for alias in definitions(text, [number, title])] == [
        (title, number)
    ]


def test_a_notice_and_what_it_prints_are_one_policy():
    text = "《关于印发〈青山港口办法〉的通知》（青发〔2021〕7号）"
    notice = make_span(text, "关于印发〈青山港口办法〉的通知", "Policy")
    printed, number = (
        make_span(text, "青山港口办法", "Policy"),
        make_span(text, "青发〔2021〕7号", "Policy"),
    )

    found = {(alias.name, alias.alias) for alias in definitions(text, [notice, printed, number])}

    assert found == {(notice, number), (notice, printed)}


def test_a_scoped_title_is_used_later_only_within_title_marks():
    text = f"《{POLICY}》（以下简称《条例》）。本条例不同于《条例》。"

    assert uses(text, POLICY, "Policy") == [text.rindex("条例")]


def test_a_short_name_is_used_at_every_later_place_and_at_no_earlier_one():
    text = "青促会来了。青山促进会（青促会）说，青促会和青促会的会员都在。"

    first = text.index("青促会", text.index("）"))
    assert uses(text, "青山促进会", "Organization") == [first, text.index("青促会", first + 1)]


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        pytest.param("青促会", "青山国际促进会", True, id="characters in order"),
        pytest.param("会促青", "青山国际促进会", False, id="characters out of order"),
        pytest.param("", "青山", True, id="nothing is in everything"),
        pytest.param("青青", "青山", False, id="a character once cannot serve twice"),
    ],
)
def test_a_short_form_keeps_the_order_of_the_full_one(short, full, expected):
    assert is_subsequence(short, full) is expected


@given(st.text(alphabet="青山促进会", max_size=8), st.sets(st.integers(0, 7)))
def test_leaving_characters_out_gives_a_short_form(full, dropped):
    short = "".join(mark for place, mark in enumerate(full) if place not in dropped)

    assert is_subsequence(short, full)


def test_an_alias_names_the_same_entity_in_later_sentences(names, relations):
    text = "青山国际促进会（以下简称“青促会”）成立。青促会与星河集团签署合作协议。"

    assert ("青山国际促进会", "青促会") in names(text, "Organization")
    assert set(relations(text)) == {"青山国际促进会 PARTNERS_WITH 星河集团"}


def test_an_alias_that_one_article_defines_says_nothing_in_another(names):
    text = "本报讯 青山国际促进会（以下简称“青促会”）成立。\n本报讯 星河集团与青促会签署合作协议。"
    first, second = text.index("青促会"), text.rindex("青促会")

    assert first < second
    assert [found for found in names(text, "Organization") if "青促会" in found] == [
        ("青山国际促进会", "青促会")
    ]
    assert len(names(text.replace("\n本报讯 ", ""), "Organization")) == 2


def uses(text, name, entity_type):
    mention = make_span(text, name, entity_type)
    aliases = tuple(definitions(text, [mention]))
    passage = Passage(text, (Sentence(0, len(text), "zh"),), (mention,), aliases)
    return [span.start for span in later_uses(passage, aliases)]


def make_span(text, name, entity_type):
    start = text.index(name)
    return Span(start, start + len(name), entity_type, name, "test.v1", 0.9)
