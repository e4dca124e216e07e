"""What people come to the explorer for, done as they would."""

from __future__ import annotations

import json
import re
from urllib.request import urlopen

import networkx
import pytest

from tests.api.explorer.screens import FIRM, pick
from tests.api.explorer.stores import on_both_stores


def asked(server, path):
    with urlopen(f"{server}/api/v1/{path}") as answer:
        return json.load(answer)


def settled(page):
    """Wait until the address holds the view as it lies."""
    page.wait_for_function(
        "() => { const before = window.lastHash; window.lastHash = location.hash;"
        " return before === location.hash && before.includes('n='); }",
        polling=900,
    )


@pytest.fixture
def firm(server, visit):
    """Return a page that shows a firm of the sample corpus, and the firm's id."""
    page = visit(server)
    pick(page, "#search", FIRM)
    page.get_by_role("heading", name="杭州宇树科技有限公司").wait_for()
    return page


@on_both_stores
def test_the_first_screen_tells_what_there_is_and_where_to_begin(server, visit, picture):
    page = visit(server)
    page.locator(".beginnings button").first.wait_for()
    picture(page, "start")

    stats = asked(server, "stats")
    figures = page.locator(".counts dd").all_inner_texts()
    assert figures == [
        str(stats["documents"]), str(sum(stats["entities"].values())),
        str(sum(stats["links"].values())), str(stats["facts"]),
    ]  # fmt: skip
    dates = page.locator(".documents .faint").all_inner_texts()
    assert dates == sorted(dates, reverse=True)
    page.locator(".beginnings button").first.click()
    page.locator(".links li").first.wait_for()


@on_both_stores
def test_who_funds_a_firm_takes_three_interactions(server, visit, picture):
    page = visit(server)
    page.fill("#search", FIRM)
    page.locator("[role=option]").first.wait_for()
    picture(page, "find")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Who funds it?").click()

    page.get_by_role("heading", name="answers").wait_for()
    settled(page)
    picture(page, "funds")
    answers = " ".join(page.locator(".path").all_inner_texts())
    for investor in ("美团", "金石投资", "源码资本", "深圳市创新投资集团有限公司"):
        assert investor in answers
    quotes = page.locator(".hop q").all_inner_texts()
    assert len(quotes) == len(page.locator(".path").all())
    assert all("宇树科技" in quote for quote in quotes)


@on_both_stores
def test_a_path_with_quotes_takes_four_interactions(server, visit, picture):
    page = visit(server)
    page.get_by_role("tab", name="Paths").click()
    pick(page, "#path-from", "王慧文")
    page.locator("#path-from:not(:focus)").wait_for()
    pick(page, "#path-to", FIRM)

    page.locator(".ranking li").first.wait_for()
    settled(page)
    picture(page, "paths")
    expected = asked(
        server, "paths?from=%E7%8E%8B%E6%85%A7%E6%96%87&to=%E5%AE%87%E6%A0%91%E7%A7%91%E6%8A%80"
    )
    paths = page.locator(".ranking > li")
    assert paths.count() == len(expected["paths"])
    for at, path in enumerate(expected["paths"]):
        hops = paths.nth(at).locator(".hop")
        assert hops.locator("q").all_inner_texts() == [hop["quote"] for hop in path["hops"]]
        marked = [("weakest" in each.get_attribute("class")) for each in hops.all()]
        weakest = [at == path["weakest"] for at in range(len(path["hops"]))]
        assert marked == (weakest if len(weakest) > 1 else [False])
    hops.first.locator("summary").click()
    page.locator(".hop blockquote mark").first.wait_for()


@on_both_stores
def test_a_link_is_read_in_its_document(firm, picture):
    firm.locator(".links .link").first.click()
    firm.locator("blockquote mark").first.wait_for()
    quote = firm.locator("blockquote mark").first.inner_text()
    picture(firm, "link")
    firm.get_by_role("button", name="Read it in the document").first.click()

    firm.locator(".text mark").first.wait_for()
    picture(firm, "document")
    assert "".join(firm.locator(".text mark").all_inner_texts()) == quote
    firm.locator(".text mark .mention").first.click()
    firm.locator(".details .asks").wait_for()


