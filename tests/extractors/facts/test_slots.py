"""Sentences with their mentions replaced by placeholders, and patterns over them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.facts.slots import PLACEHOLDERS, compiled, outermost, slotted
from extractors.spans import Passage, Sentence, Span

BODY = PLACEHOLDERS["Organization"]
NAMES = {"Organization": ("星河", "云帆集团"), "Person": ("王强",), "Technology": ("AI",)}
PIECES = st.lists(
    st.one_of(
        st.tuples(st.just(""), st.text(alphabet="收购，。、与 a(\n", max_size=4)),
        st.sampled_from([(kind, name) for kind, all_ in NAMES.items() for name in all_]),
    ),
    max_size=12,
)


@given(PIECES, st.text(alphabet="前文。", max_size=5), st.text(alphabet="后文。", max_size=5))
def test_every_place_of_the_slotted_text_is_found_again_in_the_passage(pieces, before, after):
    passage = make_passage(pieces, before, after)
    end = len(passage.text) - len(after)

    slots = slotted(passage, len(before), end)

    assert slots.original(len(slots.text)) == end
    assert [slots.original(place) for place in slots.starts] == [
        mention.start for mention in slots.mentions
    ]
    for place, mark in enumerate(slots.text):
        if place not in slots.starts:
            assert passage.text[slots.original(place)].translate({40: "（", 44: "，"}) == mark


@given(PIECES)
def test_there_is_one_slot_of_the_right_type_for_each_mention(pieces):
    passage = make_passage(pieces)

    slots = slotted(passage, 0, len(passage.text))

    assert slots.mentions == passage.mentions
    assert [slots.text[place] for place in slots.starts] == [
        PLACEHOLDERS[mention.type] for mention in passage.mentions
    ]
    assert sum(mark in PLACEHOLDERS.values() for mark in slots.text) == len(passage.mentions)


def test_of_nested_mentions_the_outermost_takes_the_slot():
    text = "青山大学数据中心与青山大学"
    whole, inner, last = (
        Span(start, end, "Organization", text[start:end], "test.v1", 0.9)
        for start, end in ((0, 8), (0, 4), (9, 13))
    )

    assert outermost([inner, last, whole]) == [whole, last]
    assert slotted(Passage(text, (), (whole, inner, last)), 0, 13).text == f"{BODY}与{BODY}"


def test_a_private_character_of_the_text_is_no_slot():
    passage = make_passage([("", "\ue000收购"), ("Organization", "星河"), ("", "\ue001")])

    slots = slotted(passage, 0, len(passage.text))

    assert compiled("<O>|<P>", {}).findall(slots.text) == [BODY]
    assert slots.original(len(slots.text)) == len(passage.text)


def test_a_bracket_that_only_names_a_thing_again_belongs_to_its_slot():
    text = "星河（GALAXY）收购云帆"
    ends = tuple(
        Span(text.index(name), text.index(name) + 2, "Organization", name, "test.v1", 0.9)
        for name in ("星河", "云帆")
    )

    slots = slotted(Passage(text, (), ends), 0, len(text))

    assert slots.text == f"{BODY}收购{BODY}"
    assert [slots.original(place) for place in (0, 1, 3)] == [0, 10, 12]


def test_mentions_outside_the_stretch_have_no_slot():
    passage = make_passage([("Organization", "星河"), ("", "收购"), ("Organization", "云帆集团")])

    assert slotted(passage, 1, len(passage.text)).text == f"河收购{BODY}"


@pytest.mark.parametrize(
    ("pattern", "pieces", "expected"),
    [
        pytest.param("<O:head>收购", "星河 收购", ["星河"], id="one slot"),
        pytest.param("<O:head>收购", "王强 收购", None, id="a slot of another type"),
        pytest.param("<O|P:head>收购", "王强 收购", ["王强"], id="a slot of either type"),
        pytest.param("<O+:head>收购", "星河 、 云帆集团 收购", ["星河", "云帆集团"], id="a list"),
        pytest.param(
            "<O+:head>收购", "星河 联合 云帆集团 收购", ["星河", "云帆集团"], id="together"
        ),
        pytest.param(
            "<O+:head>收购", "星河 （甲） 和“ 云帆集团 ” 收购", None, id="marks behind the last"
        ),
        pytest.param(
            "<O+:head>”?收购", "星河 （甲）和“ 云帆集团 ”收购", ["星河", "云帆集团"], id="brackets"
        ),
        pytest.param("^<O:head>{buy}", "星河 并购", ["星河"], id="a word of a list"),
        pytest.param("<O:head>用<T><end>", "星河 用 AI 技术", ["星河"], id="whole object"),
        pytest.param("<O:head>用<T><end>", "星河 用 AI 圈", None, id="first half of a compound"),
    ],
)
def test_a_pattern_captures_these_mentions(pattern, pieces, expected):
    kinds = {name: kind for kind, all_ in NAMES.items() for name in all_}
    passage = make_passage([(kinds.get(piece, ""), piece) for piece in pieces.split(" ")])
    slots = slotted(passage, 0, len(passage.text))

    match = compiled(pattern, {"buy": ["收购", "并购"]}).search(slots.text)

    found = match and [mention.text for mention in slots.group(match, "head")]
    assert found == expected


def test_a_group_that_took_no_part_encloses_nothing():
    passage = make_passage([("Organization", "星河"), ("", "收购")])
    slots = slotted(passage, 0, len(passage.text))
    match = compiled("(?:<P:head>|<O>)收购", {}).search(slots.text)

    assert slots.group(match, "head") == []


def make_passage(pieces, before="", after=""):
    text, mentions = before, []
    for kind, words in pieces:
        if kind:
            span = Span(len(text), len(text) + len(words), kind, words, "test.v1", 0.9)
            mentions.append(span)
        text += words
    text += after
    return Passage(text, (Sentence(0, len(text), "zh"),), tuple(mentions))
