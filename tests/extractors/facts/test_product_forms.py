"""Products named with and without what they are."""

from __future__ import annotations

import pytest

from extractors.facts.product_forms import own_name, product_forms
from extractors.spans import Span


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("智能助手Zorba", "Zorba", id="its kind in front"),
        pytest.param("Zorba 3模型", "Zorba3", id="its kind behind"),
        pytest.param("青松Zorba-X耳机", "Zorba-X", id="its maker and its kind"),
        pytest.param("Zorba-X正式版", "zorba-x系列", id="an edition and a series"),
    ],
)
def test_a_product_has_one_name_of_its_own(left, right):
    assert own_name(left, {"青松"}) == own_name(right, {"青松"}) is not None


@pytest.mark.parametrize("name", ["AI芯片", "Agent", "TGV设备", "Zorba用户", "海棠Zorba", "大模型"])
def test_a_kind_of_thing_has_none(name):
    assert own_name(name, {"青松"}) is None


def test_the_forms_of_one_product_are_aliases():
    names = ["智能助手Zorba", "AI芯片", "Zorba", "AI"]
    spans = [
        Span(place * 10, place * 10 + len(name), "Technology", name, "test", 1.0)
        for place, name in enumerate(names)
    ]

    found = [(alias.name.text, alias.alias.text) for alias in product_forms(spans)]

    assert found == [("智能助手Zorba", "Zorba")]
