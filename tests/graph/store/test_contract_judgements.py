"""What every store promises about judgements."""

from __future__ import annotations

import pytest

from tests.graph.factories import Claimed, Named, make_graph, make_judgement


@pytest.fixture
def pair(store):
    """The local ids of two documents' organizations of the same name."""
    graphs = [make_graph(uri, named=[Named("海塔")]) for uri in ("a.txt", "b.txt")]
    for graph in graphs:
        store.replace_document(graph)
    return [graph.entities[0].id for graph in graphs]


def is_one(store, pair):
    return len({entity.id for entity in store.entities(pair).values()}) == 1


def test_judged_different_they_part_and_judged_same_later_they_meet_again(store, pair):
    assert is_one(store, pair)

    store.judge(make_judgement(*pair, "different", "2025-01-01T00:00:00Z"))
    assert not is_one(store, pair)

    store.judge(make_judgement(*reversed(pair), "same", "2025-01-02T00:00:00Z"))
    assert is_one(store, pair)


def test_a_judgement_that_comes_late_but_was_made_earlier_does_not_supersede(store, pair):
    store.judge(make_judgement(*pair, "different", "2025-01-02T00:00:00Z"))
    store.judge(make_judgement(*pair, "same", "2025-01-01T00:00:00Z"))

    assert not is_one(store, pair)


def test_unsure_leaves_it_to_the_names(store, pair):
    store.judge(make_judgement(*pair, "different", "2025-01-01T00:00:00Z"))
    store.judge(make_judgement(*pair, "unsure", "2025-01-02T00:00:00Z"))

    assert is_one(store, pair)


def test_judged_same_two_names_are_one_entity_with_the_links_of_both(store):
    claims = [Claimed("青禾", "SUPPLIES", "远山"), Claimed("海塔", "SUPPLIES", "北岭")]
    graph = make_graph("a.txt", claims)
    store.replace_document(graph)
    by_name = {entity.name: entity.id for entity in graph.entities}

    store.judge(make_judgement(by_name["青禾"], by_name["海塔"]))

    (one,) = store.named("青禾")
    assert store.named("海塔") == [one]
    assert store.degrees([one.id]) == {one.id: 2}


def test_every_judgement_is_kept_in_order_of_time_and_none_twice(store, pair):
    made = [
        make_judgement(*pair, verdict, f"2025-01-0{day}T00:00:00Z")
        for day, verdict in ((3, "same"), (1, "different"), (2, "unsure"))
    ]
    for judgement in (*made, made[0]):
        store.judge(judgement)

    assert store.judgements() == sorted(made, key=lambda judgement: judgement.at)


def test_a_judgement_holds_again_when_its_document_comes_back(store, pair):
    store.judge(make_judgement(*pair, "different"))
    document = make_graph("b.txt", named=[Named("海塔")])
    store.remove_document(document.document.id)
    assert len(store.named("海塔")) == 1

    store.replace_document(document)

    assert not is_one(store, pair)


def test_a_judgement_about_what_is_not_here_yet_waits_for_it(store):
    graph = make_graph("a.txt", named=[Named("海塔"), Named("青禾")])
    pair = [entity.id for entity in graph.entities]
    store.judge(make_judgement(*pair, "same"))

    store.replace_document(graph)

    assert is_one(store, pair)
