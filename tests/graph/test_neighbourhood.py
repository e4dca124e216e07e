from contextlib import closing
from random import Random

import networkx as nx
import pytest

from graph.errors import InputError
from graph.neighbourhood import bounded_neighbourhood, neighbourhood
from graph.store.sqlite import SqliteStore
from tests.graph.factories import random_graph
from tests.graph.plain import PlainStore, entity, fan, link, random_store


@pytest.mark.parametrize("hops", [0, 1, 2, 3])
@pytest.mark.parametrize("seed", range(5))
def test_it_holds_what_networkx_calls_an_ego_graph(seed, hops):
    store = random_store(seed, nodes=40, links=60)
    around = [one for one in store.all_entities() if one.name in {"n05", "n20"}]
    whole = nx.MultiGraph()
    whole.add_nodes_from(one.id for one in store.all_entities())
    whole.add_edges_from((one.head, one.tail, one.relation) for one in store.links())
    within = set().union(*(nx.ego_graph(whole, one.id, radius=hops).nodes for one in around))

    part = neighbourhood(store, around, hops=hops)

    assert {one.id for one in part.entities} == within
    assert list(part.links) == [one for one in store.links() if {one.head, one.tail} <= within]


def test_without_entities_it_is_the_whole_graph():
    store = random_store(1)

    part = neighbourhood(store)

    assert list(part.entities) == list(store.all_entities())
    assert list(part.links) == list(store.links())


def test_a_link_between_two_at_the_rim_is_there():
    a, b, c = map(entity, "abc")
    rim = link(b, "SUPPLIES", c)
    store = PlainStore([a, b, c], [link(a, "SUPPLIES", b), link(a, "SUPPLIES", c), rim])

    assert rim in neighbourhood(store, [a], hops=1).links


def test_the_order_in_which_entities_are_given_does_not_matter():
    a, b = entity("a"), entity("b")
    store = fan(a, b, [entity("m")])

    assert neighbourhood(store, [a, b], hops=1) == neighbourhood(store, [b, a, b], hops=1)


def test_fewer_than_no_hops_are_refused():
    with pytest.raises(InputError, match="hops is -1"):
        neighbourhood(PlainStore([], []), [], hops=-1)


@pytest.fixture(params=range(3))
def filled(request):
    """A store of a few random documents."""
    chance = Random(request.param)
    with closing(SqliteStore(None)) as store:
        for position in range(8):
            store.replace_document(random_graph(chance, f"{position}.txt"))
        yield store


@pytest.mark.parametrize("hops", [0, 1, 2])
def test_bounds_that_nothing_reaches_leave_a_neighbourhood_whole(filled, hops):
    around = list(filled.all_entities())[:2]

    whole = neighbourhood(filled, around, hops=hops)
    part = bounded_neighbourhood(filled, around, hops=hops, links_each=1_000, limit=1_000)

    assert (part.entities, part.links) == (whole.entities, whole.links)
    within = {entity.id for entity in whole.entities}
    cut = {end for link in filled.expand(within) for end in (link.head, link.tail)
           if not {link.head, link.tail} <= within} & within  # fmt: skip
    assert part.truncated.keys() == cut
    assert all(len(filled.expand([node])) == total for node, total in part.truncated.items())


def test_a_bounded_neighbourhood_keeps_its_limit_and_its_seeds(filled):
    around = list(filled.all_entities())[:2]

    part = bounded_neighbourhood(filled, around, hops=3, limit=3)

    assert len(part.entities) <= 3
    assert {entity.id for entity in around} <= {entity.id for entity in part.entities}
