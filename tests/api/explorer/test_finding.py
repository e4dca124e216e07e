"""Finding a name and beginning somewhere, as people do."""

from __future__ import annotations

import pytest

from tests.api.explorer.test_stories import asked

NO_STORAGE = """
for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });
"""


def offered(page):
    return page.locator("[role=option] .name").all_inner_texts()


def look_for(page, text, box="#search"):
    """Type a text and wait for what is offered for it."""
    with page.expect_response(lambda answer: "/suggest?" in answer.url):
        page.fill(box, text)
    page.locator(f"{box}-list > li").first.wait_for()


@pytest.mark.parametrize("text", ["yushu", "yushukeji", "yu shu", "yskj", "yush", "宇树keji"])
def test_a_chinese_firm_is_found_by_what_keyboards_type(server, visit, text):
    page = visit(server)
    look_for(page, text)

    first = page.locator("[role=option]").first
    assert "宇树科技" in first.inner_text()
    assert first.locator(".pinyin").inner_text() == "yu shu ke ji"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="杭州宇树科技有限公司").wait_for()


def test_enter_takes_what_fits_the_text_and_not_what_fitted_an_earlier_one(server, visit):
    page = visit(server)
    look_for(page, "mistral")
    page.fill("#search", "yskj")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="杭州宇树科技有限公司").wait_for()


def test_chips_narrow_what_is_offered_with_the_pointer_and_the_keyboard(server, visit, picture):
    page = visit(server)
    look_for(page, "wang")
    everything = offered(page)
    chips = page.get_by_role("radiogroup", name="Offer only this type")
    with page.expect_response(lambda answer: "type=Person" in answer.url):
        chips.get_by_role("radio", name="Person").click()
    page.wait_for_function(
        "(before) => document.querySelectorAll('[role=option]').length < before",
        arg=len(everything),
    )
    picture(page, "chips")

    kinds = set(page.locator("[role=option] .kind").all_inner_texts())
    assert kinds == {"Person"}
    assert page.evaluate("document.activeElement.id") == "search"
    look_for(page, "li")
    assert set(page.locator("[role=option] .kind").all_inner_texts()) == {"Person"}
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Person"
    with page.expect_response(lambda answer: "type=Organization" in answer.url):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "search"
    page.locator("[role=option]", has_text="Organization").first.wait_for()
    assert chips.get_by_role("radio", checked=True).inner_text() == "Organization"


def test_recent_picks_are_offered_in_an_empty_box_until_they_are_cleared(server, visit, picture):
    page = visit(server)
    for text in ("yskj", "mistral ai"):
        look_for(page, text)
        page.keyboard.press("Enter")
        page.locator(".links li").first.wait_for()
    page.locator("#stage").focus()
    page.locator("#search").focus()
    page.locator("[role=option]").first.wait_for()
    picture(page, "recent")

    assert offered(page) == ["Mistral AI", "杭州宇树科技有限公司"]
    page.reload()
    page.locator("#tab-paths").click()
    page.locator("#path-from").click()
    assert offered(page) == ["Mistral AI", "杭州宇树科技有限公司"]
    page.get_by_role("button", name="Clear recent").click()
    assert page.locator("[role=option]").count() == 0
    page.locator("#search").click()
    assert page.locator("[role=option]").count() == 0
    assert page.evaluate("localStorage.getItem('guanxi-recent')") is None


def test_at_most_eight_picks_are_kept_the_latest_first(server, visit):
    page = visit(server)
    entities = asked(server, "entities?limit=10")["items"]
    for each in entities:
        page.fill("#search", each["name"])
        page.locator("[role=option]").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "(id) => JSON.parse(localStorage.getItem('guanxi-recent') ?? '[]')[0]?.id === id",
            arg=each["id"],
        )

    kept = page.evaluate("JSON.parse(localStorage.getItem('guanxi-recent')).map((each) => each.id)")
    assert kept == [each["id"] for each in entities[:1:-1]]


def test_a_browser_that_stores_nothing_is_no_error(server, browser):
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script(NO_STORAGE)
    page.goto(server)
    look_for(page, "yskj")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="杭州宇树科技有限公司").wait_for()
    page.locator("#stage").focus()
    page.locator("#search").focus()

    assert offered(page) == ["杭州宇树科技有限公司"]
    assert wrong == []
    context.close()


def test_the_start_page_lists_the_best_connected_of_each_type_and_the_newest(server, visit):
    page = visit(server)
    page.locator(".beginnings button").first.wait_for()

    for at, type_ in enumerate(("Organization", "Person", "Policy", "Technology", "Place")):
        best = asked(server, f"entities?type={type_}&limit=5")["items"]
        group = page.locator(".beginnings > div").nth(at)
        assert group.locator("h3").inner_text() == type_
        told = [each.inner_text().split("\n") for each in group.locator("button").all()]
        assert told == [
            [each["name"], f"{each['links']} links" if each["links"] > 1 else "1 link"]
            for each in best
        ]
    newest = asked(server, "documents?order=newest&limit=6")["items"]
    assert page.locator(".documents button").all_inner_texts() == [
        each["title"] or each["uri"] for each in newest
    ]


def test_the_whole_graph_is_shown_from_the_start_page(server, visit, picture):
    page = visit(server)
    page.get_by_role("button", name="Show the whole graph").click()
    page.locator("#status", has_text="Entities shown").wait_for()
    picture(page, "whole")

    graph = asked(server, "graph")
    assert graph["whole"]
    label = page.locator("#stage").get_attribute("aria-label")
    assert f"{len(graph['entities'])} entities" in label
    assert f"{len(graph['links'])} links" in label
