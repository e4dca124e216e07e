"""What every store promises about choosing and counting the links around entities."""

from __future__ import annotations

import pytest

from graph.errors import UnknownNameError
from graph.records import Occurrences
from graph.store.base import LinkFilter
from tests.graph.factories import Claimed, Named, make_graph

CLAIMS = (
    Claimed("海塔", "INVESTED_IN", "青禾", 0.9, "2025-03"),
    Claimed("海塔", "ACQUIRED", "远山", 0.6, "2024"),
    Claimed("石湾", "INVESTED_IN", "海塔", 0.8),
    Claimed("海塔", "DEVELOPS", "云梯", 0.7, "2025"),
    Claimed("青禾", "SUPPLIES", "远山", 0.5),
)
NAMED = (Named("云梯", "Technology"),)


def filled(store):
    store.replace_document(make_graph("a.txt", CLAIMS, NAMED))
    return {entity.name: entity.id for entity in store.all_entities()}


def said(store, links):
    names = {entity.id: entity.name for entity in store.all_entities()}
    return [(names[link.head], link.relation, names[link.tail]) for link in links]


def test_the_surest_links_of_an_entity_come_first_whichever_way_they_point(store):
    ids = filled(store)

    found = store.surest([ids["海塔"]], limit=2)

    assert said(store, found) == [
        ("海塔", "INVESTED_IN", "青禾"), ("石湾", "INVESTED_IN", "海塔"),
    ]  # fmt: skip
    assert said(store, store.surest([ids["海塔"]], start=2, limit=9)) == [
        ("海塔", "DEVELOPS", "云梯"), ("海塔", "ACQUIRED", "远山"),
    ]  # fmt: skip


def test_equally_sure_links_come_by_head_relation_and_tail(store):
    names = ("青禾", "远山", "石湾", "云梯")
    store.replace_document(make_graph("a.txt", [Claimed("海塔", "SUPPLIES", n) for n in names]))
    (tower,) = store.named("海塔")
    links = store.expand([tower.id])

    pages = [store.surest([tower.id], start=start, limit=1) for start in range(5)]

    assert [link for page in pages for link in page] == links
    assert pages[4] == []


def test_each_entity_has_its_own_surest_links_and_a_shared_one_is_given_once(store):
    ids = filled(store)

    found = store.surest([ids["青禾"], ids["远山"]], limit=1)

    assert said(store, found) == [
        ("海塔", "INVESTED_IN", "青禾"), ("海塔", "ACQUIRED", "远山"),
    ]  # fmt: skip
    assert len(store.surest([ids["海塔"], ids["青禾"]], limit=1)) == 1


def test_links_are_filtered_before_the_surest_are_chosen(store):
    ids = filled(store)

    def surest(**where):
        return said(store, store.surest([ids["海塔"]], LinkFilter(**where), limit=1))

    assert surest(relations={"ACQUIRED"}) == [("海塔", "ACQUIRED", "远山")]
    assert surest(types={"Technology"}) == [("海塔", "DEVELOPS", "云梯")]
    assert surest(until="2024") == [("海塔", "ACQUIRED", "远山")]
    assert surest(min_confidence=0.95) == []


def test_links_among_entities_have_both_ends_there(store):
    ids = filled(store)
    some = [ids[name] for name in ("海塔", "青禾", "远山", "云梯")]

    assert said(store, store.among(some, limit=9)) == [
        ("海塔", "INVESTED_IN", "青禾"), ("海塔", "DEVELOPS", "云梯"),
        ("海塔", "ACQUIRED", "远山"), ("青禾", "SUPPLIES", "远山"),
    ]  # fmt: skip
    assert len(store.among(some, limit=2)) == 2
    assert said(store, store.among(some, LinkFilter(types={"Technology"}), limit=9)) == [
        ("海塔", "DEVELOPS", "云梯")
    ]
    assert store.among(some[:1], limit=9) == store.among([], limit=9) == []


def test_links_are_counted_by_relation_and_as_the_filter_says(store):
    ids = filled(store)
    tower, cloud = ids["海塔"], ids["云梯"]

    assert store.tally([tower, cloud, "entity-none"]) == {
        tower: {"ACQUIRED": 1, "DEVELOPS": 1, "INVESTED_IN": 2},
        cloud: {"DEVELOPS": 1},
        "entity-none": {},
    }
    assert store.tally([tower], LinkFilter(types={"Organization"}, min_confidence=0.7)) == {
        tower: {"INVESTED_IN": 2}
    }


