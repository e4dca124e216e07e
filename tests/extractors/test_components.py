"""The finders as components of one spaCy pipeline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.components import LONGEST, analysed, bounded, build
from extractors.registry import FACT_FINDERS, MENTION_FINDERS
from extractors.sentences import sentences
from extractors.spans import Sentence
from graph.ontology import allows

TEXT = "青山国际促进会（以下简称“青促会”）成立。青促会与星河集团签署合作协议，清华大学研究院到会。"


@pytest.fixture(scope="module")
def nlp():
    return build()


def test_every_finder_is_a_component_under_its_name_and_the_merge_stands_between(nlp):
    assert nlp.pipe_names == [
        *(finder.NAME for finder in MENTION_FINDERS),
        "guanxi_merge",
        *(finder.NAME for finder in FACT_FINDERS),
        "guanxi_decide",
    ]


def test_no_two_finders_share_a_name_and_each_has_a_version():
    names = [finder.NAME for finder in (*MENTION_FINDERS, *FACT_FINDERS)]

    assert len(set(names)) == len(names)
    assert all(name.rpartition(".v")[2].isdigit() for name in names)


def test_no_token_holds_two_characters_so_that_every_name_is_a_span_of_tokens(nlp):
    text = "AI  大模型2\n和 Qx3"

    tokens = list(nlp.make_doc(text))

    assert "".join(token.text_with_ws for token in tokens) == text
    assert [token.text for token in tokens if len(token.text.strip()) > 1] == []


def test_mentions_are_sorted_and_never_cross(nlp):
    passage, _ = read(nlp, TEXT)
    spans = [(span.start, span.end) for span in passage.mentions]

    assert spans == sorted(spans, key=lambda span: (span[0], -span[1]))
    for start, end in spans:
        crossing = [other for other in spans if start < other[0] < end < other[1]]
        assert crossing == []


def test_an_alias_is_a_mention_where_it_is_defined_and_where_it_is_used(nlp):
    passage, _ = read(nlp, TEXT)

    used = [span.start for span in passage.mentions if span.text == "青促会"]
    assert used == [TEXT.index("青促会"), TEXT.rindex("青促会")]
    assert [alias.alias.text for alias in passage.aliases] == ["青促会"]


def test_an_alias_that_no_finder_would_know_is_found_where_it_is_used(nlp):
    text = "青山国际促进会（以下简称“甲方”）成立。今天甲方很忙。"

    passage, _ = read(nlp, text)

    used = [span.start for span in passage.mentions if span.text == "甲方"]
    assert used == [text.index("甲方"), text.rindex("甲方")]


def test_claims_end_at_mentions_of_types_that_the_relation_links(nlp):
    passage, claims = read(nlp, TEXT)

    assert claims
    for claim in claims:
        assert {claim.head, claim.tail} <= set(passage.mentions)
        assert allows(claim.head.type, claim.relation, claim.tail.type)
        assert claim.start <= min(claim.head.start, claim.tail.start)
        assert max(claim.head.end, claim.tail.end) <= claim.end


def test_a_body_that_lies_in_another_s_name_is_a_mention_too(nlp):
    passage, _ = read(nlp, TEXT)

    assert {"清华大学研究院", "清华大学"} <= {span.text for span in passage.mentions}


def test_traditional_characters_are_read_and_given_back_as_they_stand(nlp):
    text = "星河集團與青山集團簽署戰略合作協議。"

    passage, claims = read(nlp, text)

    assert passage.text == text
    assert {span.text for span in passage.mentions} == {"星河集團", "青山集團"}
    assert [(claim.head.text, claim.relation, claim.tail.text) for claim in claims] == [
        ("星河集團", "PARTNERS_WITH", "青山集團")
    ]


@given(st.text(alphabet="甲，； ", max_size=3), st.integers(0, 3 * LONGEST), st.integers(1, 80))
def test_long_sentences_are_read_in_pieces_that_leave_nothing_out(pause, length, every):
    text = "".join("乙" if place % every else pause or "乙" for place in range(length))
    whole = Sentence(0, len(text), "zh")

    pieces = list(bounded(text, [whole]))

    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])]
    assert pieces[-1].end == len(text)
    assert all(piece.end - piece.start <= LONGEST for piece in pieces)
    assert {piece.language for piece in pieces} == {"zh"}


def test_a_long_sentence_is_cut_behind_a_pause():
    text = "甲" * (LONGEST - 10) + "，" + "乙" * 50

    first, second = bounded(text, [Sentence(0, len(text), "zh")])

    assert text[first.start : first.end].endswith("甲，")
    assert set(text[second.start : second.end]) == {"乙"}


def test_empty_text_gives_nothing(nlp):
    passage, claims = read(nlp, "")

    assert (passage.mentions, passage.aliases, claims) == ((), (), ())


def read(nlp, text):
    return analysed(nlp, text, list(sentences(text, 0, len(text))))
