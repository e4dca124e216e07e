import pytest

from graph.errors import AmbiguousNameError, InputError, UnknownNameError
from graph.naming import find_entities, find_entity, find_member, judgement_between, match_of
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


def test_several_are_found_at_once_each_once():
    asked = ["Hill Broker", " entity-River Bank ", "entity-Hill Broker"]

    assert find_entities(STORE, asked) == [BROKER, BANK]
    with pytest.raises(UnknownNameError):
        find_entities(STORE, ["Hill Broker", "Nobody"])


def test_a_local_entity_stands_for_itself_and_a_resolved_one_is_stood_for():
    whole = entity("Whole").model_copy(update={"members": ("local-a", "local-b")})
    store = PlainStore([whole], [])

    assert find_member(store, "local-b") == "local-b"
    assert find_member(store, whole.id) == find_member(store, "Whole") == "local-a"


def test_a_judgement_is_about_local_entities_of_one_type():
    road = entity("Road", "Place")
    store = PlainStore([BANK, BROKER, road], [])

    def judge(left, right, verdict):
        return judgement_between(store, left, right, verdict, by="mei", at="2031-05-06T08:00:00Z")

    judged = judge("Hill Broker", BANK.id, "same")
    assert (judged.left, judged.right) == (BROKER.members[0], BANK.members[0])
    assert judge("Road", BANK.id, "different").verdict == "different"
    with pytest.raises(InputError, match="a Place and"):
        judge("Road", BANK.id, "same")
    with pytest.raises(InputError, match="are one"):
        judge(BANK.id, BANK.members[0], "different")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("rb", "RB", id="equal"),
        pytest.param("riv", "River Bank", id="begins"),
        pytest.param("b", "RB Bank", id="contains, and none begins so"),
        pytest.param("x", "The RB", id="none: the first"),
    ],
)
def test_the_name_that_fits_best_is_the_one_that_matched(text, name):
    names = {"rb": ("The RB", "RB Bank", "RB"), "riv": ("The River", "River Bank"),
             "b": ("RB Bank", "The RB"), "x": ("The RB", "RB")}  # fmt: skip

    assert match_of(BANK.model_copy(update={"names": names[text]}), text) == (name, None)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        pytest.param("htkj", ("海塔科技", "hai ta ke ji"), id="initials"),
        pytest.param("taked", ("海塔", None), id="none"),
        pytest.param("keji", ("海塔科技", "hai ta ke ji"), id="a later part"),
        pytest.param("haita", ("海塔", "hai ta"), id="the whole reading before a beginning"),
        pytest.param("haiti", ("Haiti Tower", None), id="as written before as read"),
    ],
)
def test_the_reading_is_told_where_it_is_why_a_name_matched(text, match):
    entity = BANK.model_copy(update={"names": ("海塔", "海塔科技", "Haiti Tower")})

    assert match_of(entity, text) == match
