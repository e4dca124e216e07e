"""The whole graph over HTTP, to be drawn."""

from __future__ import annotations


def test_the_whole_graph_comes_in_rows(ask):
    told = ask("/graph")

    assert (told["whole"], told["total_entities"], told["total_links"]) == (True, 5, 5)
    names = [name for _, name, _, _, _ in told["entities"]]
    assert [row[4] for row in told["entities"]] == [4, 2, 2, 1, 1]
    assert told["entities"][0][1:4] == ["澜辰科技", "Organization", None]
    first = told["links"][0]
    linked = names[first[0]], told["relations"][first[1]], names[first[2]]
    assert linked == ("青岚资本", "INVESTED_IN", "澜辰科技")
    assert first[3:] == [0.95, "2031-03", 2]
    assert len(told["links"]) == 5


def test_a_larger_graph_gives_its_best_connected_entities_and_surest_links(ask):
    few = ask("/graph", limit=3)
    fewer = ask("/graph", limit=3, links=1)

    whole = ask("/graph")
    assert few["entities"] == whole["entities"][:3]
    assert not few["whole"]
    assert len(few["links"]) == 3
    assert fewer["links"] == few["links"][:1]
    assert not ask("/graph", links=4)["whole"]


def test_more_than_can_be_drawn_is_refused(problem):
    assert problem("GET", "/graph?limit=10001") == (422, "bad-request")
