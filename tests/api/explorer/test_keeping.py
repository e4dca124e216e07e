"""What readers keep: undone steps, links that restore a view, saved views and their files."""

from __future__ import annotations

import json
import re

import pytest

from tests.api.explorer.screens import FIRM, entity, pick


def settled(page):
    """Wait until the address holds the view as it lies, and return what it holds."""
    page.evaluate("delete window.lastHash")
    page.wait_for_function(
        "() => { const before = window.lastHash; window.lastHash = location.hash;"
        " return before === location.hash; }",
        polling=900,
    )
    return page.url.partition("#")[2]


def part(written, name):
    """Return one part of an address, as it is written."""
    found = re.search(rf"(?:^|&){name}=([^&]*)", written)
    return found and found[1]


@pytest.fixture
def firm(server, visit):
    """Return a page that shows a firm of the sample corpus."""
    page = visit(server)
    entity(page)
    settled(page)
    return page


def step_to(page, presses):
    """Select a node by its place from left to right, and return its written id."""
    page.locator("#stage").focus()
    for _ in range(presses):
        page.keyboard.press("]")
    return part(settled(page), "s")


def look(page, **choices):
    page.locator("#look summary").click()
    for label, value in choices.items():
        page.locator("#look").get_by_label(label).select_option(label=value)
    page.keyboard.press("Escape")


def shown(written):
    """Return an address without what is selected: selections are no steps."""
    return re.sub(r"&?s=[^&]*", "", written)


def test_every_step_is_undone_to_the_letter_and_done_again(firm, picture):
    firm.locator("#stage").focus()
    written = [settled(firm)]
    for act in (
        lambda: firm.keyboard.press("p"),
        lambda: firm.keyboard.press("c"),
        lambda: firm.keyboard.press("c"),
        lambda: (step_to(firm, 2), firm.keyboard.press("Delete")),
        lambda: look(firm, Arrange="in a circle"),
        lambda: look(firm, Size="betweenness"),
        lambda: look(firm, Colour="community"),
        lambda: look(firm, Arrange="by forces"),
        lambda: firm.get_by_role("button", name="Clear").click(),
    ):
        act()
        written.append(settled(firm))
        assert shown(written[-1]) != shown(written[-2])
    assert written[-1] == ""

    undoing = firm.get_by_role("button", name="Undo")
    for before in reversed(written[:-1]):
        assert undoing.get_attribute("aria-disabled") == "false"
        firm.keyboard.press("Control+z")
        firm.get_by_text("Undone:").wait_for()
        assert shown(settled(firm)) == shown(before)
    picture(firm, "keep-undone")
    for after in written[1:]:
        firm.keyboard.press("Control+Shift+z")
        assert shown(settled(firm)) == shown(after)
    assert firm.get_by_role("button", name="Redo").get_attribute("aria-disabled") == "true"


def test_a_link_restores_filters_pins_folds_and_camera(server, firm, visit, picture):
    firm.locator("#stage").focus()
    firm.keyboard.press("p")
    step_to(firm, 3)
    firm.keyboard.press("p")
    firm.locator("#tab-filter").click()
    firm.locator("#withoutTypes-Person").uncheck()
    look(firm, Size="betweenness", Colour="community")
    firm.get_by_role("button", name="Zoom in").click()
    firm.wait_for_timeout(400)
    firm.locator("#stage").focus()
    firm.keyboard.press("ArrowRight")
    written = settled(firm)
    assert {name: part(written, name) for name in ("wt", "sz", "co")} == {
        "wt": "Person", "sz": "betweenness", "co": "community",
    }  # fmt: skip
    assert part(written, "n").count("*p") == 2
    assert part(written, "z")
    picture(firm, "keep-link-made")

    other = visit(f"{server}/#{written}")
    other.locator("#legend").get_by_text("communities").wait_for()
    assert settled(other) == written
    picture(other, "keep-link-followed")
    seen = [page.locator("#stage").get_attribute("aria-label") for page in (firm, other)]
    assert seen[0] == seen[1]
    # Folded nodes come back folded, and out again where they lay.
    other.locator("#stage").focus()
    pick(other, "#search", FIRM)
    other.locator("#stage").focus()
    other.keyboard.press("c")
    folded = settled(other)
    assert part(folded, "n").count("f0") + part(folded, "n").count("*f") > 0
    third = visit(f"{server}/#{folded}")
    third.locator("#legend").get_by_text("communities").wait_for()
    assert settled(third) == folded
    third.locator("#stage").focus()
    third.keyboard.press("c")
    assert sorted(places(settled(third))) == sorted(places(written))


