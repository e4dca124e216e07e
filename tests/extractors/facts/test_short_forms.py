"""Short forms of names that a Chinese text gives in full."""

from __future__ import annotations

import pytest

from extractors.facts.short_forms import short_forms
from extractors.spans import Span


@pytest.mark.parametrize(
    ("text", "legal", "expected"),
    [
        pytest.param(
            "星河（杭州）流变科技有限公司来了。星河流变说",
            "星河（杭州）流变科技有限公司",
            ["星河流变"],
            id="without place, form and trade",
        ),
        pytest.param(
            "杭州星河流变有限公司来了。星河流变说",
            "杭州星河流变有限公司",
            ["星河流变"],
            id="without the place in front",
        ),
        pytest.param(
            "星河科技有限公司来了。星河说",
            "星河科技有限公司",
            [],
            id="two characters say too little",
        ),
        pytest.param("星河流变集团来了。星河流变说", "星河流变集团", ["星河流变"], id="a group"),
        pytest.param(
            "合肥钧川汽车电子有限公司获投。钧川电子说",
            "合肥钧川汽车电子有限公司",
            ["钧川电子"],
            id="a brand with some words of its trade",
        ),
        pytest.param(
            "钧川科技上市。钧川称，钧川机说",
            "钧川科技",
            ["钧川", "钧川"],
            id="a brand that is no word",
        ),
        pytest.param(
            "上海建筑工程有限公司说，建筑工程延期", "上海建筑工程有限公司", [], id="no brand at all"
        ),
        pytest.param(
            "星河流变有限公司来了。", "星河流变有限公司", [], id="only within the legal name"
        ),
    ],
)
def test_a_legal_name_gives_its_short_forms_elsewhere_by_itself(text, legal, expected):
    firm = make_span(text, legal, "Organization")

    found = list(short_forms(text, [firm]))

    assert [alias.alias.text for alias in found] == expected
    assert all(alias.name == firm and not alias.scoped for alias in found)
    assert all(alias.alias.start > firm.end for alias in found)


def test_a_form_that_two_firms_share_is_neither_ones():
    text = "钧川汽车科技有限公司与钧川电子科技有限公司签约，钧川科技说"
    firms = [
        make_span(text, name, "Organization")
        for name in ("钧川汽车科技有限公司", "钧川电子科技有限公司")
    ]

    assert not [alias for alias in short_forms(text, firms) if alias.alias.text == "钧川科技"]


def test_a_transliterated_name_is_shortened_to_its_last_part():
    text = "约翰·史密斯出任总裁。史密斯说"
    person = make_span(text, "约翰·史密斯", "Person")

    (alias,) = short_forms(text, [person])

    assert (alias.name, alias.alias.text) == (person, "史密斯")


def make_span(text, name, entity_type):
    start = text.index(name)
    return Span(start, start + len(name), entity_type, name, "test", 0.9)
