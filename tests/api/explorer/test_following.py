"""Picking, pinning, folding, keeping and hiding, by mouse and by keyboard alone."""

from __future__ import annotations

import re

import pytest

from tests.api.explorer.screens import SVG, drawing, fingers

LONG = 700  # milliseconds for which a finger rests on something to ask what can be done to it
STAR = [(1, 2), (1, 3), (1, 4), (1, 5), (5, 6), (6, 7), (7, 5)]


def entity(number):
    return {
        "id": f"entity-{number:04d}", "name": f"Firm {number}", "type": "Organization",
        "kind": None, "names": [],
    }  # fmt: skip


def link(head, tail):
    return {
        "head": f"entity-{head:04d}", "relation": "INVESTED_IN", "tail": f"entity-{tail:04d}",
        "confidence": 0.8, "date": None, "facts": 1,
    }  # fmt: skip


@pytest.fixture
def star(request, server, visit):
    """Return a page that shows a hub with three leaves and a ring, on a line from left to right."""
    links = getattr(request, "param", STAR)
    told = {
        "entities": [entity(each) for each in range(1, 8)],
        "links": [link(*each) for each in links],
        "truncated": {},
    }
    # The entities exist on this page alone: to read about them, the server has nothing.
    page = visit("about:blank", faults=["http", "404"], has_touch=True)
    page.route("**/api/v1/neighbourhood", lambda route: route.fulfill(json=told))
    page.goto(
        f"{server}/#n=" + "_".join(f"{each:04d}*{each * 10}*{each % 2}" for each in range(1, 8))
    )
    page.get_by_role("application", name="7 entities").wait_for()
    page.locator("#stage").focus()
    return page


def shown(page):
    """Return how many entities and links the page says it shows."""
    label = page.locator("#stage").get_attribute("aria-label")
    return tuple(int(each) for each in re.findall(r"\d+", label))


def told(page):
    """Return what was said of the node that was stepped to."""
    return page.locator("#stage ~ .unseen[role=status]").inner_text()


def drawn(page):
    """Return where nodes are, by number: the exported drawing has them where the screen has."""
    box = page.locator("#stage").bounding_box()
    return {
        int(each[0].text.split()[1]): (
            box["x"] + float(each.get("cx")),
            box["y"] + float(each.get("cy")),
        )
        for each in drawing(page).iter(f"{SVG}circle")
        if len(each)
    }


def test_keys_step_from_node_to_node_and_tell_what_each_is(star):
    star.keyboard.press("]")
    assert told(star).startswith("Firm 1, Organization, 4 links")
    star.keyboard.press("]")
    assert told(star).startswith("Firm 2, Organization, 1 links")
    star.keyboard.press("[")
    star.keyboard.press("[")
    assert told(star).startswith("Firm 7")
    star.keyboard.press("Alt+ArrowLeft")
    assert re.match(r"Firm [56]", told(star))


def test_a_hub_folds_its_leaves_and_brings_them_back(star, picture):
    star.keyboard.press("]")
    star.keyboard.press("c")
    star.get_by_role("application", name="4 entities").wait_for()
    picture(star, "folded")
    assert shown(star) == (4, 4)
    star.keyboard.press("c")
    star.get_by_role("application", name="7 entities").wait_for()
    assert shown(star) == (7, 7)


def test_picked_nodes_are_kept_alone_or_hidden_together(star, picture):
    for _ in range(3):
        star.keyboard.press("]")
        star.keyboard.press(" ")
    assert star.locator("#picked strong").inner_text() == "3 picked"
    picture(star, "picked")
    star.keyboard.press("]")
    star.locator("#picked").get_by_role("button", name="Keep only").click()
    assert shown(star) == (3, 2)
    star.locator("#stage").focus()
    star.keyboard.press("Escape")
    assert star.locator("#picked").is_hidden()
    star.keyboard.press("Control+a")
    assert star.locator("#picked strong").inner_text() == "3 picked"
    star.keyboard.press("Delete")
    star.locator("#start").wait_for()


def test_a_lasso_picks_what_it_is_drawn_round(star):
    lie = drawn(star)
    (left, level), (right, _) = lie[1], lie[3]
    corners = [
        (left - 30, level - 60), (right + 25, level - 60),
        (right + 25, level + 60), (left - 30, level + 60),
    ]  # fmt: skip
    star.keyboard.down("Shift")
    star.mouse.move(*corners[0])
    star.mouse.down()
    for corner in corners[1:]:
        star.mouse.move(*corner, steps=3)
    star.mouse.up()
    star.keyboard.up("Shift")
    assert star.locator("#picked strong").inner_text() == "3 picked"

    star.get_by_role("button", name="Pick by drawing round").click()
    star.mouse.move(*corners[0])
    star.mouse.down()
    star.mouse.move(left + 40, level - 60, steps=3)
    star.mouse.move(left + 40, level + 60, steps=3)
    star.mouse.move(*corners[3], steps=3)
    star.mouse.up()
    assert star.locator("#picked strong").inner_text() == "1 picked"


