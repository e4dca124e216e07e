from pathlib import Path

import pytest

from extractors.tables.mapping import read_mapping
from graph.errors import InputError

GOOD = """
[[tables]]
files = ["deals*.csv"]
[[tables.facts]]
relation = "INVESTED_IN"
head = { name = "investor", type = "Organization", kind = "investor", split = ";" }
tail = { name = "firm", type = "Organization" }
date = { column = "day", format = "%d/%m/%Y" }
currency = { value = "CNY" }
"""


@pytest.fixture
def mapping(tmp_path):
    def read(text):
        path = tmp_path / "m.toml"
        path.write_text(text, encoding="utf-8")
        return read_mapping(path)

    return read


def test_bare_words_are_values_for_relation_and_type_and_columns_elsewhere(mapping):
    (rule,) = mapping(GOOD).tables[0].facts

    assert rule.relation.value == "INVESTED_IN"
    assert (rule.head.name.column, rule.head.name.split) == ("investor", ";")
    assert rule.head.type.value == "Organization"
    assert rule.properties["date"].format == "%d/%m/%Y"


def test_a_table_is_chosen_by_the_name_of_the_file(mapping):
    assert mapping(GOOD).table_of(Path("x/deals-2031.csv")) is not None
    assert mapping(GOOD).table_of(Path("x/people.csv")) is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"INVESTED_IN"', '"LENT_TO"', "tables 1 facts 1: no relation named 'LENT_TO'"),
        ('kind = "investor"', 'kind = "angel"', "Organization has no kind 'angel'"),
        ('firm", type = "Organization"', 'firm", type = "Firm"', "no entity type named 'Firm'"),
        ('firm", type = "Organization"', 'firm", type = "Place"', "links no Organization with a"),
        ("currency", "colour", "'colour' is no property"),
        ("currency", "title", "INVESTED_IN has no property 'title'"),
        ('{ value = "CNY" }', "{ values = { a = 'b' } }", "give either a column or a value"),
        (', type = "Organization" }', " }", "head and tail of a csv table each need a type"),
        ('name = "firm"', 'name = { value = "Acme" }', "a value has no words to quote"),
        ('files = ["deals*.csv"]', 'fils = ["deals*.csv"]', "fils: Extra inputs"),
        ('files = ["deals*.csv"]', 'format = "followthemoney"', 'of = "Ownership"'),
        ("[[tables]]", "[[tables]", "is no TOML"),
    ],
)
def test_a_mistake_is_named_with_the_file(mapping, old, new, told):
    with pytest.raises(InputError) as caught:
        mapping(GOOD.replace(old, new))

    assert "m.toml: " in str(caught.value)
    assert told in str(caught.value)


def test_a_missing_mapping_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none.toml: No such file"):
        read_mapping(tmp_path / "none.toml")
