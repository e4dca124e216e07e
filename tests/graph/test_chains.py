import math

import pytest

from graph.chains import chain
from graph.errors import InputError, PatternError, UnknownNameError
from graph.patterns import parse_pattern
from tests.graph.plain import PlainStore, entity, fan, joined, link, random_store


def oracle(store, start, text, *, k):
    """Every chain, by trying every link at every step, with the score as the manual states it."""
    types = {one.id: one.type for one in store.all_entities()}
    ways = {node: [] for node in types}
    for one in store.links():
        if one.head != one.tail:
            ways[one.head].append((one.tail, one, True))
            ways[one.tail].append((one.head, one, False))
    chains = {(start.id,): 1.0}
    for step in parse_pattern(text).steps:
        longer = {}
        for path, confidence in chains.items():
            for there, one, along in ways[path[-1]]:
                fits = there not in path and (not step.types or types[there] in step.types)
                if fits and step.admits(one.relation, along=along):
                    whole = confidence * one.confidence
                    longer[*path, there] = max(whole, longer.get((*path, there), 0))
        chains = longer
    degree = {node: len({there for there, *_ in known}) for node, known in ways.items()}
    ranked = [
        (-round(share * math.prod(1 / math.log2(2 + degree[n]) for n in path[1:-1]), 9), path)
        for path, share in chains.items()
    ]
    return [(path, -rank) for rank, path in sorted(ranked)[:k]]


def as_found(ranking):
    return [(tuple(node.id for node in path.nodes), path.score) for path in ranking]


PATTERNS = [
    "Organization -INVESTED_IN-> Organization",
    "Organization <-INVESTED_IN- Organization -DEVELOPS-> Technology <-GOVERNS- Policy",
    "Organization -INVESTED_IN|PARTNERS_WITH- Organization -*- *",
    "* -*- * -*- * -*- Organization",
    "* -PARTNERS_WITH-> Organization -*-> * <-*- *",
]


@pytest.mark.parametrize("text", PATTERNS)
@pytest.mark.parametrize("seed", range(10))
def test_the_chains_are_the_k_best_of_all_that_match(seed, text, monkeypatch):
    monkeypatch.setattr("graph.chains.BATCH", 1 + seed * 5)
    store = random_store(seed, nodes=16, links=200)
    start = next(one for one in store.all_entities() if one.type == "Organization")

    for k in (1, 4, 20):
        found = chain(store, start, text, k=k)
        assert as_found(found) == oracle(store, start, text, k=k)
        assert found.complete


def test_some_of_the_random_graphs_have_chains_of_every_pattern():
    for text in PATTERNS:
        stores = [random_store(seed, nodes=16, links=200) for seed in range(10)]
        starts = [next(iter(store.all_entities())) for store in stores]
        assert any(chain(*pair, text) for pair in zip(stores, starts, strict=True))


def test_a_chain_leads_from_a_firm_to_the_policy_for_its_investors_technology():
    firm, fund = entity("firm"), entity("fund")
    model, rule = entity("model", "Technology"), entity("rule", "Policy")
    store = PlainStore(
        [firm, fund, model, rule],
        [
            link(fund, "INVESTED_IN", firm, 0.9),
            link(fund, "DEVELOPS", model, 0.6),
            link(rule, "GOVERNS", model, 0.8),
        ],
    )

    [path] = chain(store, firm, PATTERNS[1])

    assert [node.name for node in path.nodes] == ["firm", "fund", "model", "rule"]
    assert [hop.forward for hop in path.hops] == [False, True, False]
    assert path.weakest_hop.relation == "DEVELOPS"
    assert path.hops[2].quote == path.hops[2].reading == "Alpha invested in Beta."


def test_a_chain_does_not_come_back_to_where_it_was():
    fund, firm, other = map(entity, ["fund", "firm", "other"])
    store = fan(fund, other, [firm])

    found = chain(store, fund, "Organization -*- Organization -*- Organization")

    assert [[node.name for node in path.nodes] for path in found] == [["fund", "firm", "other"]]


def test_only_links_that_match_the_step_are_shown():
    a, b = map(entity, "ab")
    right, wrong = link(a, "SUPPLIES", b, 0.5), link(b, "SUPPLIES", a, 0.9)
    store = PlainStore([a, b], [right, wrong, link(a, "ACQUIRED", b, 0.9)])

    [path] = chain(store, a, "Organization -SUPPLIES-> Organization")

    assert path.confidence == 0.5
    assert path.hops[0].also == ()


def test_a_long_list_of_chains_is_fetched_in_batches():
    store = fan(entity("a"), entity("z"), [entity(f"m{number:03}") for number in range(200)])

    found = chain(store, entity("a"), "Organization -*- Organization -*- Organization", k=5)

    assert [path.nodes[1].name for path in found] == ["m000", "m001", "m002", "m003", "m004"]
    assert len([call for call in store.calls if call[0] == "expand"]) == 2


def test_a_chain_search_that_the_budget_cuts_says_so():
    hub = entity("hub")
    crowd = [entity(f"m{number:03}") for number in range(100)]
    spokes = PlainStore([hub, *crowd], [link(hub, "SUPPLIES", one) for one in crowd])
    store = joined(spokes, fan(entity("a"), hub, [entity("b")]))

    cut = chain(store, entity("a"), "* -*- * -*- * -*- *", budget=50)

    assert not cut.complete
    assert chain(store, entity("a"), "* -*- * -*- * -*- *").complete


def test_the_start_must_be_of_the_first_type():
    with pytest.raises(InputError, match="'x' is of type Policy, and the pattern starts"):
        chain(PlainStore([], []), entity("x", "Policy"), "Organization -*- *")


@pytest.mark.parametrize(
    ("text", "error"),
    [("Organization -", PatternError), ("Organization -LIKES-> Organization", UnknownNameError)],
)
def test_a_pattern_that_makes_no_sense_is_refused(text, error):
    with pytest.raises(error):
        chain(PlainStore([], []), entity("x"), text)


def test_no_chains_at_all_cannot_be_asked_for():
    with pytest.raises(InputError, match="k is 0"):
        chain(PlainStore([], []), entity("x"), "* -*- *", k=0)
