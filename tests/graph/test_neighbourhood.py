import networkx as nx
import pytest

from graph.errors import InputError
from graph.neighbourhood import neighbourhood
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
