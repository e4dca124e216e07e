"""Neighbourhoods, paths and chains over HTTP."""

from __future__ import annotations

from contextlib import closing

import pytest

from graph.store import open_store
from tests.graph.factories import Claimed, make_graph


def around(ask, **asked):
    answer = ask.client.post("/api/v1/neighbourhood", json=asked)
    assert answer.status_code == 200, answer.text
    part = answer.json()
    names = {each["id"]: each["name"] for each in part["entities"]}
    links = {(names[link["head"]], link["relation"], names[link["tail"]]) for link in part["links"]}
    return part, names, links


def names_on(path):
    return [node["name"] for node in path["nodes"]]


def test_a_neighbourhood_holds_every_link_between_its_entities(ask):
    part, names, links = around(ask, seeds=["青岚资本"], hops=1)

    assert set(names.values()) == {"青岚资本", "澜辰科技", "海塔"}
    assert links == {
        ("青岚资本", "INVESTED_IN", "澜辰科技"), ("海塔", "SUPPLIES", "青岚资本"),
        ("海塔", "INVESTED_IN", "澜辰科技"),
    }  # fmt: skip
    assert {names[node]: total for node, total in part["truncated"].items()} == {"澜辰科技": 4}
    invested = next(link for link in part["links"] if link["confidence"] == 0.95)
    assert (invested["facts"], invested["date"]) == (2, "2031-03")


def test_entities_and_links_are_in_order(ask):
    part, _, _ = around(ask, seeds=["澜辰科技"], hops=2)

    assert part["entities"] == sorted(
        part["entities"], key=lambda one: (one["type"], one["name"], one["id"])
    )
    assert part["links"] == sorted(
        part["links"], key=lambda one: (one["head"], one["relation"], one["tail"])
    )
    assert part["truncated"] == {}


def test_without_hops_it_is_the_seeds_and_the_links_among_them(ask):
    identifier = ask("/entities/海塔")["id"]
    _, names, links = around(ask, seeds=[identifier, "海塔", "青岚资本"], hops=0)

    assert set(names.values()) == {"海塔", "青岚资本"}
    assert links == {("海塔", "SUPPLIES", "青岚资本")}


def test_of_kept_ids_those_that_are_gone_are_left_out_when_asked_so(ask):
    identifier = ask("/entities/海塔")["id"]
    seeds = [identifier, "entity-0000000000000000", identifier]

    _, names, links = around(ask, seeds=seeds, hops=0, known_only=True)
    none, _, _ = around(ask, seeds=seeds[1:2], hops=0, known_only=True)

    assert (set(names.values()), links) == ({"海塔"}, set())
    assert none == {"entities": [], "links": [], "truncated": {}}
    body = {"seeds": seeds, "hops": 0}
    assert ask.client.post("/api/v1/neighbourhood", json=body).status_code == 404


def test_a_hub_shows_its_surest_links(serve, settings):
    spokes = [Claimed("海塔", "SUPPLIES", f"firm{n:02}", 0.5 + n / 100) for n in range(30)]
    with closing(open_store(settings.store)) as store:
        store.replace_document(make_graph("hub.txt", spokes))
    asked = {"seeds": ["海塔"], "hops": 2, "limit_per_node": 3}

    part = serve().post("/api/v1/neighbourhood", json=asked).json()

    assert [each["name"] for each in part["entities"]] == ["firm27", "firm28", "firm29", "海塔"]
    assert list(part["truncated"].values()) == [30]


def test_a_neighbourhood_stops_at_its_limit_with_what_is_surest(ask):
    _, names, _ = around(ask, seeds=["澜辰科技"], hops=3, limit=3)

    assert set(names.values()) == {"澜辰科技", "青岚资本", "海塔"}


@pytest.mark.parametrize(
    ("filters", "reached"),
    [
        pytest.param({"relations": ["DEVELOPS"]}, {"云梯"}, id="relation"),
        pytest.param({"types": ["Person"]}, {"赵远"}, id="type"),
        pytest.param({"min_confidence": 0.9}, {"青岚资本"}, id="confidence"),
        pytest.param({"since": "2031"}, {"青岚资本"}, id="since"),
        pytest.param({"until": "2030"}, {"云梯"}, id="until"),
    ],
)
def test_only_links_that_pass_are_followed_and_counted(ask, filters, reached):
    part, names, _ = around(ask, seeds=["澜辰科技"], hops=1, **filters)

    assert set(names.values()) == reached | {"澜辰科技"}
    assert part["truncated"] == {}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({"seeds": []}, 422, id="no seed"),
        pytest.param({"seeds": ["海塔"] * 201}, 422, id="too many seeds"),
        pytest.param({"seeds": ["海塔"], "hops": 5}, 422, id="too far"),
        pytest.param({"seeds": ["海塔"], "limit": 5001}, 422, id="too many entities"),
        pytest.param({"seeds": ["无此公司"]}, 404, id="unknown seed"),
        pytest.param({"seeds": ["海塔"], "types": ["Robot"]}, 404, id="unknown type"),
        pytest.param({"seeds": ["海塔"], "type": ["Person"]}, 422, id="misspelt filter"),
    ],
)
def test_a_neighbourhood_of_nothing_is_refused(problem, body, status):
    assert problem("POST", "/neighbourhood", json=body)[0] == status