def test_an_entity_occurs_in_documents_and_is_named_in_places(store):
    filled(store)
    store.replace_document(make_graph("b.txt", CLAIMS[:1]))
    (tower,) = store.named("海塔")

    assert store.occurrences(tower.id) == Occurrences(documents=2, mentions=2)
    assert store.occurrences("entity-none") == Occurrences(documents=0, mentions=0)


def test_mentions_come_a_page_at_a_time(store):
    for uri in ("b.txt", "a.txt", "c.txt"):
        store.replace_document(make_graph(uri, CLAIMS))
    (tower,) = store.named("海塔")
    every = store.mentions(tower.id)

    assert len(every) == 3
    assert store.mentions(tower.id, start=1, limit=1) == every[1:2]
    assert store.mentions(tower.id, start=2) == every[2:]
    assert store.mentions(tower.id, limit=0) == store.mentions(tower.id, start=3) == []


def test_a_bridge_has_the_links_of_every_way_of_one_or_two(store):
    ids = filled(store)

    found = store.bridges([ids["青禾"]], [ids["远山"]], limit=9)

    assert sorted(said(store, found)) == [
        ("海塔", "ACQUIRED", "远山"), ("海塔", "INVESTED_IN", "青禾"), ("青禾", "SUPPLIES", "远山"),
    ]  # fmt: skip
    assert found == sorted(found, key=lambda link: (link.head, link.relation, link.tail))
    straight = store.bridges([ids["青禾"]], [ids["远山"]], avoiding=[ids["海塔"]], limit=9)
    assert said(store, straight) == [("青禾", "SUPPLIES", "远山")]


def test_a_bridge_leads_to_another_entity(store):
    ids = filled(store)

    assert store.bridges([ids["石湾"]], [ids["石湾"]], limit=9) == []
    assert store.bridges([ids["石湾"]], [], limit=9) == []


def test_a_bridge_is_refused_where_more_links_touch_its_ends_than_the_limit(store):
    ids = filled(store)
    ends = [ids["青禾"]], [ids["远山"], ids["石湾"]]  # two links, three

    assert store.bridges(*ends, limit=4) is None
    assert store.bridges(*ends, limit=5) is not None


def test_several_questions_at_once_are_answered_as_one_by_one(store):
    ids = filled(store)

    def asked():
        links = store.expand([ids["海塔"]])
        return links, store.entities(end for link in links for end in (link.head, link.tail))

    assert store.at_once(asked) == asked()
    assert store.at_once(lambda: store.at_once(asked)) == asked()


def test_an_error_in_one_of_several_questions_leaves_the_store_as_usable(store):
    ids = filled(store)

    with pytest.raises(UnknownNameError):
        store.at_once(lambda: store.document("none"))

    assert store.degrees([ids["青禾"]]) == {ids["青禾"]: 2}
    store.remove_document(make_graph("a.txt", CLAIMS, NAMED).document.id)
    assert list(store.links()) == []


def test_the_best_connected_come_first_and_those_without_links_last(store):
    ids = filled(store)
    store.replace_document(make_graph("b.txt", named=[Named("孤山"), Named("孤雁", "Person")]))

    found = store.best_connected(limit=9)

    assert [(one.name, one.links) for one in found[:1]] == [("海塔", 4)]
    assert [one.links for one in found] == [4, 2, 2, 1, 1, 0, 0]
    for links in (2, 1, 0):
        equals = [one.id for one in found if one.links == links]
        assert equals == sorted(equals)
    assert {one.id for one in found if one.links == 2} == {ids["青禾"], ids["远山"]}
    assert store.best_connected(limit=3) == found[:3]
    assert store.best_connected(limit=6) == found[:6]
    assert store.best_connected(limit=0) == []


def test_the_best_connected_are_of_the_types_asked_for(store):
    filled(store)
    store.replace_document(make_graph("b.txt", named=[Named("孤雁", "Person")]))

    found = store.best_connected(types=frozenset({"Person", "Technology"}), limit=9)

    assert [(one.name, one.type, one.links) for one in found] == [
        ("云梯", "Technology", 1), ("孤雁", "Person", 0),
    ]  # fmt: skip
    assert store.best_connected(types=frozenset({"Policy"}), limit=9) == []
