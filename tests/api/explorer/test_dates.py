"""Links outside of a time are left out: by dates written, by two handles, as of a date."""

from __future__ import annotations

import pytest

DATES = {2: "2031", 3: "2031-05", 4: "2031-05-20", 5: "2032-02-10", 6: None}
PLAYED = 1000  # milliseconds within which the play goes on by a step


@pytest.fixture
def dated(server, visit):
    """Return a page that filters a firm's five links: of a year, a month, two days, undated."""
    told = {
        "entities": [
            {"id": f"entity-{each:04d}", "name": f"Firm {each}", "type": "Organization",
             "kind": None, "names": []}
            for each in (1, *DATES)
        ],
        "links": [
            {"head": "entity-0001", "relation": "INVESTED_IN", "tail": f"entity-{tail:04d}",
             "confidence": 0.8, "date": date, "facts": 1}
            for tail, date in DATES.items()
        ],
        "truncated": {},
    }  # fmt: skip
    page = visit(server)
    page.route("**/api/v1/neighbourhood", lambda route: route.fulfill(json=told))
    page.goto(f"{server}/#n=" + "_".join(f"{each:04d}*{each}*{each % 3}" for each in (1, *DATES)))
    page.get_by_role("application", name="6 entities").wait_for()
    page.locator("#stage").focus()
    page.keyboard.press("f")
    page.locator("#date-until").wait_for()
    return page


def write(page, end, date):
    page.locator(f"#date-{end}").fill(date)
    page.keyboard.press("Enter")


def linked(page):
    """Return the firms that links to them are listed of, and go back to the filter."""
    page.get_by_role("tab", name="List").click()
    page.get_by_role("heading", name="Links shown").wait_for()
    names = page.locator(".list .link .end:last-child").all_inner_texts()
    page.get_by_role("tab", name="Filter").click()
    page.locator("#date-until").wait_for()
    return sorted(int(name.split()[1]) for name in names)


@pytest.mark.parametrize(
    ("since", "until", "seen"),
    [
        pytest.param("2031-06", "", [2, 5, 6], id="a year alone may lie after a month of it"),
        pytest.param("", "2031-05", [2, 3, 4, 6], id="a day of the month still counts"),
        pytest.param("", "2031-05-19", [2, 3, 6], id="a month may lie before a day of it"),
        pytest.param("2032", "2032-02-10", [5, 6], id="both ends belong to the span"),
        pytest.param("2040", "", [6], id="nothing that is dated lies there"),
    ],
)
def test_links_that_may_lie_within_the_dates_written_are_shown(dated, since, until, seen):
    write(dated, "since", since)
    write(dated, "until", until)

    assert linked(dated) == seen
    dated.locator("#undated").uncheck()
    assert linked(dated) == [each for each in seen if each != 6]


def test_what_is_no_date_is_named_and_changes_nothing(dated, picture):
    write(dated, "until", "2031-13")
    fault = dated.get_by_role("alert")
    picture(dated, "dates-wrong")

    assert "2031-05-06" in fault.inner_text()
    assert dated.locator("#date-until").get_attribute("aria-invalid") == "true"
    assert "5 of 5 links" in dated.locator(".shown-counts").inner_text()
    write(dated, "until", "2031-12")
    assert fault.is_hidden()
    assert "4 of 5 links" in dated.locator(".shown-counts").inner_text()


def test_handles_move_by_months_and_stop_at_one_another(dated, picture):
    until = dated.locator("#slide-until")
    assert until.get_attribute("aria-valuetext") == "any time"
    until.focus()
    dated.keyboard.press("ArrowLeft")
    assert until.get_attribute("aria-valuetext") == "2032-01"
    assert dated.locator("#date-until").input_value() == "2032-01"
    assert linked(dated) == [2, 3, 4, 6]

    since = dated.locator("#slide-since")
    since.focus()
    for _ in range(5):
        dated.keyboard.press("ArrowRight")
    assert dated.locator("#date-since").input_value() == "2031-06"
    dated.locator("#slide-until").focus()
    dated.keyboard.press("Home")
    picture(dated, "dates-handles")
    assert dated.locator("#date-until").input_value() == "2031-06"
    assert dated.locator(".bars .within").count() == 1
    dated.keyboard.press("End")
    assert dated.locator("#date-until").input_value() == ""
    assert linked(dated) == [2, 5, 6]


def test_a_handle_is_drawn_by_the_mouse(dated):
    track = dated.locator(".handles").bounding_box()
    y = track["y"] + track["height"] / 2
    dated.mouse.move(track["x"] + track["width"] - 9, y)
    dated.mouse.down()
    dated.mouse.move(track["x"] + track["width"] / 2, y, steps=5)
    dated.mouse.up()

    assert "2031-06" <= dated.locator("#date-until").input_value() <= "2031-09"
    assert linked(dated) == [2, 3, 4, 6]


def test_as_of_a_date_there_is_one_handle_and_steps_to_either_side(dated, picture):
    write(dated, "since", "2031-06")
    dated.locator("#as-of").check()
    assert dated.locator("#slide-since").is_hidden()
    assert dated.locator("#date-since").is_hidden()
    assert dated.get_by_label("As of", exact=True).last.input_value() == "2032-02"
    assert linked(dated) == [2, 3, 4, 5, 6]
    dated.get_by_role("button", name="One step back").click()
    picture(dated, "dates-as-of")
    assert dated.locator("#date-until").input_value() == "2032-01"
    assert linked(dated) == [2, 3, 4, 6]
    dated.get_by_role("button", name="One step forward").click()
    assert linked(dated) == [2, 3, 4, 5, 6]

    write(dated, "until", "2031-04")
    assert linked(dated) == [2, 6]
    dated.locator("#as-of").uncheck()
    assert dated.locator("#slide-since").is_visible()
    assert linked(dated) == [2, 3, 4, 5, 6]


def test_time_is_played_forward_from_the_beginning_until_it_is_stopped(dated):
    # Who wants nothing to move by itself is offered no play.
    dated.locator("#as-of").check()
    assert dated.get_by_role("button", name="Play forward").count() == 0
    dated.emulate_media(reduced_motion="no-preference")
    dated.locator("#stage").focus()
    dated.get_by_role("tab", name="List").click()
    dated.get_by_role("tab", name="Filter").click()
    dated.get_by_role("button", name="Play forward").click()
    until = dated.locator("#date-until")
    assert until.input_value() == "2031-01"
    dated.wait_for_function("() => document.querySelector('#date-until').value > '2031-02'")
    dated.get_by_role("button", name="Stop").click()

    stopped = until.input_value()
    dated.wait_for_timeout(2 * PLAYED)
    assert until.input_value() == stopped < "2031-12"


def test_a_link_to_the_view_keeps_its_time(dated):
    write(dated, "since", "2031-06")
    dated.locator("#undated").uncheck()
    dated.wait_for_function("() => /fr=2031-06.*ud=0/.test(location.hash)")
    dated.reload()
    dated.get_by_role("application", name="Graph of 3 entities and 2 links").wait_for()