def places(written):
    """Return what an address tells of nodes, without what is pinned or folded."""
    return [tuple(each.split("*")[:3]) for each in part(written, "n").split("_")]


def test_a_link_of_an_older_page_still_shows_its_view(server, firm, visit):
    written = part(settled(firm), "n").split("_")[:3]
    ids = [each.split("*")[0] for each in written]
    page = visit(
        f"{server}/#n={'_'.join(f'{each}*{at}*7' for at, each in enumerate(ids))}&s={ids[0]}"
    )
    page.get_by_role("application", name="3 entities").wait_for()

    assert places(settled(page)) == [(each, f"{at}.0", "7.0") for at, each in enumerate(ids)]


def test_an_address_tells_that_more_entities_do_not_fit_into_it(server, firm, visit):
    known = part(settled(firm), "n").split("_")[0].split("*")[0]
    page = visit("about:blank", faults=["http"])
    made = {
        "entities": [
            {"id": f"entity-{at:04d}", "name": f"Firm {at}", "type": "Organization", "kind": None,
             "names": []}
            for at in range(201)
        ],
        "links": [], "truncated": {},
    }  # fmt: skip
    page.goto(f"{server}/#n={known}*1*1")
    page.get_by_role("application", name="1 entities").wait_for()
    page.route("**/api/v1/neighbourhood", lambda route: route.fulfill(json=made))
    page.locator("#stage").focus()
    page.keyboard.press("]")
    page.keyboard.press("e")
    page.get_by_text("202 entities are shown; a link holds up to 200").wait_for()
    written = settled(page)
    assert (part(written, "n"), part(written, "e")) == (None, "202")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    page.locator("#status").evaluate("(status) => status.replaceChildren()")
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Copy a link").click()
    page.get_by_text("202 entities are shown; a link holds up to 200").wait_for()

    other = visit(f"{server}/#{written}")
    other.get_by_text("This link was made of 202 entities").wait_for()


def save(page, name):
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Name of the view").fill(name)
    page.get_by_role("button", name="Save this view").click()


def test_a_saved_view_is_kept_renamed_replaced_and_deleted(firm, picture):
    saved = settled(firm)
    save(firm, "Unitree 融资")
    firm.get_by_text("Saved: Unitree 融资.").wait_for()
    save_again = firm.get_by_role("button", name="Save this view")
    firm.get_by_label("Name of the view").fill("Unitree 融资")
    save_again.click()
    firm.get_by_text("There is a view called Unitree 融资 already").wait_for()
    picture(firm, "keep-views")
    firm.set_viewport_size({"width": 360, "height": 740})
    picture(firm, "keep-views-360")
    firm.get_by_role("button", name="Close").click()
    picture(firm, "keep-360")
    firm.set_viewport_size({"width": 1400, "height": 860})

    firm.get_by_role("button", name="Clear").click()
    assert settled(firm) == ""
    firm.reload()
    firm.get_by_role("button", name="Views").click()
    firm.get_by_role("button", name="Rename: Unitree 融资").click()
    firm.get_by_role("dialog").get_by_label("Name of the view").last.fill("融资")
    firm.keyboard.press("Enter")
    firm.get_by_text("It is called 融资 now.").wait_for()
    firm.get_by_role("button", name="Open: 融资").click()
    firm.get_by_text("Opened: 融资.").wait_for()
    assert settled(firm) == saved


def test_a_saved_view_is_replaced_and_deleted_when_asked_twice(firm):
    saved = settled(firm)
    save(firm, "融资")
    firm.get_by_role("button", name="Close").click()
    look(firm, Arrange="in layers")
    changed = settled(firm)
    firm.get_by_role("button", name="Views").click()
    firm.get_by_role("button", name="Replace: 融资").click()
    firm.get_by_role("button", name="Replace 融资 by the view shown now").click()
    firm.get_by_text("融资 holds the view that is shown now.").wait_for()
    firm.get_by_role("button", name="Close").click()
    firm.keyboard.press("Control+z")
    assert settled(firm) == saved
    firm.get_by_role("button", name="Views").click()
    firm.get_by_role("button", name="Open: 融资").click()
    firm.get_by_text("Opened: 融资.").wait_for()
    assert settled(firm) == changed
    firm.get_by_role("button", name="Views").click()
    firm.get_by_role("button", name="Delete: 融资").click()
    firm.get_by_role("button", name="Delete 融资 for good").click()
    firm.get_by_text("No view is saved in this browser yet.").wait_for()