@pytest.mark.parametrize("name", [r"\ud800", r"a\u0000b"])
def test_a_seed_that_no_database_takes_is_refused(problem, name):
    body = f'{{"seeds": ["{name}"]}}'.encode()
    headers = {"Content-Type": "application/json"}

    assert problem("POST", "/neighbourhood", content=body, headers=headers)[0] in (404, 422)


def test_a_path_names_its_hops_and_quotes_them(ask):
    ranking = ask("/paths", **{"from": "赵远", "to": "青岚资本", "k": 1})

    (path,) = ranking["paths"]
    assert ranking["complete"] is True
    assert names_on(path) == ["赵远", "澜辰科技", "青岚资本"]
    assert [hop["quote"] for hop in path["hops"]] == [
        "赵远 WORKS_FOR 澜辰科技。", "青岚资本 INVESTED_IN 澜辰科技。",
    ]  # fmt: skip
    assert path["hops"][path["weakest"]]["confidence"] == 0.6


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        pytest.param({"hops": 1}, [["海塔", "青岚资本"]], id="hops"),
        pytest.param(
            {"relation": "INVESTED_IN"}, [["海塔", "澜辰科技", "青岚资本"]], id="relation"
        ),
        pytest.param({"type": "Person"}, [["海塔", "青岚资本"]], id="type between"),
        pytest.param({"min_confidence": 0.5}, [["海塔", "澜辰科技", "青岚资本"]], id="confidence"),
        pytest.param({"since": "2031"}, [], id="since"),
        pytest.param({"avoid": "澜辰科技"}, [["海塔", "青岚资本"]], id="avoid"),
    ],
)
def test_paths_go_over_links_that_pass(ask, filters, found):
    ranking = ask("/paths", **{"from": "海塔", "to": "青岚资本"}, **filters)

    assert [names_on(path) for path in ranking["paths"]] == found


def test_several_entities_are_connected_pair_by_pair(ask):
    asked = {"entities": ["赵远", "云梯", "青岚资本"], "k": 3, "hops": 2}
    answer = ask.client.post("/api/v1/paths", json=asked)

    paths = answer.json()["paths"]
    pairs = [{path["nodes"][0]["name"], path["nodes"][-1]["name"]} for path in paths]
    assert pairs == [{"云梯", "青岚资本"}, {"赵远", "青岚资本"}, {"赵远", "云梯"}]
    assert [path["score"] for path in paths] == sorted(
        (path["score"] for path in paths), reverse=True
    )


def test_several_entities_are_connected_past_what_is_avoided(ask):
    asked = {"entities": ["赵远", "海塔", "青岚资本"], "avoid": ["澜辰科技"]}

    paths = ask.client.post("/api/v1/paths", json=asked).json()["paths"]

    assert [names_on(path) for path in paths] == [["海塔", "青岚资本"]]


def test_a_chain_follows_its_pattern(ask):
    pattern = "Organization -INVESTED_IN-> Organization -DEVELOPS-> Technology"

    ranking = ask("/chains", **{"from": "海塔", "pattern": pattern})

    assert [names_on(path) for path in ranking["paths"]] == [["海塔", "澜辰科技", "云梯"]]


@pytest.mark.parametrize(
    ("path", "parameters", "expected"),
    [
        pytest.param("/paths", {"from": "海塔", "to": "海塔"}, (422, "bad-input"), id="one end"),
        pytest.param("/paths", {"from": "海塔"}, (422, "bad-request"), id="no end"),
        pytest.param("/paths", {"from": "海塔", "to": "赵远", "hops": 7}, (422, "bad-request"),
                     id="too far"),
        pytest.param("/paths", {"from": "海塔", "to": "无此公司"}, (404, "unknown-name"),
                     id="unknown end"),
        pytest.param("/paths", {"from": "海塔", "to": "赵远", "avoid": "海塔"}, (422, "bad-input"),
                     id="an end avoided"),
        pytest.param("/chains", {"from": "海塔", "pattern": "-->"}, (422, "bad-input"),
                     id="no pattern"),
        pytest.param("/chains", {"from": "赵远", "pattern": "Policy -GOVERNS-> *"},
                     (422, "bad-input"), id="start of another type"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_refused(problem, path, parameters, expected):
    assert problem("GET", path, params=parameters) == expected


def test_several_names_of_one_entity_are_not_connected(problem, ask):
    asked = {"entities": ["海塔", ask("/entities/海塔")["id"]]}

    assert problem("POST", "/paths", json=asked) == (422, "bad-input")
