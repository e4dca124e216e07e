from __future__ import annotations

import pytest

from graph.errors import UnknownNameError
from graph.ontology import allows, entity_type, entity_types, relation, relations


def test_there_are_five_entity_types_and_fifteen_relations():
    assert list(entity_types()) == ["Organization", "Person", "Policy", "Technology", "Place"]
    assert len(relations()) == 15


def test_every_end_of_a_relation_is_an_entity_type():
    ends = {end for one in relations().values() for end in (*one.heads, *one.tails)}

    assert ends == set(entity_types())


def test_only_a_relation_between_like_ends_is_symmetric():
    symmetric = [one for one in relations().values() if one.symmetric]

    assert [one.name for one in symmetric] == ["PARTNERS_WITH"]
    assert all(one.heads == one.tails for one in symmetric)


@pytest.mark.parametrize(
    ("head", "name", "tail", "allowed"),
    [
        ("Person", "INVESTED_IN", "Organization", True),
        ("Organization", "INVESTED_IN", "Person", False),
        ("Policy", "GOVERNS", "Technology", True),
        ("Policy", "GOVERNS", "Organization", True),
        ("Technology", "BUILT_ON", "Technology", True),
        ("Organization", "LOCATED_IN", "Place", True),
        ("Policy", "LOCATED_IN", "Place", False),
    ],
)
def test_a_relation_links_only_the_types_it_says(head, name, tail, allowed):
    assert allows(head, name, tail) is allowed


def test_a_funding_round_has_its_properties():
    properties = ("round", "amount", "currency", "date", "lead")

    assert relation("INVESTED_IN").properties == properties


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: relation("MARRIED"), r"no relation named 'MARRIED'; known: ACQUIRED, BASED_ON"),
        (lambda: entity_type("Dog"), r"no entity type named 'Dog'; known: Organization, Person"),
        (lambda: allows("Person", "MARRIED", "Person"), "no relation named 'MARRIED'"),
    ],
)
def test_an_unknown_name_is_told_with_the_known_ones(ask, message):
    with pytest.raises(UnknownNameError, match=message):
        ask()
