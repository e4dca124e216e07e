"""What every store promises, on random graphs: against plain Python, whatever the order."""

from __future__ import annotations

from contextlib import closing
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.store.base import LinkFilter
from tests.graph.factories import DATES, TYPES, Named, make_graph, make_judgement, random_graph
from tests.graph.store.oracle import (
    everything,
    expected_bridges,
    expected_degrees,
    expected_entities,
    expected_expansion,
    expected_links,
)

URIS = tuple(f"{letter}.txt" for letter in "abcdefg")
VERDICTS = ("same", "same", "different", "unsure")
# Each example opens stores that write to disk: few examples, with long histories.
EXAMPLES = settings(max_examples=15, deadline=None)


def random_history(store, chance, length=12):
    """Make random changes and return what is in the store then: graphs and judgements."""
    graphs, judgements = {}, []
    for step in range(length):
        local = [entity.id for graph in graphs.values() for entity in graph.entities]
        kind = chance.random()
        if kind < 0.25 and len(local) > 1:
            left, right = chance.sample(local, 2)
            at = f"2025-01-{chance.randrange(10, 30)}T00:00:{step:02}Z"
            judgements.append(make_judgement(left, right, chance.choice(VERDICTS), at))
            store.judge(judgements[-1])
        elif kind < 0.4 and graphs:
            gone = graphs.pop(chance.choice(list(graphs)))
            store.remove_document(gone.document.id)
        else:
            graph = random_graph(chance, chance.choice(URIS))
            if kind > 0.8:
                graph = with_fewer_facts(graphs.get(graph.document.uri, graph), chance)
            graphs[graph.document.uri] = graph
            store.replace_document(graph)
    return graphs, judgements


def with_fewer_facts(graph, chance):
    facts = chance.sample(graph.facts, chance.randint(0, len(graph.facts)))
    return graph.model_copy(update={"facts": tuple(facts)})


@given(chance=st.randoms(use_true_random=False))
@EXAMPLES
def test_what_changes_left_is_what_a_fresh_store_gets_in_any_order(backend, chance):
    with closing(backend.open()) as store:
        graphs, judgements = random_history(store, chance)
        left = everything(store)
    with closing(backend.open()) as fresh:
        given_anew = [(fresh.replace_document, graph) for graph in graphs.values()]
        given_anew += [(fresh.judge, judgement) for judgement in judgements]

        for give, what in chance.sample(given_anew, len(given_anew)):
            give(what)

        assert everything(fresh) == left


@given(chance=st.randoms(use_true_random=False))
@EXAMPLES
def test_giving_everything_again_changes_nothing(backend, chance):
    with closing(backend.open()) as store:
        graphs, judgements = random_history(store, chance)
        before = everything(store)

        for graph in graphs.values():
            change = store.replace_document(graph)
            assert (change.added, change.taken_back) == ((), ())
        for judgement in judgements:
            store.judge(judgement)

        assert everything(store) == before


@pytest.mark.parametrize("seed", range(12))
def test_resolution_and_links_are_those_of_plain_python(store, seed):
    graphs, judgements = random_history(store, Random(seed), length=20)

    entities = expected_entities(graphs.values(), judgements)

    assert list(store.all_entities()) == entities
    assert list(store.links()) == expected_links(graphs.values(), entities)


@pytest.mark.parametrize("seed", range(12))
def test_expand_and_degrees_are_those_of_plain_python(store, seed):
    chance = Random(seed)
    graphs = [random_graph(chance, uri, facts=12) for uri in URIS]
    for graph in graphs:
        store.replace_document(graph)
    entities = expected_entities(graphs, [])
    links = expected_links(graphs, entities)
    ids = [entity.id for entity in entities]

    assert store.degrees(ids) == dict(sorted(expected_degrees(links, ids).items()))
    for _ in range(20):
        frontier = set(chance.sample(ids, chance.randint(1, len(ids))))
        where = random_filter(chance, links)
        assert store.expand(frontier, where) == expected_expansion(links, entities, frontier, where)


@pytest.mark.parametrize("seed", range(6))
def test_bridges_are_those_of_plain_python(store, seed):
    chance = Random(seed)
    graphs = [random_graph(chance, uri, facts=12) for uri in URIS[:4]]
    for graph in graphs:
        store.replace_document(graph)
    entities = expected_entities(graphs, [])
    links = expected_links(graphs, entities)
    ids = [entity.id for entity in entities]

    for _ in range(12):
        left, right, avoided = (set(chance.choices(ids, k=chance.randint(0, 5))) for _ in range(3))
        where = random_filter(chance, links) if chance.random() < 0.5 else LinkFilter()
        found = store.bridges(left, right, where, avoiding=avoided, limit=1000)
        assert found == expected_bridges(links, entities, (left, right), where, avoided)


def random_filter(chance, links):
    return LinkFilter(
        relations=frozenset(chance.sample([link.relation for link in links], 3))
        if chance.random() < 0.3
        else frozenset(),
        types=frozenset(chance.sample(TYPES, 2)) if chance.random() < 0.4 else frozenset(),
        min_confidence=chance.choice((0.0, 0.3, 0.7)),
        since=chance.choice((*DATES, None, None)),
        until=chance.choice((*DATES, None, None)),
    )


@given(name=st.text("远山青禾 aBßİ%_'\"\\.", min_size=1, max_size=8), data=st.data())
@EXAMPLES
def test_every_part_of_a_name_finds_it(backend, name, data):
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]

    with closing(backend.open()) as store:
        store.replace_document(make_graph("a.txt", [], [Named(name)]))

        assert bool(store.search(part)) == bool(part.strip())
