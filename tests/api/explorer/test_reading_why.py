"""Why a link or a name is there: quotes by document, names explained, passages one by one."""

from __future__ import annotations

import re
from contextlib import closing

import pytest

from api.settings import Settings
from graph.records import Judgement
from graph.store import open_store
from tests.api.explorer.conftest import running
from tests.graph.factories import Claimed, make_graph

FILLING = "此处无关。" * 3000  # many windows of text between two passages


@pytest.fixture
def address(tmp_path):
    """Serve two documents that state one link, of which one is long, and a judgement."""
    url = f"sqlite:{tmp_path}/guanxi.db"
    money = {"round": "A轮", "amount": "约3.2亿元", "amount_value": "320000000",
             "amount_how": "about", "currency": "CNY"}  # fmt: skip
    several = {"amount": "150-200万美元", "amount_low": "1500000", "amount_high": "2000000",
              "amount_how": "between", "currency": "USD"}  # fmt: skip
    first = make_graph(
        "https://press.example/a.txt",
        [
            Claimed("青岚资本", "INVESTED_IN", "澜辰科技", 0.9, "2031-03", money),
            Claimed("青岚资本", "INVESTED_IN", "澜辰科技", 0.6),
        ],
    )
    second = make_graph(
        "press/b.txt", [Claimed("青岚资本", "INVESTED_IN", "澜辰科技", 0.8, None, several)]
    )
    first = lengthened(first)
    firm = {entity.name: entity.id for entity in (*first.entities, *second.entities)}
    with closing(open_store(url)) as store:
        for graph in (first, second):
            store.replace_document(graph)
        store.judge(
            Judgement(
                left=firm["青岚资本"], right=firm["澜辰科技"], verdict="different", by="mei",
                at="2031-05-06T08:00:00.000Z", reason="two registers",
            )
        )  # fmt: skip
    with running(Settings(store=url, rate="100000/minute")) as (place, _):
        yield place


def lengthened(graph):
    """Return a graph whose document goes on for long after what it states."""
    document = graph.document
    return graph.model_copy(
        update={"document": document.model_copy(update={"text": document.text + FILLING})}
    )


@pytest.fixture
def firm(address, visit):
    page = visit(address)
    page.locator(".beginnings button", has_text="澜辰科技").first.click()
    page.locator(".links .link").first.wait_for()
    return page


def test_quotes_are_grouped_by_document_with_a_link_to_the_web(firm, picture):
    firm.locator(".links .link").first.click()
    firm.locator("section.document").first.wait_for()
    picture(firm, "why-link")

    sections = firm.locator("section.document")
    assert [each.locator("blockquote").count() for each in sections.all()] == [2, 1]
    original = firm.get_by_role("link", name="original")
    assert original.count() == 1  # a path is no address that a browser should follow
    assert original.get_attribute("href") == "https://press.example/a.txt"
    assert "noopener" in original.get_attribute("rel")
    assert "about CNY 320 million (printed: 约3.2亿元)" in sections.first.inner_text()
    assert "USD 1.5 million to USD 2 million (printed: 150-200万美元)" in sections.last.inner_text()


def test_an_amount_is_said_in_chinese(address, visit):
    page = visit(address, language="zh-CN")
    page.locator(".beginnings button", has_text="澜辰科技").first.click()
    page.locator(".links .link").first.click()

    page.locator("section.document").nth(1).wait_for()
    first, *_, last = page.locator(".properties").all_inner_texts()
    # What is printed stands alone where nothing else is to be said.
    assert "约3.2亿元" in first
    assert not re.search("CNY|原文", first)
    assert "150万美元至200万美元 (原文：150-200万美元)" in last


def test_what_was_judged_and_where_a_name_is_used_is_told(firm, picture):
    firm.get_by_text("Why these names are one").click()
    firm.locator(".judgements li").wait_for()
    picture(firm, "why-names")

    told = firm.locator(".judgements li").inner_text()
    assert "Not the same as 青岚资本" in told
    assert "two registers" in told
    assert "mei · 2031-05-06" in told
    assert "2 times in 2 documents" in firm.locator(".names li").inner_text()


def test_the_passages_of_a_document_are_stepped_through(firm):
    firm.locator(".links .link").first.click()
    firm.get_by_role("button", name="Read it in the document").first.click()
    firm.locator(".text mark").first.wait_for()
    firm.wait_for_function("() => location.hash.includes('d=')")
    first = firm.url
    quote = firm.locator(".text mark").all_inner_texts()
    firm.get_by_role("button", name="Next passage").click()
    firm.wait_for_function("(before) => location.href !== before", arg=first)

    assert firm.locator(".text .stated").count() > 0
    firm.get_by_role("button", name="Next passage").click()
    firm.get_by_role("status").filter(has_text="the last passage").wait_for()
    firm.get_by_role("button", name="Passage before").click()
    firm.wait_for_function("(before) => location.href === before", arg=first)
    assert firm.locator(".text mark").all_inner_texts() == quote


def test_a_long_text_comes_as_the_reader_goes_on(firm):
    firm.locator(".links .link").first.click()
    firm.get_by_role("button", name="Read it in the document").first.click()
    firm.locator(".text mark").first.wait_for()
    length = "() => document.querySelector('.text').textContent.length"
    before = firm.evaluate(length)
    assert before < len(FILLING)
    firm.locator("#panel").evaluate("(panel) => panel.scrollTo(0, panel.scrollHeight)")

    firm.wait_for_function(f"(before) => ({length})() > before", arg=before)