def test_a_node_is_clicked_and_opened_by_a_double_click(server, visit):
    (firm,) = asked(server, "suggest?q=%E5%AE%87%E6%A0%91%E7%A7%91%E6%8A%80")
    alone = firm["id"].removeprefix("entity-")
    links = asked(server, f"entities/{firm['id']}/links?limit=100")["items"]
    near = len({end for link in links for end in (link["head"], link["tail"])})
    page = visit(f"{server}/#n={alone}*0*0&t=list")
    page.get_by_role("heading", name="Entities shown (1)").wait_for()
    page.locator("#stage").click()
    page.get_by_role("heading", name=firm["name"]).wait_for()
    page.locator("#stage").dblclick()
    page.get_by_role("tab", name="List").click()

    page.get_by_role("heading", name=f"Entities shown ({near})").wait_for()
    page.get_by_role("button", name="金石投资", exact=True).click()
    page.get_by_role("button", name="Hide").click()
    page.get_by_role("tab", name="List").click()
    page.get_by_role("heading", name=f"Entities shown ({near - 1})").wait_for()


@on_both_stores
def test_a_subgraph_is_exported_in_three_interactions(server, visit, tmp_path):
    page = visit(server)
    pick(page, "#search", FIRM)
    page.locator(".links li").first.wait_for()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as awaited:
        page.get_by_role("button", name="GraphML").click()
    awaited.value.save_as(tmp_path / "shown.graphml")

    graph = networkx.read_graphml(tmp_path / "shown.graphml", force_multigraph=True)
    label = page.locator("#stage").get_attribute("aria-label")
    assert re.findall(r"\d+", label) == [str(graph.number_of_nodes()), str(graph.number_of_edges())]


def test_a_picture_of_the_graph_is_not_empty(firm, tmp_path):
    settled(firm)
    firm.get_by_role("button", name="Export").click()
    with firm.expect_download() as awaited:
        firm.get_by_role("button", name="Picture").click()
    awaited.value.save_as(tmp_path / "shown.png")

    content = (tmp_path / "shown.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    colours = firm.evaluate(
        """async (bytes) => {
          const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          const canvas = new OffscreenCanvas(picture.width, picture.height);
          const context = canvas.getContext('2d');
          context.drawImage(picture, 0, 0);
          const { data } = context.getImageData(0, 0, picture.width, picture.height);
          const seen = new Set();
          for (let at = 0; at < data.length; at += 4)
            seen.add((data[at] * 65536 + data[at + 1] * 256 + data[at + 2])
              .toString(16).padStart(6, '0'));
          return [...seen];
        }""",
        list(content),
    )
    assert {"0072b2", "d55e00", "cc79a7", "e69f00"} <= set(colours)


def test_a_permalink_restores_the_view(firm, visit):
    firm.get_by_role("button", name="Who funds it?").click()
    firm.get_by_role("heading", name="answers").wait_for()
    settled(firm)
    address = firm.url

    other = visit(address)
    other.get_by_role("heading", name="answers").wait_for()
    settled(other)
    assert other.url == address
    assert other.locator(".path").all_inner_texts() == firm.locator(".path").all_inner_texts()


def test_both_languages_are_whole(firm, picture):
    firm.get_by_role("button", name="中文").click()

    firm.get_by_role("button", name="谁投资了它？").click()
    firm.get_by_role("heading", name="个答案").wait_for()
    picture(firm, "chinese")
    assert firm.locator("html").get_attribute("lang") == "zh-CN"
    assert "投资" in firm.locator(".path").first.inner_text()
    told = firm.locator("#top, [role=tablist], .asks, #legend").all_inner_texts()
    words = set(re.findall(r"[A-Za-z]+", " ".join(told)))
    assert words <= {"guanxi", "English", "Delete"}


def test_readers_in_china_are_met_in_chinese(server, visit, picture):
    page = visit(
        server, language="zh-CN", color_scheme="dark", viewport={"width": 360, "height": 740}
    )
    page.locator(".beginnings button").first.wait_for()
    picture(page, "small-dark")

    labels = ["依据", "路径", "提问", "列表", "筛选", "导入"]
    assert page.get_by_role("tab").all_inner_texts() == labels
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360
