"""What readers leave out of the picture, counted in the list."""

from __future__ import annotations

import re

FIRM = "宇树科技"


def listed(page):
    """Return the numbers of entities and links that the list tells."""
    page.get_by_role("tab", name="List").click()
    page.get_by_role("heading", name="Links shown").wait_for()
    told = page.locator(".list h2").all_inner_texts()
    return [int(re.findall(r"\d+", each)[0]) for each in told]


def test_a_type_that_is_left_out_takes_its_links_with_it(server, visit):
    page = visit(server)
    page.fill("#search", FIRM)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.locator(".links li").first.wait_for()
    entities, links = listed(page)
    page.locator("#stage").focus()
    page.keyboard.press("f")
    page.locator("#withoutTypes-Technology").uncheck()
    told = page.locator(".shown-counts").inner_text()

    fewer_entities, fewer_links = listed(page)
    assert fewer_entities < entities
    assert fewer_links < links
    assert [int(each) for each in re.findall(r"\d+", told)] == [
        fewer_links, links, fewer_entities, entities,
    ]  # fmt: skip
    page.get_by_role("tab", name="Filter").click()
    page.get_by_role("button", name="Show everything").click()
    assert listed(page) == [entities, links]
