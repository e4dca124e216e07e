import math
from itertools import combinations, pairwise

import pytest

from graph.errors import InputError
from graph.paths import connect, trace
from graph.ranking import score, toll
from graph.store.base import LinkFilter
from tests.graph.plain import PlainStore, clique, document, entity, fan, joined, link, random_store


def oracle(store, source, target, *, hops, k, allowed=lambda entity: True):
    """Every simple path, by walking them all, with the score as the manual states it."""
    best, entities = {}, {one.id: one for one in store.all_entities()}
    for one in store.links():
        for pair in ((one.head, one.tail), (one.tail, one.head)):
            best[pair] = max(best.get(pair, 0), one.confidence)
    near = {}
    for here, there in best:
        near.setdefault(here, set()).add(there)
    degree = {here: len(there - {here}) for here, there in near.items()}
    found, stack = [], [(source.id,)]
    while stack:
        path = stack.pop()
        if path[-1] == target.id:
            found.append(path)
        elif len(path) <= hops:
            stack += [
                (*path, there)
                for there in near.get(path[-1], ())
                if there not in path and (there == target.id or allowed(entities[there]))
            ]
    ranked = [
        (
            -round(
                math.prod(best[hop] for hop in pairwise(path))
                * math.prod(1 / math.log2(2 + degree[node]) for node in path[1:-1]),
                9,
            ),
            path,
        )
        for path in found
    ]
    return [(path, -rank) for rank, path in sorted(ranked)[:k]]


def as_found(ranking):
    return [(tuple(node.id for node in path.nodes), path.score) for path in ranking]


