"""A report tells what was asked for with all its evidence, runs nothing, and prints well."""

from __future__ import annotations

import re
from contextlib import closing
from html.parser import HTMLParser

import pypdfium2
import pytest

from api.reports.gathering import LinkName, gather
from api.reports.page import page
from graph.store import open_store
from tests.graph.factories import Claimed, Named, make_graph

EVIL = "<img src=x onerror=\"document.title='broken'\">"
TITLE = '融资 "关系" \\ </style><script>x</script>'


@pytest.fixture
def store():
    claims = [
        Claimed(
            "青岚资本", "INVESTED_IN", "澜辰科技", 0.9, "2031-03", {"round": "A轮", "lead": True}
        ),
        Claimed("澜辰科技", "DEVELOPS", "云梯", 0.6, "2030"),
        Claimed("赵远", "WORKS_FOR", "澜辰科技", 0.8, properties={"former": True}),
        Claimed(EVIL, "SUPPLIES", "澜辰科技", 0.5),
    ]
    named = [Named("云梯", "Technology", "product"), Named("赵远", "Person")]
    with closing(open_store("memory:")) as opened:
        opened.replace_document(make_graph("press/a.txt", claims, named))
        opened.replace_document(make_graph("press/b.txt", claims[:1]))
        yield opened


@pytest.fixture
def ids(store):
    return {one.name: one.id for one in store.all_entities()}


@pytest.fixture
def link(ids):
    """Return a function that names a link by the names of its ends."""

    def named(head, relation, tail):
        return LinkName(head=ids.get(head, head), relation=relation, tail=ids.get(tail, tail))

    return named


@pytest.fixture
def everything(store):
    """Return all links there are, as they are asked for."""
    return [LinkName(head=one.head, relation=one.relation, tail=one.tail) for one in store.links()]


class Text(HTMLParser):
    """The words of a page and the elements they stand in."""

    def __init__(self, written):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(written)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def __str__(self):
        return " ".join("".join(self.words).split())


def test_every_link_is_a_sentence_with_all_its_quotes(store, link):
    asked = [link("青岚资本", "INVESTED_IN", "澜辰科技"), link("赵远", "WORKS_FOR", "澜辰科技")]

    english = str(Text(page(gather(store, [], asked, []), "en")))
    chinese = str(Text(page(gather(store, [], asked, []), "zh")))

    assert "1. 青岚资本 invested in 澜辰科技 INVESTED_IN · confidence 0.99 · 2031-03" in english
    assert english.count("青岚资本 INVESTED_IN 澜辰科技。") == 2
    quoted = r"\[2\] press/a.txt · 2025-01-02 · press/a.txt · characters \d+–\d+ · found by factory"
    assert re.search(quoted, english)
    assert "confidence 0.90 · 2031-03 · lead investor: yes · round: A轮" in english
    assert "2. 赵远 held a post at 澜辰科技" in english
    assert "1. 青岚资本投资了澜辰科技" in chinese
    assert "2. 赵远曾任职于澜辰科技" in chinese
    assert "实体 3 个，关系 2 条，引文 3 段，来源 2 个" in chinese
    assert "领投：是 · 轮次：A轮" in chinese


def test_a_path_is_told_hop_by_hop_with_the_weakest_named(store, link):
    path = [link("青岚资本", "INVESTED_IN", "澜辰科技"), link("澜辰科技", "DEVELOPS", "云梯")]

    gathered = gather(store, [], [], [path, [link("赵远", "WORKS_FOR", "澜辰科技"), path[0]]])

    forth, back = gathered.ways
    assert forth.nodes == ("青岚资本", "澜辰科技", "云梯")
    assert back.nodes == ("赵远", "澜辰科技", "青岚资本")
    assert (forth.weakest, back.weakest) == (1, 0)
    assert forth.confidence == pytest.approx(0.99 * 0.6)
    told = str(Text(page(gathered, "en")))
    assert "1.2 澜辰科技 develops 云梯 confidence 0.60 · 2030 · weakest hop" in told
    assert told.count("weakest hop") == 2


def test_what_is_gone_is_named_and_no_error(store, link):
    gone = link("青岚资本", "ACQUIRED", "澜辰科技")
    unheard = link("entity-0", "OWNS", "澜辰科技")

    gathered = gather(store, ["entity-1"], [gone, unheard], [[gone]])

    told = str(Text(page(gathered, "en")))
    assert "青岚资本 acquired 澜辰科技 entity-0 — OWNS → 澜辰科技 entity-1" in told
    assert "0 links" in told
    assert "1.1 青岚资本 acquired 澜辰科技 No longer in the graph" in told
    assert gathered.ways[0].confidence is None


