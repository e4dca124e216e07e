"""What the trained judge of pairs makes of English sentences, names given."""

from __future__ import annotations

import pytest

GIVEN = {
    "Acme": "Organization", "Beta Labs": "Organization", "Ann Roe": "Person",
    "Orca 2": "Technology", "Bergen": "Place",
}  # fmt: skip


@pytest.fixture(scope="module")
def stated(pipeline):
    def read(text):
        entities = [(type_, name) for name, type_ in GIVEN.items() if name in text]
        found = pipeline.relate(text, entities)
        names = {entity["id"]: entity["name"] for entity in found["entities"]}
        return {
            f"{names[row['head']]} {row['type']} {names[row['tail']]}": row["confidence"]
            for row in found["relations"]
        }

    return read


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Acme has unveiled Orca 2, its first drone.", "Acme DEVELOPS Orca 2"),
        ("Ann Roe, chief executive of Acme, agreed.", "Ann Roe WORKS_FOR Acme"),
        ("Acme is headquartered in Bergen.", "Acme LOCATED_IN Bergen"),
        ("Acme has acquired Beta Labs.", "Acme ACQUIRED Beta Labs"),
    ],
)
def test_what_is_said_plainly_is_likely(stated, text, fact):
    assert stated(text)[fact] > 0.6


@pytest.mark.parametrize(
    "text",
    [
        "Ann Roe did not found Acme.",
        "Acme denied that it would acquire Beta Labs.",
        "Acme is in talks to invest in Beta Labs.",
        "Acme competes with Beta Labs.",
        "Ann Roe sued Acme.",
    ],
)
def test_what_is_denied_planned_or_only_beside_one_another_is_no_fact(stated, text):
    assert stated(text) == {}


def test_the_same_text_always_gives_the_same_confidence(stated):
    text = "Acme has unveiled Orca 2 with Beta Labs in Bergen."
    assert stated(text) == stated(text)
