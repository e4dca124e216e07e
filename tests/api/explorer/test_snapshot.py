"""The snapshot opens by itself: no server, no request, no harm in what texts hold."""

from __future__ import annotations

import re
from contextlib import closing

import pytest

from api.explorer import snapshot
from graph.errors import InputError
from graph.neighbourhood import neighbourhood
from graph.store import open_store
from tests.graph.factories import Claimed, Named, make_graph

EVIL = "<img src=x onerror=\"document.title='broken'\">"
QUOTED = "</script><script>document.title='broken'</script>"


@pytest.fixture
def store():
    claims = [
        Claimed(EVIL, "INVESTED_IN", "澜辰科技", 0.9, "2031-03", {"round": "A轮"}),
        Claimed(EVIL, "SUPPLIES", "澜辰科技", 0.5),
        Claimed(QUOTED, "PARTNERS_WITH", "澜辰科技", 0.7),
        Claimed("赵远", "WORKS_FOR", "澜辰科技"),
    ]
    with closing(open_store("memory:")) as opened:
        opened.replace_document(make_graph("press/a.txt", claims, [Named("赵远", "Person")]))
        yield opened


@pytest.fixture
def written(store, tmp_path):
    """Return the page of the whole graph as it was written to a file."""
    snapshot.write_html(neighbourhood(store), store, tmp_path / "graph.html")
    return tmp_path / "graph.html"


@pytest.fixture
def opened(browser, written):
    """Return a function that opens the page where nothing may be loaded or go wrong."""
    wrong, contexts = [], []

    def visit(language="en-GB"):
        context = browser.new_context(locale=language, viewport={"width": 1300, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: wrong.append(asked.url))
        page.route(lambda url: not url.startswith(written.as_uri()), lambda route: route.abort())
        page.goto(written.as_uri())
        page.wait_for_selector("html[data-ready]")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert set(wrong) <= {written.as_uri()}


def test_it_opens_without_a_request_and_lists_what_there_is(opened, picture):
    page = opened()

    assert page.title() == "guanxi 关系: 4 entities 实体 · 4 links 关系"
    listed = page.locator("#panel li").all_text_contents()
    assert sorted(listed) == sorted([EVIL, QUOTED, "澜辰科技", "赵远"])
    assert page.locator("#stage canvas").count() == 1
    picture(page, "snapshot")


def test_names_and_quotes_that_are_markup_stay_text(opened):
    page = opened()

    page.get_by_role("button", name=EVIL).click()
    page.get_by_role("button", name=f"{EVIL} — INVESTED_IN → 澜辰科技").click()

    assert page.locator("blockquote").text_content() == f"{EVIL} INVESTED_IN 澜辰科技。"
    assert page.locator("img").count() == 0
    assert "broken" not in page.title()


def test_a_link_shows_its_quotes_with_source_date_confidence_and_finder(opened):
    page = opened("zh-CN")

    page.get_by_role("button", name="澜辰科技", exact=True).click()
    page.get_by_role("button", name=f"{EVIL} — 投资 → 澜辰科技").click()

    told = page.locator("#panel").inner_text()
    for words in (
        "press/a.txt",
        "2025-01-02",
        "可信度 0.90",
        "factory.v1",
        "2031-03",
        "round: A轮",
    ):
        assert words in told
    assert page.locator("[data-term=Person]").text_content() == "人物"


def test_a_link_is_selected_by_a_click_on_it(opened):
    page = opened()

    # Wherever the links lie: somewhere along a row of points there is one.
    box = page.locator("#stage").bounding_box()
    for step in range(12, 28):
        for row in range(12, 28):
            page.mouse.click(
                box["x"] + box["width"] * step / 40, box["y"] + box["height"] * row / 40
            )
            if page.locator("blockquote").count():
                return
    pytest.fail("no click met a link")


def test_what_the_policy_lets_run_are_the_scripts_of_the_page_alone(written):
    page = written.read_text(encoding="utf-8")

    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy.startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert policy.count("sha256-") == 2
    assert re.findall(r"<(?:link|img|iframe)[ >]|<script src", page.split("<script>")[0]) == []


def test_the_same_graph_is_the_same_page(store, written, tmp_path):
    snapshot.write_html(neighbourhood(store), store, tmp_path / "again.html")

    assert (tmp_path / "again.html").read_bytes() == written.read_bytes()


def test_a_notebook_has_it_as_a_network_of_pyvis(store):
    from pyvis.network import Network

    network = snapshot.snapshot(neighbourhood(store), store, title="<b>融资</b>")

    assert isinstance(network, Network)
    assert len(network.edges) == 4
    assert "<title>&lt;b&gt;融资&lt;/b&gt;</title>" in network.generate_html()


def test_a_picture_that_nobody_could_read_is_refused_with_the_remedy(store, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "ENTITIES", 3)

    with pytest.raises(
        InputError, match=r"^4 entities with 4 links are too many .* or export gexf"
    ):
        snapshot.write_html(neighbourhood(store), store, tmp_path / "graph.html")
    assert list(tmp_path.iterdir()) == []
