"""Questions that follow chains of links: ready ones, and patterns of the reader's own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from graph.patterns import parse_pattern

FIRM = "宇树科技"
SOURCES = Path(__file__).parents[3] / "api" / "explorer" / "src"
CO_INVESTORS = "Organization <-INVESTED_IN- * -INVESTED_IN-> Organization"


def asked(server, path, **parameters):
    with urlopen(f"{server}/api/v1/{path}?{urlencode(parameters)}") as answer:
        return json.load(answer)


def address(server, name, **parts):
    (entity, *_) = asked(server, "suggest", q=name)
    about = entity["id"].removeprefix("entity-")
    return f"{server}/#{urlencode({'t': 'questions', 'c': about, **parts})}"


def answered(page):
    page.locator("#panel > .questions:not([aria-busy]) .answers h2").wait_for()


def names_shown(page):
    """Return the entities of every answer, in order."""
    return [path.locator(".end").all_inner_texts() for path in page.locator(".path").all()]


def names_of(ranking):
    return [[node["name"] for node in path["nodes"]] for path in ranking["paths"]]


@pytest.mark.parametrize(
    "written",
    re.findall(r'"([A-Z][a-z]+ <?-[^"]+)"', (SOURCES / "questions.ts").read_text("utf-8")),
)
def test_every_ready_question_can_have_answers(written):
    assert parse_pattern(written).steps


def test_who_else_the_investors_fund_is_a_ready_question(server, visit, picture):
    page = visit(address(server, FIRM))
    page.get_by_role("button", name="Who else do its investors fund?").click()
    answered(page)
    picture(page, "chains-ready")

    expected = asked(server, "chains", **{"from": FIRM, "pattern": CO_INVESTORS})
    assert names_shown(page) == names_of(expected)
    assert page.locator(".hop q").all_text_contents() == [
        hop["quote"] for path in expected["paths"] for hop in path["hops"]
    ]


def test_a_chain_is_built_by_clicking(server, visit, picture):
    page = visit(address(server, FIRM))
    page.get_by_text("A chain of your own").click()
    steps = page.get_by_label("Relation of step 1")
    offered = page.locator(".steps select").first.locator("option").all_inner_texts()
    assert "← invested in ─" in offered
    assert "← issued ─" not in offered  # nobody issues a firm

    steps.select_option(label="← invested in ─")
    page.get_by_label("Type after step 1").select_option(label="Organization")
    page.get_by_label("Relation of step 2").select_option(label="─ acquired →")
    page.get_by_label("Another relation of step 2").select_option(label="part of")
    picture(page, "chains-built")
    written = "Organization <-INVESTED_IN- Organization -ACQUIRED|PART_OF-> Organization"
    assert page.input_value("#pattern") == written
    told = page.locator("#pattern-told").inner_text()
    assert told == (
        "some Organization invested in 杭州宇树科技有限公司; "
        "that Organization acquired or is part of some Organization."
    )
    page.locator(".builder button[type=submit]").click()
    answered(page)

    expected = asked(server, "chains", **{"from": FIRM, "pattern": written})
    assert len(expected["paths"]) > 0
    assert names_shown(page) == names_of(expected)


def test_a_pattern_is_checked_as_it_is_written(server, visit):
    page = visit(address(server, FIRM))
    page.get_by_text("A chain of your own").click()
    ask = page.locator(".builder button[type=submit]")

    for wrong, told in [
        ("Organization -ISSUED-> Person", "No link leads so from Organization"),
        ("Organization => Person", "An arrow such as"),
        ("Organization <-INVESTS- *", "There is no relation INVESTS"),
        ("Person -FOUNDED-> Organization", "It starts from Person"),
    ]:
        page.fill("#pattern", wrong)
        page.locator("#pattern-told", has_text=told).wait_for()
        assert page.locator("#pattern").get_attribute("aria-invalid") == "true"
        assert ask.is_disabled()
    page.fill("#pattern", "机构 <-投资- *")
    page.locator("#pattern-told", has_text="invested in").wait_for()
    assert ask.is_enabled()


def test_a_pattern_is_said_in_chinese(server, visit, picture):
    page = visit(address(server, FIRM, p=CO_INVESTORS), language="zh-CN")
    answered(page)
    picture(page, "chains-chinese")

    assert page.locator("#pattern-told").inner_text() == (
        "某对象投资杭州宇树科技有限公司；该对象投资某机构。"
    )
    expected = asked(server, "chains", **{"from": FIRM, "pattern": CO_INVESTORS})
    assert names_shown(page) == names_of(expected)


def test_one_answer_or_all_stand_out(server, visit):
    page = visit(address(server, FIRM, p="Organization <-INVESTED_IN- *"))
    answered(page)
    page.get_by_role("button", name="Let nothing stand out").click()
    count = "() => document.querySelector('#stage').ariaLabel.match(/\\d+/)[0]"
    assert int(page.evaluate(count)) == page.locator(".path").count() + 1
    page.locator(".path").first.click()
    page.get_by_role("button", name="Show all in the graph").click()
    page.locator(".hop summary").first.click()

    card = page.locator(".hop blockquote").first
    card.wait_for()
    assert "近10亿元" in card.locator("mark").inner_text()
    assert "nearly CNY 1 billion (printed: 近10亿元)" in card.inner_text()
