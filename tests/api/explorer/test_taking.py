"""What readers take away is what they see, in every format, with all quotes."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from api.formats import ENDINGS, FORMATS
from tests.api.explorer.screens import entity, paths

LABELS = {
    "graphml": "GraphML", "gexf": "GEXF", "csv": "CSV", "parquet": "Parquet", "json": "JSON every",
    "json-ld": "JSON-LD", "turtle": "Turtle", "cypher": "Cypher", "ftm": "FollowTheMoney",
    "html": "Page (HTML)",
}  # fmt: skip


def taken(page, name):
    """Return the name and the bytes of what an entry of the menu gives."""
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as awaited:
        page.get_by_role("button", name=name).click()
    return awaited.value.suggested_filename, awaited.value.path().read_bytes()


def counts(page):
    """Return how many entities and links are seen."""
    return tuple(map(int, re.findall(r"\d+", page.locator("#stage").get_attribute("aria-label"))))


@pytest.fixture
def firm(server, visit):
    """Return a page that shows a firm and what is linked with it."""
    page = visit(server)
    entity(page)
    return page


def test_every_format_is_offered_and_comes_under_its_name(firm):
    got = {each: taken(firm, label) for each, label in LABELS.items()}

    assert got.keys() == FORMATS.keys()
    assert {each: name for each, (name, _) in got.items()} == {
        each: f"guanxi.{ending}" for each, (ending, _) in ENDINGS.items()
    }
    graph = json.loads(got["json"][1])
    assert (len(graph["entities"]), len(graph["links"])) == counts(firm)
    for each in ("csv", "parquet"):
        with zipfile.ZipFile(io.BytesIO(got[each][1])) as archive:
            assert archive.testzip() is None
            assert all(info.file_size > 0 for info in archive.infolist())
    for entity_ in graph["entities"]:
        assert all(entity_["name"].encode() in got[each][1] for each in ("gexf", "cypher", "ftm"))


def test_what_the_filters_leave_out_is_not_taken_and_what_is_taken_anyway_is_told(firm):
    all_entities, all_links = counts(firm)
    firm.locator("#filter-shown").click()
    firm.locator("#withoutTypes-Technology").uncheck()
    entities, links = counts(firm)
    assert entities < all_entities
    graph = json.loads(taken(firm, LABELS["json"])[1])
    assert (len(graph["entities"]), len(graph["links"])) == (entities, links)

    firm.locator("#withoutTypes-Technology").check()
    firm.locator("#least-sure").fill("0.9")
    seen, joined = counts(firm)
    assert joined < all_links
    firm.get_by_role("button", name="Export").click()
    parted = firm.locator(".taking p")
    more = int(re.search(r"\d+", parted.inner_text())[0]) if parted.count() else 0
    firm.keyboard.press("Escape")
    graph = json.loads(taken(firm, LABELS["json"])[1])
    assert (len(graph["entities"]), len(graph["links"])) == (seen, joined + more)


def test_a_report_quotes_every_link_that_is_seen_and_no_other(firm):
    firm.locator("#filter-shown").click()
    firm.locator("#withoutTypes-Technology").uncheck()
    _, links = counts(firm)
    name, content = taken(firm, "Report of this view")
    firm.get_by_role("tab", name="List").click()
    firm.get_by_role("heading", name="Links shown").wait_for()
    sentences = firm.locator(".list .links .link").all_inner_texts()

    assert name == "guanxi-report.html"
    text = content.decode()
    assert "<script" not in text
    assert 'lang="en"' in text
    assert "杭州宇树科技有限公司 and what is around it" in text
    assert len(sentences) == links
    ends = {end.strip() for each in sentences for end in re.split(r"─.*?→", each)}
    assert all(end in text for end in ends)
    assert text.count("<blockquote") >= links


def test_the_paths_that_stand_out_are_reported_alone(server, visit):
    page = visit(server)
    paths(page)
    hops = page.locator(".ranking > li").first.locator(".hop q").all_inner_texts()
    page.locator(".ranking > li .path").first.click()
    page.locator("#stage").focus()
    text = taken(page, "Report of the paths that stand out (1)")[1].decode()

    plain = re.sub(r"<[^>]+>", "", text)
    assert all(quote in plain for quote in hops)
    assert text.count('class="way"') == 1
    page.locator("#stage").focus()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Report of this view").wait_for()
    assert page.get_by_role("button", name="Report of the paths").count() == 0


def test_the_menu_is_walked_with_keys_and_closed_with_escape(firm):
    export = firm.get_by_role("button", name="Export")
    export.focus()
    firm.keyboard.press("Enter")
    firm.get_by_role("button", name="Picture (PNG)").wait_for()
    firm.keyboard.press("ArrowDown")
    focused = "document.activeElement.textContent"
    assert firm.evaluate(focused).startswith("Picture (PNG)")
    firm.keyboard.press("ArrowDown")
    assert firm.evaluate(focused).startswith("Drawing (SVG)")
    firm.keyboard.press("Escape")
    assert firm.evaluate(focused) == "Export"
    assert not firm.get_by_role("button", name="Picture (PNG)").is_visible()


def test_an_empty_page_offers_no_file_of_the_whole_graph(server, visit):
    page = visit(server)
    page.locator(".beginnings button").first.wait_for()
    page.get_by_role("button", name="Export").click()

    assert page.locator(".taking button").all_inner_texts() == [
        "Copy a link to this view\nopens what you see now"
    ]
