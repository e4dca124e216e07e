import pytest

from graph.errors import AmbiguousNameError, UnknownNameError
from graph.naming import find_entity
from tests.graph.plain import PlainStore, entity

BANK = entity("River Bank", names=("RB",))
BANK_INC = entity("river bank Inc.")
BROKER = entity("Hill Broker", names=("RB",))
STORE = PlainStore([BANK, BANK_INC, BROKER], [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("entity-Hill Broker", id="its id"),
        pytest.param("local-Hill Broker", id="the id it has in one document"),
        pytest.param("hill broker", id="its name in another case"),
        pytest.param(" Hill Broker ", id="its name with spaces around"),
    ],
)
def test_an_entity_is_found_by(text):
    assert find_entity(STORE, text) == BROKER


def test_a_name_given_letter_for_letter_comes_before_one_that_only_compares_equal():
    assert find_entity(STORE, "River Bank") == BANK
    assert find_entity(STORE, "river bank Inc.") == BANK_INC


@pytest.mark.parametrize(
    ("text", "bearers"),
    [
        pytest.param("RB", (BANK, BROKER), id="both bear it letter for letter"),
        pytest.param("RIVER BANK", (BANK, BANK_INC), id="neither does"),
    ],
)
def test_a_name_that_several_bear_lists_them(text, bearers):
    with pytest.raises(AmbiguousNameError) as caught:
        find_entity(STORE, text)

    assert caught.value.entities == bearers


def test_an_unknown_name_comes_with_names_that_contain_it():
    expected = "no entity named 'roke'; did you mean: Hill Broker"
    with pytest.raises(UnknownNameError, match=expected):
        find_entity(STORE, "roke")


def test_the_beginning_of_one_name_is_enough():
    assert find_entity(STORE, "Hill Bro").name == "Hill Broker"


@pytest.mark.parametrize("text", ["", "  ", "Ocean"])
def test_a_name_like_no_other_is_just_unknown(text):
    with pytest.raises(UnknownNameError, match=f"no entity named '{text}'$"):
        find_entity(STORE, text)