def test_a_file_is_read_back_elsewhere_and_faults_in_it_are_named(
    server, firm, visit, tmp_path, picture
):
    firm.locator("#stage").focus()
    firm.keyboard.press("p")
    look(firm, Arrange="in a circle")
    written = settled(firm)
    save(firm, "Round")
    with firm.expect_download() as awaited:
        firm.get_by_role("button", name="Download: Round").click()
    assert awaited.value.suggested_filename == "Round.guanxi.json"
    path = tmp_path / "round.json"
    awaited.value.save_as(path)
    kept = json.loads(path.read_text(encoding="utf-8"))

    other = visit(server)
    other.get_by_role("button", name="Views").click()
    chooser = other.locator("dialog input[type=file]")

    def read(change):
        changed = json.loads(json.dumps(kept))
        change(changed)
        path.write_text(json.dumps(changed), encoding="utf-8")
        chooser.set_input_files(path)
        told = other.locator("dialog .told")
        told.filter(has_text="round.json").wait_for()
        return told.inner_text()

    path.write_text("<html>", encoding="utf-8")
    chooser.set_input_files(path)
    other.get_by_text("round.json: this is not JSON").wait_for()
    nodes = kept["view"]["nodes"]
    for change, told in (
        (lambda file: file.update(form="other"), "its form is not guanxi-view-1"),
        (lambda file: file["view"]["nodes"][2].update(x="far"), "view.nodes[2].x must be a number"),
        (lambda file: file["view"]["nodes"][1].update(into=1), "view.nodes[1].into must be"),
        (
            lambda file: file["view"]["nodes"].append(nodes[0]),
            "view.nodes must be of different ids",
        ),
        (lambda file: file["view"]["links"][0].__setitem__(2, len(nodes)), "view.links[0][2] must"),
        (
            lambda file: file["view"]["options"].update(size="big"),
            "view.options.size must be one of",
        ),
        (
            lambda file: file["view"]["options"].update(since="May"),
            "view.options.since must be a date",
        ),
    ):
        assert told in read(change)
    picture(other, "keep-bad-file")
    assert other.locator("#start").is_visible()

    gone = {**nodes[-1], "id": "entity-0000000000000000", "name": "Gone 已去"}
    kept["view"]["nodes"].append(gone)
    kept["view"]["links"].append([0, "INVESTED_IN", len(nodes) - 1, 0.9, None, 1])
    path.write_text(json.dumps(kept), encoding="utf-8")
    chooser.set_input_files(path)
    other.get_by_text("Opened: Round. Not in the store any more, and left out: 1.").wait_for()
    assert shown(settled(other)) == shown(written)


def test_readers_are_told_that_the_browser_keeps_nothing(server, visit):
    page = visit("about:blank", faults=["http"])
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    )
    page.goto(server)
    entity(page)
    save(page, "Lost")
    page.get_by_text("no room left in this browser").wait_for()
    page.get_by_text("No view is saved in this browser yet.").wait_for()


def test_what_was_typed_before_the_page_was_ready_stays(server, visit):
    page = visit("about:blank", faults=["http"])
    held = []
    # Playwright marks what it is given, which a method of a list does not bear.
    page.route("**/api/v1/ontology", lambda route: held.append(route))  # noqa: PLW0108
    page.goto(server)
    page.locator("#search").press_sequentially("宇树")
    page.locator("[role=option]").first.wait_for()
    held[0].continue_()
    page.locator(".beginnings button").first.wait_for()

    assert page.locator("#search").input_value() == "宇树"
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="杭州宇树科技有限公司").wait_for()


def test_hiding_while_forces_move_nodes_leaves_each_its_place(server, visit):
    """Places come back from the worker in the order of nodes: one less, and all would shift."""
    page = visit("about:blank", faults=["http"])
    # A worker that answers once, late, and moves nothing.
    page.add_init_script(
        """window.Worker = class extends EventTarget {
          postMessage(asked) {
            if (!asked.steps) return;
            setTimeout(() => this.dispatchEvent(
              new MessageEvent("message", { data: asked.nodes })), 700);
          }
          terminate() {}
        };"""
    )
    page.goto(server)
    entity(page)
    before = {node: place for node, *place in places(settled(page))}
    page.get_by_role("button", name="Arrange anew").click()
    page.locator("#stage").focus()
    page.keyboard.press("]")
    page.keyboard.press("Delete")
    page.wait_for_timeout(2000)

    after = {node: place for node, *place in places(settled(page))}
    assert len(after) == len(before) - 1
    assert all(before[node] == place for node, place in after.items())