@pytest.mark.parametrize("hops", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("seed", range(12))
def test_the_paths_are_the_k_best_of_all_simple_paths(seed, hops):
    store = random_store(seed)
    first, *rest = sorted(store.all_entities(), key=lambda one: one.id)

    for target in rest[::3]:
        for k in (1, 3, 8):
            found = trace(store, first, target, hops=hops, k=k)
            assert as_found(found) == oracle(store, first, target, hops=hops, k=k)
            assert found.complete


@pytest.mark.parametrize("hops", [3, 4, 5, 6])
@pytest.mark.parametrize("bridge", [0, 12, 40])
@pytest.mark.parametrize("seed", range(6))
def test_the_paths_are_the_same_with_smaller_bridges_or_none(seed, bridge, hops, monkeypatch):
    monkeypatch.setattr("graph.paths.BRIDGE", bridge)
    store = random_store(seed, nodes=20, links=40)
    first, *rest = sorted(store.all_entities(), key=lambda one: one.id)

    for target in rest[::5]:
        found = trace(store, first, target, hops=hops, k=3)
        assert as_found(found) == oracle(store, first, target, hops=hops, k=3)
        assert found.complete


@pytest.mark.parametrize("seed", range(6))
def test_the_same_paths_lead_back(seed):
    store = random_store(seed, nodes=20, links=40)
    entities = sorted(store.all_entities(), key=lambda one: one.id)
    there = trace(store, entities[3], entities[9], k=1000)
    back = trace(store, entities[9], entities[3], k=1000)

    assert sorted(as_found(there)) == sorted((path[::-1], rank) for path, rank in as_found(back))


@pytest.mark.parametrize("seed", range(6))
def test_small_batches_find_the_same_paths(seed, monkeypatch):
    store = random_store(seed, nodes=40, links=110)
    entities = sorted(store.all_entities(), key=lambda one: one.id)
    whole = trace(store, entities[11], entities[17])

    monkeypatch.setattr("graph.paths.BATCH", 1)
    monkeypatch.setattr("graph.paths.BRIDGE", 0)

    assert as_found(trace(store, entities[11], entities[17])) == as_found(whole)
    assert as_found(whole) == oracle(store, entities[11], entities[17], hops=4, k=5)


def test_a_direct_link_comes_before_a_way_round():
    a, b, c = map(entity, "abc")
    store = PlainStore(
        [a, b, c],
        [
            link(a, "INVESTED_IN", c, 0.6),
            link(a, "INVESTED_IN", b, 1.0),
            link(b, "INVESTED_IN", c, 1.0),
        ],
    )

    assert [len(path.hops) for path in trace(store, a, c)] == [1, 2]


def test_a_small_entity_between_comes_before_a_hub():
    a, hub, small, z = map(entity, ["a", "hub", "small", "z"])
    crowd = [entity(f"crowd{number}") for number in range(50)]
    spokes = PlainStore([hub, *crowd], [link(hub, "PARTNERS_WITH", one, 1.0) for one in crowd])
    store = joined(fan(a, z, [hub, small]), spokes)

    ways = [path.nodes[1].name for path in trace(store, a, z)]

    assert ways == ["small", "hub"]


def test_equal_paths_are_in_order_of_their_ids():
    a, z, *between = map(entity, ["a", "z", "m3", "m1", "m2"])
    store = fan(a, z, between)

    assert [path.nodes[1].name for path in trace(store, a, z)] == ["m1", "m2", "m3"]
    assert [path.nodes[1].name for path in trace(store, a, z, k=2)] == ["m1", "m2"]


def test_a_hop_shows_its_best_link_and_the_others_beside_it():
    a, b = map(entity, "ab")
    weak, strong = link(a, "SUPPLIES", b, 0.5), link(b, "INVESTED_IN", a, 0.9)
    store = PlainStore([a, b], [weak, strong])

    [path] = trace(store, a, b)

    assert (path.hops[0].head.name, path.hops[0].tail.name) == ("b", "a")
    assert not path.hops[0].forward
    assert path.hops[0].also == (weak,)


def test_a_hop_carries_its_words_and_where_they_stand():
    a, b, c = map(entity, "abc")
    dated = link(a, "INVESTED_IN", b, 0.9, "2024-03")
    store = PlainStore([a, b, c], [dated, link(b, "DEVELOPS", c, 0.7)])

    [path] = trace(store, a, c)
    hop = path.hops[0]

    assert document().text[hop.start : hop.end] == hop.quote == "Alpha invested in Beta."
    assert hop.source.title == "The news"
    assert hop.source.uri == "file:///news.txt"
    assert (hop.date, hop.finder, hop.confidence) == ("2024-03", "by_hand.v1", 0.9)
    assert hop.facts == dated.facts
    assert path.weakest_hop.relation == "DEVELOPS"
    assert path.confidence == 0.63
    assert path.score == 0.315


def test_a_path_goes_through_json_and_comes_back_equal():
    a, b = map(entity, "ab")
    [path] = trace(PlainStore([a, b], [link(a, "INVESTED_IN", b)]), a, b)

    assert type(path).model_validate_json(path.model_dump_json()) == path


def test_only_links_that_pass_the_filter_are_walked():
    a, b, c = map(entity, "abc")
    store = PlainStore([a, b, c], [link(a, "INVESTED_IN", b), link(b, "SUPPLIES", c)])

    assert trace(store, a, c, where=LinkFilter(relations=frozenset({"INVESTED_IN"}))) == []
    assert len(trace(store, a, c, where=LinkFilter(min_confidence=0.9))) == 1


@pytest.mark.parametrize("seed", range(6))
def test_a_filter_on_types_binds_what_lies_between(seed):
    store = random_store(seed, nodes=20, links=60)
    first, *_, last = sorted(store.all_entities(), key=lambda one: one.id)[:9]
    types = frozenset({"Organization"})

    found = trace(store, first, last, where=LinkFilter(types=types))

    assert as_found(found) == oracle(
        store, first, last, hops=4, k=5, allowed=lambda one: one.type in types
    )


@pytest.mark.parametrize("hops", [2, 3, 4, 6])
@pytest.mark.parametrize("seed", range(6))
def test_no_path_passes_what_is_to_be_avoided(seed, hops):
    store = random_store(seed, nodes=20, links=60)
    first, *between, last = sorted(store.all_entities(), key=lambda one: one.id)[:9]
    avoided = between[::2]

    found = trace(store, first, last, hops=hops, k=8, avoiding=avoided)

    assert as_found(found) == oracle(
        store, first, last, hops=hops, k=8, allowed=lambda one: one not in avoided
    )


def test_an_end_of_a_path_cannot_be_avoided():
    a, b = entity("a"), entity("b")

    with pytest.raises(InputError, match="avoid another entity"):
        trace(PlainStore([a, b], [link(a, "SUPPLIES", b)]), a, b, avoiding=[b])


def test_a_hub_that_is_avoided_costs_no_budget():
    a, b, c, hub = entity("a"), entity("b"), entity("c"), entity("hub")
    crowd = [entity(f"m{number:03}") for number in range(100)]
    store = PlainStore(
        [a, b, c, hub, *crowd],
        [
            link(a, "SUPPLIES", c), link(c, "SUPPLIES", b), link(a, "SUPPLIES", hub),
            *(link(hub, "SUPPLIES", one) for one in crowd), link(crowd[0], "SUPPLIES", b),
        ],
    )  # fmt: skip

    found = trace(store, a, b, budget=20, avoiding=[hub])

    assert [[node.name for node in path.nodes] for path in found] == [["a", "c", "b"]]
    assert found.complete


def test_four_links_take_one_expansion_and_one_bridge():
    line = [entity(name) for name in "abcde"]
    store = PlainStore(
        line, [link(*pair) for pair in zip(line[:-1], ["SUPPLIES"] * 4, line[1:], strict=True)]
    )

    [path] = trace(store, line[0], line[-1])

    assert len(path.hops) == 4
    assert [call for call, _ in store.calls if call != "degrees"] == ["expand", "bridges"]


def test_a_search_without_a_bridge_asks_the_store_in_batches(monkeypatch):
    monkeypatch.setattr("graph.paths.BRIDGE", 0)
    crowd = [entity(f"m{number:03}") for number in range(300)]
    a, z = entity("a"), entity("z")
    store = joined(fan(a, z, crowd[:150]), fan(a, entity("b"), crowd[150:]))

    trace(store, a, z, k=200)

    assert len([call for call in store.calls if call[0] == "expand"]) <= 4
    assert len([call for call in store.calls if call[0] == "degrees"]) <= 8


def test_a_hub_at_one_end_is_searched_from_the_other(monkeypatch):
    monkeypatch.setattr("graph.paths.BRIDGE", 0)
    crowd = [entity(f"m{number:03}") for number in range(300)]
    hub, middle, near, far = map(entity, ["hub", "middle", "near", "far"])
    spokes = PlainStore([hub, *crowd], [link(hub, "PARTNERS_WITH", one) for one in crowd])
    line = [link(hub, "PARTNERS_WITH", middle), link(middle, "SUPPLIES", near)]
    line.append(link(near, "SUPPLIES", far))
    store = joined(spokes, PlainStore([hub, middle, near, far], line))

    [path] = trace(store, hub, far)

    assert [node.name for node in path.nodes] == ["hub", "middle", "near", "far"]
    assert sum(size for call, size in store.calls if call == "expand") < 10


def test_a_search_that_the_budget_cuts_says_so():
    crowd = [entity(f"m{number:03}") for number in range(300)]
    a, z, small = entity("a"), entity("z"), entity("small")
    store = fan(a, z, [small, *crowd])

    cut = trace(store, a, z, budget=50)

    assert not cut.complete
    assert trace(store, a, z).complete


def test_refused_hubs_do_not_hide_what_leads_past_them():
    a, b, z, *hubs = map(entity, ["a", "b", "z", "hub1", "hub2"])
    crowd = [entity(f"m{number:03}") for number in range(300)]
    ends = [link(a, "SUPPLIES", hubs[0]), link(z, "SUPPLIES", hubs[1])]
    store = joined(fan(*hubs, crowd), fan(a, z, [b]), PlainStore([a, z, *hubs], ends))

    cut = trace(store, a, z, budget=50)

    assert [path.nodes[1].name for path in cut] == ["b"]
    assert not cut.complete


def test_a_hub_that_no_path_can_need_does_not_make_it_incomplete():
    a, b, hub, z = map(entity, ["a", "b", "hub", "z"])
    crowd = [entity(f"m{number:03}") for number in range(300)]
    spokes = PlainStore([hub, *crowd], [link(hub, "PARTNERS_WITH", one) for one in crowd])
    store = joined(spokes, fan(a, z, [b]), PlainStore([a, hub], [link(a, "PARTNERS_WITH", hub)]))

    assert trace(store, a, z, budget=50).complete


def test_a_ranking_that_gives_up_says_so(monkeypatch):
    store = clique([f"n{number:02}" for number in range(12)])
    first, *_, last = store.all_entities()
    monkeypatch.setattr("graph.ranking.PUSHES", 50)

    assert not trace(store, first, last, hops=6, k=1000).complete


def test_entities_that_nothing_joins_have_no_path():
    a, b, c = map(entity, "abc")
    store = PlainStore([a, b, c], [link(a, "INVESTED_IN", b)])

    found = trace(store, a, c)

    assert found == []
    assert found.complete


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({"hops": 0}, "hops is 0; give 1 or more", id="no hops"),
        pytest.param({"k": -1}, "k is -1; give 1 or more", id="fewer than no paths"),
    ],
)
def test_a_search_for_nothing_is_refused(values, message):
    a, b = map(entity, "ab")

    with pytest.raises(InputError, match=message):
        trace(PlainStore([a, b], []), a, b, **values)


