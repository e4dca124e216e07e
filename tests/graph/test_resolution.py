from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ids import content_id
from graph.resolution import Profile, resolve
from tests.graph.factories import make_entity, make_judgement, random_graph


def local(*entities):
    """Return local entities of a document each; a name stands for an organization so named."""
    return [
        make_entity(f"document-{number}", **({"name": one} if isinstance(one, str) else one))
        for number, one in enumerate(entities)
    ]


def groups(entities, judgements=()):
    """Return the names of what was joined."""
    named = {entity.id: entity.name for entity in entities}
    joined = [[named[member] for member in one.members] for one in resolve(entities, judgements)]
    return sorted(sorted(names) for names in joined)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("中芯国际（上海）有限公司", "中芯国际", id="ending and branch"),
        pytest.param("Bluefin Inc.", "BLUEFIN", id="ending and case"),
        pytest.param({"name": "海塔数据", "names": ("海塔数据", "海塔")}, "海塔", id="alias"),
        pytest.param({"name": "海塔", "kind": "company"}, "海塔", id="kind on one side only"),
    ],
)
def test_entities_of_one_type_that_share_a_comparable_name_are_one(left, right):
    assert len(resolve(local(left, right), [])) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("海塔", "海塔科技园", id="a name inside another"),
        pytest.param("海塔", {"name": "海塔", "type": "Technology"}, id="unlike types"),
        pytest.param("美", "美", id="one character"),
        pytest.param("X", "X", id="one letter"),
        pytest.param("有限公司", "有限公司", id="all ending"),
        pytest.param("Co., Ltd.", "Co., Ltd.", id="all ending, English"),
        pytest.param(
            {"name": "《办法》", "scoped": ("《办法》",)},
            {"name": "《办法》", "scoped": ("《办法》",)},
            id="names that hold in their article only",
        ),
        pytest.param(
            {"name": "海塔", "names": ("海塔", "公司"), "scoped": ("公司",)},
            {"name": "青禾", "names": ("青禾", "公司"), "scoped": ("公司",)},
            id="an alias that holds in its article only",
        ),
    ],
)  # fmt: skip
def test_entities_that_share_no_telling_name_stay_apart(left, right):
    assert len(resolve(local(left, right), [])) == 2


def test_an_alias_in_one_document_joins_names_of_two_others():
    entities = local("国科促会", {"name": "科促会", "names": ("科促会", "国科促会")}, "科促会")

    assert len(resolve(entities, [])) == 1


def test_the_name_is_the_most_frequent_full_name_then_the_longest():
    frequent = local("海塔", "海塔", "海塔有限公司")
    balanced = local("海塔", "海塔有限公司")

    assert [one.name for one in resolve(frequent, [])] == ["海塔"]
    assert [one.name for one in resolve(balanced, [])] == ["海塔有限公司"]


def test_names_come_by_frequency_then_alphabet_without_those_that_hold_in_one_article():
    entities = local(
        {"name": "海塔", "names": ("海塔", "Haita", "本公司"), "scoped": ("本公司",)},
        {"name": "海塔", "names": ("海塔", "Aita")},
    )

    assert [one.names for one in resolve(entities, [])] == [("海塔", "Aita", "Haita")]


def test_an_entity_with_no_other_name_keeps_the_one_of_its_article():
    entities = local({"name": "《办法》", "type": "Policy", "scoped": ("《办法》",)})

    assert [(one.name, one.names) for one in resolve(entities, [])] == [("《办法》", ("《办法》",))]


def test_the_kind_is_the_most_frequent_that_is_known():
    kinds = ("investor", None, "company", None, "company", None)
    entities = local(*({"name": "海塔", "kind": kind} for kind in kinds))

    assert [one.kind for one in resolve(entities, [])] == ["company"]


def test_the_id_depends_on_the_smallest_key_and_not_on_how_many_documents_there_are():
    few, many = local("海塔有限公司"), local("海塔", "海塔有限公司", "海塔")

    assert [one.id for one in resolve(few, [])] == [one.id for one in resolve(many, [])]
    assert resolve(few, [])[0].id == content_id("entity", "Organization", "海塔")


def test_judged_different_namesakes_part_and_have_ids_of_their_own():
    entities = local("张伟", "张伟")
    pair = [entity.id for entity in entities]

    parted = resolve(entities, [make_judgement(*pair, "different")])

    assert len({one.id for one in parted}) == 2
    assert content_id("entity", "Organization", "张伟") in {one.id for one in parted}


def test_a_third_namesake_never_brings_together_two_that_were_judged_different():
    entities = local("张伟", "张伟", "张伟")
    pair = [entity.id for entity in entities[:2]]

    sizes = [len(one.members) for one in resolve(entities, [make_judgement(*pair, "different")])]

    assert sorted(sizes) == [1, 2]


def test_judged_same_joins_whatever_the_names():
    entities = local("海塔", "北岭")
    pair = [entity.id for entity in entities]

    assert groups(entities, [make_judgement(*pair)]) == [["北岭", "海塔"]]


def test_judged_same_across_types_has_no_effect():
    entities = local("海塔", {"name": "海塔", "type": "Technology"})
    pair = [entity.id for entity in entities]

    assert len(resolve(entities, [make_judgement(*pair)])) == 2


def test_different_holds_against_same_along_a_chain_and_later_same_goes_first():
    entities = local("甲方", "乙方", "丙方")
    first, second, third = (entity.id for entity in entities)
    judgements = [
        make_judgement(first, second, "same", "2025-01-01T00:00:00Z"),
        make_judgement(second, third, "same", "2025-01-02T00:00:00Z"),
        make_judgement(first, third, "different", "2024-01-01T00:00:00Z"),
    ]

    assert groups(entities, judgements) == [["丙方", "乙方"], ["甲方"]]


def test_a_judgement_about_an_entity_that_is_not_here_has_no_effect():
    (entity,) = local("海塔")

    assert len(resolve([entity], [make_judgement(entity.id, "local-0", "different")])) == 1


def test_the_profile_of_a_judged_entity_is_its_own():
    left, right = local("海塔", "海塔")

    assert Profile.of(left, judged=False) == Profile.of(right, judged=False)
    assert Profile.of(left, judged=True).id != Profile.of(right, judged=True).id


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_entities_and_judgements_does_not_matter(chance):
    graphs = [random_graph(chance, f"{number}.txt") for number in range(5)]
    entities = [entity for graph in graphs for entity in graph.entities]
    ids = [entity.id for entity in entities]
    judgements = [
        make_judgement(*chance.sample([*ids, "local-0"], 2), chance.choice(("same", "different")),
                       f"2025-01-{day + 10}T00:00:00Z")
        for day in range(chance.randrange(6))
    ]  # fmt: skip
    expected = resolve(entities, judgements)

    chance.shuffle(entities)
    chance.shuffle(judgements)

    assert resolve(entities, judgements) == expected


@pytest.mark.parametrize("seed", range(20))
def test_every_entity_is_in_one_whole_and_no_id_is_given_twice(seed):
    chance = Random(seed)
    graphs = [random_graph(chance, f"{number}.txt") for number in range(8)]
    entities = [entity for graph in graphs for entity in graph.entities]
    judgements = [
        make_judgement(*(one.id for one in chance.sample(entities, 2)), "different")
        for _ in range(6)
    ]

    resolved = resolve(entities, judgements)

    members = [member for one in resolved for member in one.members]
    assert sorted(members) == sorted(entity.id for entity in entities)
    assert len({one.id for one in resolved}) == len(resolved)
    home = {member: one.id for one in resolved for member in one.members}
    assert all(home[judged.left] != home[judged.right] for judged in judgements)
