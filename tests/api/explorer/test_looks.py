"""How the graph is laid out, sized and coloured, held against measures computed elsewhere."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import networkx
import pytest

from tests.api.explorer.screens import SVG, drawing


def entity(number, kind="Organization"):
    return {
        "id": f"entity-{number:04d}", "name": f"Firm {number} 公司", "type": kind, "kind": None,
        "names": [],
    }  # fmt: skip


def link(head, tail, relation="INVESTED_IN", confidence=0.8):
    return {
        "head": f"entity-{head:04d}", "relation": relation, "tail": f"entity-{tail:04d}",
        "confidence": confidence, "date": None, "facts": 1,
    }  # fmt: skip


@pytest.fixture
def show(server, visit):
    """Return a function that shows a graph of its own on the page of a real server."""

    def show(links, kinds=(), **options):
        numbers = sorted({end for pair in links for end in pair[:2]})
        told = {
            "entities": [entity(each, dict(kinds).get(each, "Organization")) for each in numbers],
            "links": [link(*each) for each in links],
            "truncated": {},
        }
        # The entities exist on this page alone: to read about them, the server has nothing.
        page = visit("about:blank", faults=["http", "404"], **options)
        page.route("**/api/v1/neighbourhood", lambda route: route.fulfill(json=told))
        places = "_".join(f"{each:04d}*{each % 7}*{each % 5}" for each in numbers)
        page.goto(f"{server}/#n={places}")
        page.get_by_role("application", name=f"{len(numbers)} entities").wait_for()
        return page

    return show


def choose(page, **choices):
    """Choose in the menu of looks, and wait until nothing moves any more."""
    page.locator("#look summary").click()
    for label, value in choices.items():
        page.locator("#look").get_by_label(label).select_option(label=value)
    page.keyboard.press("Escape")
    settle(page)


def settle(page):
    page.wait_for_function(
        "() => { const before = window.lastHash; window.lastHash = location.hash;"
        " return before === location.hash && before.includes('n='); }",
        polling=900,
    )


def places(page):
    """Return where the address says that nodes lie."""
    written = re.search(r"[#&]n=([^&]*)", page.url)[1].split("_")
    rows = (each.split("*") for each in written)
    return {int(node): (float(x), float(y)) for node, x, y, *_ in rows}


def circles(root):
    """Return radius and colour by name."""
    drawn = root.find(f"{SVG}g[@class='nodes']").findall(f"{SVG}circle")
    return {
        each.find(f"{SVG}title").text: (float(each.get("r")), each.get("fill")) for each in drawn
    }


def test_layers_lead_downwards_and_a_circle_of_links_is_broken_once(show, picture):
    links = [(1, 2), (2, 3), (1, 3), (3, 4), (3, 5), (5, 6), (6, 3), (7, 4), (1, 8)]
    page = show(links)
    choose(page, Arrange="in layers")
    picture(page, "layers")

    lie = places(page)
    upwards = [pair for pair in links if lie[pair[0]][1] <= lie[pair[1]][1]]
    assert len(upwards) == 1
    assert upwards[0] in {(3, 5), (5, 6), (6, 3)}
    assert len(set(lie.values())) == 8


def test_a_circle_keeps_types_together_and_neighbours_near(show, picture):
    kinds = {node: ("Organization", "Person", "Policy")[node % 3] for node in range(1, 31)}
    page = show([(node, node % 30 + 1) for node in range(1, 31)], kinds.items())
    choose(page, Arrange="in a circle")
    picture(page, "circle")

    lie = places(page)
    far = [math.hypot(*place) for place in lie.values()]
    assert max(far) - min(far) < 0.01 * max(far)
    order = sorted(lie, key=lambda node: math.atan2(lie[node][0], lie[node][1]))
    changes = sum(kinds[one] != kinds[other] for one, other in pairwise([*order, order[0]]))
    assert changes == 3


def test_types_stand_in_columns_of_their_own(show, picture):
    kinds = {node: ("Organization", "Person", "Policy")[node % 3] for node in range(1, 31)}
    page = show([(node, node % 30 + 1) for node in range(1, 31)], kinds.items())
    choose(page, Arrange="by type")
    picture(page, "types")

    lie = places(page)
    spans = []
    for kind in ("Organization", "Person", "Policy"):
        columns = [lie[node][0] for node in lie if kinds[node] == kind]
        spans.append((min(columns), max(columns)))
    assert all(left[1] < right[0] for left, right in pairwise(spans))
    assert len(set(lie.values())) == 30


def test_a_pinned_node_stays_when_the_rest_is_arranged(show):
    page = show([(1, 2), (2, 3), (3, 4), (4, 1), (4, 5)])
    page.locator("#stage").focus()
    page.keyboard.press("]")
    settle(page)
    before = places(page)
    pinned = min(before, key=lambda node: (before[node][0], node))
    page.keyboard.press("p")
    choose(page, Arrange="in layers")
    choose(page, Arrange="in a circle")
    choose(page, Arrange="by forces")

    after = places(page)
    assert [node for node in after if after[node] == before[node]] == [pinned]


def test_forces_lay_the_same_graph_out_the_same_way(show):
    links = [(node, node * 7 % 40 + 1) for node in range(1, 41) if node != node * 7 % 40 + 1]
    found = []
    for _ in range(2):
        page = show(links)
        page.get_by_role("button", name="Arrange anew").click()
        settle(page)
        found.append(places(page))

    assert found[0] == found[1]
    assert len(set(found[0].values())) == len(found[0])


def test_sizes_follow_betweenness_as_networkx_finds_it(show, picture):
    links = [(1, 2), (2, 3), (3, 4), (4, 5), (3, 6), (6, 7), (3, 5), (2, 8), (7, 9), (6, 10)]
    page = show(links)
    choose(page, Size="betweenness", Arrange="by forces")
    picture(page, "betweenness")

    expected = networkx.betweenness_centrality(networkx.Graph(links))
    most = max(expected.values())
    radii = {
        int(re.findall(r"\d+", name)[0]): size for name, (size, _) in circles(drawing(page)).items()
    }
    least = min(radii.values())
    span = max(radii.values()) - least
    for node, share in expected.items():
        assert (radii[node] - least) / span == pytest.approx(math.sqrt(share / most), abs=0.01)
    assert page.get_by_text("on more of the shortest paths").is_visible()


def test_communities_have_colours_and_numbers(show, picture):
    def clique(first):
        return [(one, other) for one in range(first, first + 5) for other in range(first, one)]

    page = show([*clique(1), *clique(6), *clique(11), (1, 6), (6, 11)])
    choose(page, Colour="community")
    picture(page, "communities")

    colours = {
        int(re.findall(r"\d+", name)[0]): fill for name, (_, fill) in circles(drawing(page)).items()
    }
    groups = [{colours[node] for node in range(first, first + 5)} for first in (1, 6, 11)]
    assert [len(group) for group in groups] == [1, 1, 1]
    assert len(set.union(*groups)) == 3
    assert page.locator("#legend .badge text").all_text_contents() == ["1", "2", "3"]


def test_a_drawing_keeps_text_as_text_and_is_well_formed(show):
    page = show([(1, 2, "INVESTED_IN"), (1, 2, "COOPERATES_WITH"), (2, 1, "OWNS"), (2, 3)])
    root = drawing(page)

    written = [each.text for each in root.iter(f"{SVG}text")]
    assert {"Firm 1 公司", "Firm 2 公司", "Firm 3 公司", "Organization"} <= set(written)
    lines = root.find(f"{SVG}g[@class='links']").findall(f"{SVG}path[@stroke]")
    assert len(lines) == 4
    # Parallel links bend apart: no two run the same way.
    assert len({each.get("d") for each in lines}) == 4
    assert root.find(f"{SVG}script") is None


def test_names_do_not_cover_one_another(show):
    links = [(node, node * 11 % 90 + 1) for node in range(1, 91) if node != node * 11 % 90 + 1]
    page = show(links)
    page.get_by_role("button", name="Arrange anew").click()
    settle(page)
    names = drawing(page).find(f"{SVG}g[@class='names']").findall(f"{SVG}text")

    boxes = []
    for each in names:
        if not each.get("transform"):
            # Narrower than any font draws it: an overlap of these is one of the names.
            wide = sum(11 if letter > "⺀" else 5 for letter in each.text)
            x, y = float(each.get("x")), float(each.get("y"))
            boxes.append((x, y - 9, x + wide, y))
    assert len(boxes) > 20
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart
