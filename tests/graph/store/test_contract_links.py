"""What every store promises about links."""

from __future__ import annotations

import pytest

from graph.store.base import LinkFilter
from tests.graph.factories import Claimed, Named, make_graph

FUNDED = Claimed("青禾资本", "INVESTED_IN", "远山科技", 0.8, "2025-03")
BOUGHT = Claimed("远山科技", "ACQUIRED", "海塔", 0.7)


def only(store, name):
    (entity,) = store.named(name)
    return entity


def test_each_document_counts_once_in_the_confidence_of_a_link(store):
    twice = [FUNDED, Claimed("青禾资本", "INVESTED_IN", "远山科技", 0.4, "2024")]
    first, second = make_graph("a.txt", twice), make_graph("b.txt", [FUNDED])
    store.replace_document(first)
    store.replace_document(second)

    (link,) = store.links()

    assert link.confidence == 0.96
    assert link.date == "2024"
    assert link.facts == (*sorted((first.facts[0].id, second.facts[0].id)), first.facts[1].id)


def test_a_symmetric_relation_is_one_link_whichever_way_it_is_stated(store):
    claims = [Claimed("海塔", "PARTNERS_WITH", "青禾"), Claimed("青禾", "PARTNERS_WITH", "海塔")]
    store.replace_document(make_graph("a.txt", claims))

    (link,) = store.links()

    assert link.head < link.tail
    assert len(link.facts) == 2


def test_parallel_edges_are_links_of_their_own_and_one_neighbour(store):
    claims = [
        Claimed("海塔", "INVESTED_IN", "青禾"), Claimed("海塔", "ACQUIRED", "青禾"),
        Claimed("青禾", "INVESTED_IN", "海塔"),
    ]  # fmt: skip
    store.replace_document(make_graph("a.txt", claims))
    tower = only(store, "海塔").id

    assert len(store.expand([tower])) == 3
    assert store.degrees([tower]) == {tower: 1}


def test_a_fact_whose_ends_are_one_entity_gives_no_link(store):
    claims = [Claimed("远山", "PART_OF", "远山有限公司"), Claimed("海塔", "SUPPLIES", "海塔")]
    graph = make_graph("a.txt", claims)
    store.replace_document(graph)
    mountain = only(store, "远山").id

    assert list(store.links()) == store.expand([mountain]) == []
    assert store.degrees([mountain]) == {mountain: 0}
    assert len(store.facts(fact.id for fact in graph.facts)) == 2


@pytest.mark.parametrize(
    ("where", "passes"),
    [
        pytest.param({}, True, id="no filter"),
        pytest.param({"min_confidence": 0.8}, True, id="as sure as asked"),
        pytest.param({"min_confidence": 0.81}, False, id="less sure"),
        pytest.param({"relations": frozenset({"ACQUIRED"})}, False, id="other relation"),
        pytest.param({"types": frozenset({"Person"})}, False, id="other type at the far end"),
        pytest.param({"types": frozenset({"Organization"})}, True, id="type at the far end"),
        pytest.param({"since": "2025-03-15"}, True, id="may be within the month"),
        pytest.param({"since": "2025-04"}, False, id="before"),
        pytest.param({"until": "2025"}, True, id="within the year"),
        pytest.param({"until": "2025-02-28"}, False, id="after"),
    ],
)
def test_expand_passes_what_the_filter_lets_pass(store, where, passes):
    store.replace_document(make_graph("a.txt", [FUNDED]))
    ends = [only(store, "青禾资本").id, "entity-0"]

    assert len(store.expand(ends, LinkFilter(**where))) == passes


def test_links_without_a_date_do_not_pass_a_date_filter(store):
    store.replace_document(make_graph("a.txt", [BOUGHT]))

    assert store.expand([only(store, "海塔").id], LinkFilter(since="1900")) == []


def test_stats_count_by_type_and_relation(store):
    store.replace_document(make_graph("a.txt", [FUNDED, BOUGHT], [Named("北岭市", "Place")]))

    assert store.stats().model_dump() == {
        "documents": 1, "entities": {"Organization": 3, "Place": 1},
        "links": {"ACQUIRED": 1, "INVESTED_IN": 1}, "facts": 2, "mentions": 4,
    }  # fmt: skip
