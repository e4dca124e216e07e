"""Who issued a paper, from its head and foot."""

from __future__ import annotations

import pytest

from extractors.facts.papers import PaperFinder
from extractors.sentences import sentences
from extractors.spans import Passage, Span

TYPES = {"O": "Organization", "L": "Policy", "T": "Technology"}


def claims(text, names):
    spans = []
    for name, letter in names:
        start = text.find(name)
        while start >= 0:
            spans.append(Span(start, start + len(name), TYPES[letter], name, "gold", 0.9))
            start = text.find(name, start + 1)
    read, place = [], 0
    for line in text.split("\n"):
        read += sentences(text, place, place + len(line))
        place += len(line) + 1
    spans.sort(key=lambda span: (span.start, -span.end))
    passage = Passage(text, tuple(read), tuple(spans))
    return {(one.head.text, one.relation, one.tail.text) for one in PaperFinder().find(passage)}


def test_the_bodies_of_the_first_line_issue_the_paper_whose_title_the_next_line_ends():
    head = "水利部、海川市人民政府关于新建\n青石水库的批复\n水函〔2003〕7号\n"
    text = head + "东山县人民政府：\n来文收悉。"

    assert claims(text, [("水利部", "O"), ("海川市人民政府", "O"), ("青石水库的批复", "L")]) == {
        ("水利部", "ISSUED", "青石水库的批复"), ("海川市人民政府", "ISSUED", "青石水库的批复"),
    }  # fmt: skip


def test_a_title_cut_by_a_line_end_governs_what_it_is_about():
    text = "水利部关于新建青石水利枢纽工程局\n的批复\n水函〔2003〕7号\n东山县人民政府：\n来文收悉。"
    names = [("水利部", "O"), ("青石水利枢纽工程局", "O"), ("水函〔2003〕7号", "L")]

    assert ("水函〔2003〕7号", "GOVERNS", "青石水利枢纽工程局") in claims(text, names)


def test_who_signs_above_the_date_issues_the_paper():
    text = "关于印发河道管理办法的通知\n各县：\n现印发你们。\n水利部\n2003年5月6日"

    assert claims(text, [("河道管理办法", "L"), ("水利部", "O")]) == {
        ("水利部", "ISSUED", "河道管理办法")
    }


def test_our_ministry_is_the_one_that_signs():
    body = "各单位：\n为了做好安全工作，我部组织编制了《水库安全规程》，请执行。\n"
    text = body + "水利部\n2003年5月6日"

    assert ("水利部", "ISSUED", "水库安全规程") in claims(
        text, [("水库安全规程", "L"), ("水利部", "O")]
    )


@pytest.mark.parametrize(
    "text",
    [
        "根据《水库安全规程》，请报送情况。\n水利部\n2003年5月6日",
        "你公司《水库安全规程》（水函〔2003〕7号）收悉。\n水利部\n2003年5月6日",
        "水利部召开会议，讨论《水库安全规程》。",
    ],
)
def test_a_policy_that_a_paper_only_cites_is_not_issued_by_it(text):
    assert claims(text, [("水库安全规程", "L"), ("水利部", "O")]) == set()