def test_a_path_from_an_entity_to_itself_is_refused():
    a = entity("a")

    with pytest.raises(InputError, match="name two entities"):
        trace(PlainStore([a], []), a, a)


def test_every_entity_on_the_way_halves_the_score_at_least():
    assert score(toll(0)) == score(toll(2)) == 0.5
    assert score(toll(6)) == pytest.approx(1 / 3)


def test_several_entities_are_connected_by_the_best_paths_of_all_pairs():
    store = random_store(3)
    ends = list(store.all_entities())[:4]
    every = [path for pair in combinations(ends, 2) for path in trace(store, *pair, hops=3, k=4)]

    best = connect(store, ends, hops=3, k=4)

    assert [path.score for path in best] == sorted((path.score for path in every), reverse=True)[:4]
    assert best.complete
    assert all(path in every for path in best)


def test_what_is_to_be_avoided_connects_no_two_of_several():
    store = random_store(3)
    *ends, avoided = list(store.all_entities())[:4]

    best = connect(store, ends, k=50, avoiding=[avoided])

    assert best
    assert all(avoided.id not in {node.id for node in path.nodes} for path in best)


def test_one_entity_alone_is_not_connected():
    with pytest.raises(InputError, match="two entities"):
        connect(random_store(3), [entity("n01")])
