"""Marks that hold a name twice."""

from __future__ import annotations

import pytest

from extractors.facts.double_names import parted
from extractors.spans import Span


def parts(name, entity_type="Organization"):
    mark = Span(7, 7 + len(name), entity_type, name, "test", 0.9)
    ((first, alias),) = parted([mark])
    found = [first] if alias is None else [alias.name, alias.alias]
    assert first == found[0]
    assert all(name[span.start - 7 : span.end - 7] == span.text for span in found)
    return [span.text for span in found]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("青松科技（Qingsong Tech）", ["青松科技", "Qingsong Tech"], id="Latin behind"),
        pytest.param("青松科技(300999.SZ)", ["青松科技", "300999.SZ"], id="a stock code"),
        pytest.param("Qingsong Tech（青松）", ["Qingsong Tech", "青松"], id="Chinese behind"),
        pytest.param(
            "青松（深圳）有限公司", ["青松（深圳）有限公司"], id="a bracket inside a name"
        ),
        pytest.param("青松银行（香港）", ["青松银行（香港）"], id="a branch"),
    ],
)
def test_two_names_in_one_mark_are_parted_and_one_thing(name, expected):
    assert parts(name) == expected


def test_a_policy_keeps_what_stands_in_its_brackets():
    assert parts("港口条例（PR 2024）", "Policy") == ["港口条例（PR 2024）"]