def test_a_link_asked_for_twice_is_told_once(store, link):
    (member,) = [one.members[0] for one in store.all_entities() if one.name == "云梯"]
    asked = link("澜辰科技", "DEVELOPS", "云梯")
    local = asked.model_copy(update={"tail": member})

    gathered = gather(store, [member], [asked, local, asked], [])

    assert len(gathered.links) == 1
    assert [one.name for one in gathered.entities] == ["澜辰科技", "云梯"]
    assert gathered.gone == ()


def test_sources_are_numbered_in_the_order_in_which_they_are_quoted(store, everything):
    gathered = gather(store, [], everything, [])

    written = Text(page(gathered, "zh"))
    cited = [attributes["href"] for tag, attributes in written.elements if tag == "a"]
    listed = [attributes["id"] for tag, attributes in written.elements if "id" in attributes]
    assert [one.uri for one in gathered.sources] == ["press/a.txt", "press/b.txt"]
    assert list(dict.fromkeys(cited)) == [f"#{one}" for one in listed]


def test_entities_stand_by_type_with_their_other_names(store, ids):
    told = str(Text(page(gather(store, list(ids.values()), [], []), "en")))

    assert re.search(r"Organization Name.*澜辰科技.*Person Name.*Technology Name.*云梯", told)
    assert "云梯product" in told


def test_a_report_of_nothing_is_a_page(store):
    told = str(Text(page(gather(store, [], [], []), "en")))

    assert "0 entities, 0 links, 0 quotes from 0 sources" in told


def test_the_overview_draws_what_can_be_told_apart(store, everything):
    elements = Text(page(gather(store, [], everything, []), "en")).elements

    drawn = [tag for tag, _ in elements]
    assert (drawn.count("text"), drawn.count("line")) == (5, 4)


def test_the_overview_leaves_out_what_would_be_a_tangle(store):
    names = [f"公司{number}" for number in range(41)]
    claims = [Claimed("中心", "SUPPLIES", name) for name in names]
    store.replace_document(make_graph("many.txt", claims))
    asked = [LinkName(head=one.head, relation=one.relation, tail=one.tail) for one in store.links()]

    assert "<svg" not in page(gather(store, [], asked, []), "en")


def test_it_is_the_same_for_the_same_evidence(store, everything):
    assert page(gather(store, [], everything, []), "zh") == page(
        gather(store, [], everything, []), "zh"
    )


@pytest.fixture
def printed(browser, tmp_path):
    """Return a function that opens a page where nothing may go wrong, and prints it."""

    def printing(written):
        file, wrong = tmp_path / "report.html", []
        file.write_text(written, encoding="utf-8")
        opened = browser.new_page()
        opened.on("console", lambda said: wrong.append(said.text))
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        opened.on("request", lambda asked: wrong.append(asked.url))
        opened.goto(file.as_uri())
        title = opened.title()
        opened.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
        opened.close()
        assert wrong == [file.as_uri()]
        with closing(pypdfium2.PdfDocument(tmp_path / "report.pdf")) as document:
            pages = [one.get_textpage().get_text_bounded() for one in document]
        return title, pages

    return printing


def test_it_prints_with_running_titles_and_its_texts_can_be_read_back(store, everything, printed):
    title, pages = printed(page(gather(store, [], everything, []), "zh", TITLE))

    assert title == TITLE
    together = "".join("".join(pages).split())
    assert "".join(f"{EVIL}SUPPLIES澜辰科技。".split()) in together
    assert "青岚资本投资了澜辰科技" in together
    assert len(pages) >= 2
    for number, text in enumerate(pages, start=1):
        assert TITLE in text
        assert f"{number} / {len(pages)}" in text


def test_a_table_that_goes_over_pages_repeats_its_head(store, printed):
    names = [f"公司{number}" for number in range(300)]
    store.replace_document(make_graph("many.txt", [], [Named(name) for name in names]))
    ids = [one.id for one in store.all_entities()]

    _, pages = printed(page(gather(store, ids, [], []), "en"))

    # What is read back of a PDF has lost some of its spaces.
    headed = ["OthernamesKind" in "".join(text.split()) for text in pages]
    assert len(pages) > 5
    assert all(headed)