def test_the_menu_does_what_its_keys_do(star, picture):
    star.keyboard.press("]")
    star.keyboard.press("Shift+F10")
    menu = star.get_by_role("menu", name="Firm 1")
    menu.wait_for()
    picture(star, "menu")
    words = menu.get_by_role("menuitem").all_inner_texts()
    assert [each.split() for each in words] == [
        ["Expand", "E"], ["Collapse", "C"], ["Pin", "P"], ["Pick", "Space"],
        ["Keep", "only", "K"], ["Hide", "Delete"],
    ]  # fmt: skip
    star.keyboard.press("ArrowDown")
    star.keyboard.press("Enter")
    assert shown(star) == (4, 4)
    assert star.evaluate("document.activeElement.id") == "stage"
    star.mouse.click(*drawn(star)[7], button="right")
    star.get_by_role("menu", name="Firm 7").get_by_role("menuitem", name="Hide").click()
    assert shown(star) == (3, 2)


def test_a_menu_has_room_where_the_graph_has_little(star, picture):
    star.set_viewport_size({"width": 360, "height": 740})
    star.wait_for_timeout(300)
    star.keyboard.press("]")
    star.keyboard.press("Shift+F10")
    items = star.get_by_role("menuitem")
    items.first.wait_for()
    picture(star, "menu-360")

    assert star.locator("#stage").bounding_box()["height"] < 260
    for item in items.all():
        item.click(trial=True)


def test_a_link_is_selected_by_a_click_on_its_line(star):
    lie = drawn(star)
    star.mouse.click((lie[5][0] + lie[6][0]) / 2, (lie[5][1] + lie[6][1]) / 2)
    star.wait_for_function("() => location.hash.includes('s=0005%7CINVESTED_IN%7C0006')")


@pytest.mark.parametrize("star", [[*STAR[:5], (7, 7)]], ids=["loop"], indirect=True)
def test_a_link_back_to_its_own_entity_is_drawn_and_can_be_clicked(star, picture):
    box = star.locator("#stage").bounding_box()
    lines = drawing(star).find(f"{SVG}g[@class='links']").iter(f"{SVG}path")
    (turn,) = (
        each.get("d") for each in lines if "7 · INVESTED_IN · Firm 7" in "".join(each.itertext())
    )
    ends = [float(each) for each in re.findall(r"-?[\d.]+", turn)]
    # The middle of a cubic curve, by its two ends and the two points that it bends towards.
    x, y = (
        sum(k * end for k, end in zip((1, 3, 3, 1), ends[at::2], strict=True)) / 8 for at in (0, 1)
    )
    picture(star, "loop")

    paint = star.evaluate(
        """([x, y]) => { const layer = document.querySelector(".sigma-edgeLabels");
        const dense = layer.width / layer.clientWidth;
        const { data } = layer.getContext("2d").getImageData(x * dense - 2, y * dense - 2, 5, 5);
        return data.some(Boolean); }""",
        [x, y],
    )
    assert paint
    star.mouse.click(box["x"] + x, box["y"] + y)
    star.wait_for_function("() => location.hash.includes('s=0007%7CINVESTED_IN%7C0007')")
    # It hangs on nothing else: what folds into its entity is not the entity itself.
    star.locator("#stage").focus()
    star.keyboard.press("[")
    star.keyboard.press("c")
    assert shown(star) == (7, 6)


def test_a_finger_that_rests_on_a_node_opens_its_menu(star, picture):
    x, y = drawn(star)[7]
    touch = star.context.new_cdp_session(star)
    fingers(touch, "touchStart", (x, y))
    fingers(touch, "touchMove", (x + 2, y + 1))  # no finger is wholly still
    star.wait_for_timeout(LONG)
    fingers(touch, "touchMove", (x + 40, y))
    fingers(touch, "touchEnd")
    picture(star, "long-press")

    menu = star.get_by_role("menu", name="Firm 7")
    assert menu.is_visible()
    assert "*p" not in star.url
    menu.get_by_role("menuitem", name="Hide").tap()
    assert shown(star) == (6, 5)
    star.keyboard.press("Control+z")
    assert drawn(star)[7] == pytest.approx((x, y))


def test_a_finger_that_moves_at_once_drags_and_one_that_taps_selects(star):
    x, y = drawn(star)[7]
    touch = star.context.new_cdp_session(star)
    fingers(touch, "touchStart", (x, y))
    for step in range(10, 61, 10):
        fingers(touch, "touchMove", (x, y - step))
    star.wait_for_timeout(LONG)
    fingers(touch, "touchEnd")
    assert star.get_by_role("menu").count() == 0
    star.wait_for_function("() => /0007[^_]*p/.test(location.hash)")
    assert drawn(star)[7] == pytest.approx((x, y - 60), abs=2)

    star.touchscreen.tap(*drawn(star)[1])
    star.wait_for_function("() => location.hash.includes('s=0001')")


def test_the_help_lists_every_key(star):
    star.keyboard.press("?")
    dialog = star.get_by_role("dialog")
    dialog.wait_for()
    listed = dialog.locator("kbd").all_inner_texts()
    for key in ("E · Enter", "C", "P", "Space", "K", "Delete · Backspace", "] [", "Shift + F10"):
        assert key in listed
    star.keyboard.press("Escape")
    dialog.wait_for(state="detached")
