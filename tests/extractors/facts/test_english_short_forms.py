"""Short forms of names that an English text gives in full."""

from __future__ import annotations

import pytest

from extractors.facts.english_short_forms import short_forms
from extractors.spans import Span


@pytest.mark.parametrize(
    ("text", "name", "entity_type", "expected"),
    [
        pytest.param(
            "Norvex, Inc. grew. Norvex said so.", "Norvex, Inc.", "Organization", ["Norvex"],
            id="without the legal form",
        ),
        pytest.param(
            "Norvex, Inc. grew. Norvex Labs said so.", "Norvex, Inc.", "Organization", [],
            id="part of another name",
        ),
        pytest.param("Norvex grew.", "Norvex", "Organization", [], id="nothing to leave out"),
        pytest.param(
            "Ann Pellow came. Ms. Pellow spoke.", "Ann Pellow", "Person", ["Pellow"],
            id="a surname",
        ),
        pytest.param(
            "Ann Pellow came. Tom Pellow spoke.", "Ann Pellow", "Person", [],
            id="another's surname",
        ),
    ],
)  # fmt: skip
def test_a_name_in_full_gives_its_short_form(text, name, entity_type, expected):
    full = make_span(text, name, entity_type)

    assert [alias.alias.text for alias in short_forms(text, [full])] == expected


def test_a_surname_of_two_people_is_neither_ones():
    text = "Ann Pellow and Tom Pellow came. Pellow spoke."
    people = [make_span(text, name, "Person") for name in ("Ann Pellow", "Tom Pellow")]

    assert list(short_forms(text, people)) == []


def make_span(text, name, entity_type):
    start = text.index(name)
    return Span(start, start + len(name), entity_type, name, "test", 0.9)
