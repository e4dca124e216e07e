"""Every store ranks alike: what is asked of it equals what is asked of a store in plain Python."""

import random

import pytest

from graph.chains import chain
from graph.errors import AmbiguousNameError, UnknownNameError
from graph.naming import find_entity
from graph.neighbourhood import neighbourhood
from graph.paths import trace
from graph.store.base import LinkFilter
from tests.graph.factories import Claimed, Named, make_graph
from tests.graph.plain import PlainStore

FIRMS = [f"青禾{number}号" for number in range(12)]
RELATIONS = ("INVESTED_IN", "ACQUIRED", "PARTNERS_WITH", "SUPPLIES")


@pytest.fixture(scope="module")
def store(backend):
    """One store for all tests of a backend: filling it takes longer than asking it."""
    chance = random.Random(7)
    opened = backend.open()
    for number in range(8):
        claims = [
            Claimed(
                *_ends(chance),
                confidence=chance.choice((0.6, 0.8, 0.9)),
                date=chance.choice((None, "2024-05-01")),
            )
            for _ in range(6)
        ]
        opened.replace_document(make_graph(f"{number}.txt", claims))
    yield opened
    opened.close()


def _ends(chance):
    head, tail = chance.sample(FIRMS, 2)
    return head, chance.choice(RELATIONS), tail


def as_found(ranking):
    return [
        (path.score, [(hop.head.id, hop.relation, hop.tail.id, hop.also) for hop in path.hops])
        for path in ranking
    ]


@pytest.mark.parametrize("hops", [1, 3, 4])
@pytest.mark.parametrize(
    "where",
    [
        pytest.param(LinkFilter(), id="all links"),
        pytest.param(LinkFilter(relations=frozenset({"INVESTED_IN", "SUPPLIES"})), id="some"),
        pytest.param(LinkFilter(since="2024-01-01", min_confidence=0.7), id="dated and sure"),
        pytest.param(LinkFilter(types=frozenset({"Person"})), id="through people, so direct"),
    ],
)
def test_paths_are_those_of_the_plain_store(store, hops, where):
    entities, links = list(store.all_entities()), list(store.links())
    plain = PlainStore(entities, links)
    ends = [(find_entity(store, FIRMS[0]), find_entity(store, name)) for name in FIRMS[1:6]]

    for source, target in ends:
        found = trace(store, source, target, hops=hops, where=where, k=8)
        expected = trace(plain, source, target, hops=hops, where=where, k=8)
        assert as_found(found) == as_found(expected)


def test_every_store_avoids_alike(store):
    plain = PlainStore(store.all_entities(), store.links())
    source, target, *avoided = (find_entity(store, name) for name in FIRMS[:5])

    found = trace(store, source, target, k=20, avoiding=avoided)

    assert len(found) > 0
    assert as_found(found) == as_found(trace(plain, source, target, k=20, avoiding=avoided))
    assert as_found(found) != as_found(trace(plain, source, target, k=20))


def test_some_paths_there_are_long(store):
    source, target = (find_entity(store, name) for name in FIRMS[:2])

    assert max(len(path.hops) for path in trace(store, source, target, k=50)) == 4


def test_chains_are_those_of_the_plain_store(store):
    pattern = "Organization <-INVESTED_IN|ACQUIRED- Organization -PARTNERS_WITH-> * -*- *"
    plain = PlainStore(store.all_entities(), store.links())
    starts = [find_entity(store, name) for name in FIRMS]

    found = [as_found(chain(store, start, pattern)) for start in starts]

    assert found == [as_found(chain(plain, start, pattern)) for start in starts]
    assert any(found)


def test_every_quote_stands_in_its_document(store):
    source, target = (find_entity(store, name) for name in FIRMS[:2])

    for path in trace(store, source, target):
        for hop in path.hops:
            text = store.document(hop.source.document).text
            assert text[hop.start : hop.end] == hop.quote
            stated = {hop.head.name, hop.relation, hop.tail.name}
            assert set(hop.quote.removesuffix("。").split()) == stated


def test_a_neighbourhood_is_that_of_the_plain_store(store):
    plain = PlainStore(store.all_entities(), store.links())
    around = [find_entity(store, FIRMS[3])]

    assert neighbourhood(store, around, hops=1) == neighbourhood(plain, around, hops=1)
    assert neighbourhood(store) == neighbourhood(plain)


def test_a_name_finds_its_entity(store):
    wanted = find_entity(store, FIRMS[4])

    assert wanted.name == FIRMS[4]
    assert find_entity(store, wanted.id) == find_entity(store, wanted.members[0]) == wanted


def test_a_part_of_names_is_answered_with_those_names(store):
    with pytest.raises(UnknownNameError, match=f"did you mean: {FIRMS[10]}$"):
        find_entity(store, "禾10")


def test_a_name_of_two_kinds_of_thing_lists_both(store):
    namesake = make_graph("more.txt", named=[Named(FIRMS[0], type="Technology")])
    store.replace_document(namesake)

    with pytest.raises(AmbiguousNameError) as caught:
        find_entity(store, FIRMS[0])

    store.remove_document(namesake.document.id)
    assert {one.type for one in caught.value.entities} == {"Organization", "Technology"}
