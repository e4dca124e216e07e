"""Names that are common knowledge, found wherever they stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.mentions.gazetteer import CERTAIN, GazetteerFinder, Term, canonical_names, terms
from extractors.spans import Sentence
from graph.names import comparable_name
from graph.ontology import entity_type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("青山市来客", ["青山市"], id="the longest name at a place"),
        pytest.param("去青山", ["青山"], id="the shorter where the longer does not stand"),
        pytest.param("用Qx3做", ["Qx3"], id="Latin letters between Chinese ones"),
        pytest.param("用 qX3 做", ["qX3"], id="any case, as printed"),
        pytest.param("用Qx32做", [], id="cut out of a longer number"),
        pytest.param("用aQx3做", [], id="cut out of a longer word"),
        pytest.param("青山青山", ["青山", "青山"], id="each time"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_listed_names_are_found_as_whole_names(text, expected):
    assert [span.text for span in find(text)] == expected


def test_a_name_that_is_an_ordinary_word_too_is_doubted():
    assert [span.confidence < 0.5 for span in find("雨花与青山")] == [True, False]
    assert [span.confidence for span in find("青山")] == [CERTAIN]


def test_names_are_looked_for_in_chinese_sentences_only():
    text = "青山青山"
    sentences = (Sentence(0, 2, "en"), Sentence(2, 4, "zh"))

    assert [span.start for span in GazetteerFinder(LISTED).find(text, sentences)] == [2]


def test_a_name_does_not_reach_over_the_end_of_a_sentence():
    text = "青山市"
    sentences = (Sentence(0, 2, "zh"), Sentence(2, 3, "zh"))

    assert [span.text for span in GazetteerFinder(LISTED).find(text, sentences)] == ["青山"]


def test_letters_that_grow_when_folded_do_not_move_a_span():
    text = "İİİ青山"

    assert [(span.start, span.end) for span in find(text)] == [(3, 5)]


@given(st.text(alphabet="青山市雨花Qqx3a İß，"))
def test_spans_cut_the_text_they_claim_and_never_overlap(text):
    spans = list(find(text))

    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


def test_the_tables_list_no_name_of_another_type_than_the_ontology_s():
    kinds = {(term.type, term.kind) for term in terms()}

    assert kinds
    assert all(kind is None or kind in entity_type(name).kinds for name, kind in kinds)


def test_no_listed_name_is_empty_or_keeps_a_mark_of_the_table():
    assert [term for term in terms() if not term.name.strip() or {*term.name} & {"=", "?"}] == []


def test_synonyms_share_the_fullest_name():
    same = canonical_names()

    for name in ("工信部", "工业和信息化部"):
        assert same["Organization", comparable_name(name)] == "工业和信息化部"


def test_a_space_between_scripts_is_listed_too():
    listed = {term.name for term in terms()}

    assert {"AI智能体", "AI 智能体"} <= listed


LISTED = tuple(
    Term(name=name, canonical=name, type="Place", kind=None, is_doubtful=name == "雨花")
    for name in ("青山", "青山市", "Qx3", "雨花")
)


def find(text):
    return GazetteerFinder(LISTED).find(text, (Sentence(0, len(text), "zh"),))
