"""Paths between two and more ends, as an investigator looks for them."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode
from urllib.request import urlopen

ENDS = ("王慧文", "宇树科技", "金石投资")


def asked(server, path, **parameters):
    query = f"?{urlencode(parameters, doseq=True)}" if parameters else ""
    with urlopen(f"{server}/api/v1/{path}{query}") as answer:
        return json.load(answer)


def named(server, text):
    return asked(server, "suggest", q=text)[0]


def address(server, *names, **parts):
    """Return a permalink to the paths among entities."""
    ids = [named(server, name)["id"].removeprefix("entity-") for name in names]
    return f"{server}/#{urlencode({'t': 'paths', 'a': '_'.join(ids), **parts})}"


def pick(page, box, name):
    page.fill(box, name)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")


def answered(page):
    page.locator("#panel > .paths:not([aria-busy]) .answers h2").wait_for()


def quotes_of(server, source, target, **parameters):
    ranking = asked(
        server, "paths", **{"from": named(server, source)["id"], "to": named(server, target)["id"]},
        **parameters,
    )  # fmt: skip
    return [[hop["quote"] for hop in path["hops"]] for path in ranking["paths"]]


def quotes_shown(place):
    return [
        path.locator(".hop q").all_inner_texts() for path in place.locator(".ranking > li").all()
    ]


def test_three_ends_give_the_ranked_paths_of_each_pair(server, visit, picture):
    page = visit(address(server, *ENDS[:2]))
    answered(page)
    page.get_by_role("button", name="Add an end").click()
    page.locator("#path-end-3:focus").wait_for()
    pick(page, "#path-end-3", ENDS[2])
    page.get_by_role("heading", name="join them all").wait_for()
    answered(page)
    picture(page, "paths-among")

    pairs = page.locator(".pair")
    expected = [(ENDS[0], ENDS[1]), (ENDS[0], ENDS[2]), (ENDS[1], ENDS[2])]
    assert pairs.count() == 3
    for at, (source, target) in enumerate(expected):
        assert quotes_shown(pairs.nth(at)) == quotes_of(server, source, target)
    assert page.get_by_role("heading", name="2 paths join them all").count() == 1
    assert page.get_by_text(re.compile(r"Weakest hop, \d of 2: .+ → .+ \(0\.\d\d\)")).count() > 0


def test_an_end_is_taken_away_again(server, visit):
    page = visit(address(server, *ENDS))
    page.get_by_role("heading", name="join them all").wait_for()
    page.get_by_role("button", name="Remove 金石投资").click()
    page.get_by_role("heading", name="best first").wait_for()

    assert page.locator(".pair").count() == 1
    assert page.locator(".several input").count() == 2


def test_paths_go_past_what_is_to_be_avoided(server, visit, picture):
    page = visit(address(server, *ENDS[:2]))
    answered(page)
    before = quotes_shown(page)
    page.get_by_role("button", name="Not through Light Year").first.click()
    page.locator(".past", has_text="Light Year").wait_for()
    answered(page)
    picture(page, "paths-avoiding")

    hub = named(server, "Light Year")["id"]
    expected = quotes_of(server, *ENDS[:2], avoid=[hub])
    assert quotes_shown(page) == expected
    assert 0 < len(expected) < len(before)
    assert page.locator(".path", has_text="Light Year").count() == 0
    page.locator(".past").click()
    page.locator(".path", has_text="Light Year").first.wait_for()
    assert quotes_shown(page) == before


def test_the_options_say_how_far_and_over_what(server, visit):
    page = visit(address(server, *ENDS[:2]))
    answered(page)
    page.locator(".route > summary").click()
    page.select_option("#path-hops", "2")
    page.locator("#path-hops:focus").wait_for()
    answered(page)
    assert quotes_shown(page) == quotes_of(server, *ENDS[:2], hops=2)
    page.check("#over-FOUNDED")
    page.get_by_role("heading", name="No path of at most 2 links").wait_for()
    page.check("#over-INVESTED_IN")
    page.get_by_role("heading", name="best first").wait_for()

    assert quotes_shown(page) == quotes_of(
        server, *ENDS[:2], hops=2, relation=["FOUNDED", "INVESTED_IN"]
    )


def test_a_permalink_keeps_ends_and_options(server, visit):
    hub = named(server, "美团")["id"].removeprefix("entity-")
    page = visit(address(server, *ENDS, v=hub, h=3, k=1, r="WORKS_FOR*INVESTED_IN*FOUNDED"))
    answered(page)
    page.wait_for_function("() => location.hash.includes('n=')")

    assert page.locator(".past").all_inner_texts() == ["Not through 美团 ✕"]
    assert page.input_value("#path-hops") == "3"
    assert page.locator(".relations input:checked").count() == 3
    again = visit(page.url)
    answered(again)
    assert quotes_shown(again) == quotes_shown(page)


def test_all_paths_are_shown_in_the_graph(server, visit):
    page = visit(address(server, *ENDS[:2]))
    answered(page)
    source, target = (named(server, name)["id"] for name in ENDS[:2])
    paths = asked(server, "paths", **{"from": source, "to": target})["paths"]
    best, every = (
        {node["id"] for path in some for node in path["nodes"]} for some in (paths[:1], paths)
    )
    shows(page, len(best))
    page.get_by_role("button", name="Show all paths").click()

    shows(page, len(every))
    assert len(every) > len(best)


def shows(page, entities):
    """Wait until the graph says that it shows so many entities."""
    page.wait_for_function(
        "(count) => document.querySelector('#stage').ariaLabel.match(/\\d+/)[0] === count",
        arg=str(entities),
    )
