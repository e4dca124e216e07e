"""Many finders' overlapping spans to one set that nests and never crosses."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.mentions.merging import KEEPS_INSIDE, echoes, merged
from extractors.spans import Span

TEXT = "青山星河云帆海森大学研究院机器人"
SPANS = st.lists(
    st.builds(
        lambda start, length, kind, finder, confidence: Span(
            start, start + length, kind, TEXT[start : start + length], finder, confidence
        ),
        st.integers(0, len(TEXT) - 1),
        st.integers(1, len(TEXT)),
        st.sampled_from(["Organization", "Person", "Policy", "Technology", "Place"]),
        st.sampled_from(["one.v1", "two.v1", "three.v1"]),
        st.floats(0.05, 0.99),
    ).filter(lambda span: span.end <= len(TEXT)),
    max_size=14,
)


@given(SPANS)
def test_what_is_kept_never_crosses_and_nests_only_in_policies(spans):
    for one, other in combinations(merged(spans), 2):
        if one.start < other.end and other.start < one.end:
            outer, inner = (one, other) if one.contains(other) else (other, one)
            assert outer.contains(inner)
            assert inner.type in KEEPS_INSIDE.get(outer.type, ())
            assert (outer.start, outer.end) != (inner.start, inner.end)


@given(SPANS, st.randoms())
def test_what_is_kept_is_sorted_and_does_not_depend_on_who_came_first(spans, random):
    shuffled = random.sample(spans, len(spans))

    assert merged(shuffled) == merged(spans)
    assert [span.start for span in merged(spans)] == sorted(span.start for span in merged(spans))


@given(SPANS)
def test_what_is_kept_was_found(spans):
    found = {(span.start, span.end, span.type, span.text) for span in spans}

    assert {(span.start, span.end, span.type, span.text) for span in merged(spans)} <= found


@given(SPANS)
def test_merging_again_changes_nothing(spans):
    once = merged(spans)

    assert merged(once) == once


def test_two_finders_that_agree_are_believed_where_one_is_not():
    one = make_span(0, 4, confidence=0.4)
    other = make_span(0, 4, confidence=0.4, finder="other.v1")

    assert merged([one]) == ()
    assert merged([one, one]) == ()
    assert [span.confidence for span in merged([one, other])] == [0.64]


def test_any_number_of_finders_that_agree_leave_a_doubt():
    sure = [make_span(0, 4, confidence=0.95, finder=f"finder{place}.v1") for place in range(9)]

    assert [span.confidence for span in merged(sure)] == [0.99]


def test_a_kind_that_only_one_of_them_knows_is_kept():
    sure = make_span(0, 4, confidence=0.9)
    knows = make_span(0, 4, confidence=0.6, finder="other.v1", kind="company")

    assert [span.kind for span in merged([sure, knows])] == ["company"]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param(
            [("Organization", 0, 8, 0.6), ("Organization", 0, 4, 0.99)], [(0, 8)],
            id="a longer name of the same type is the name",
        ),
        pytest.param(
            [("Policy", 0, 8, 0.9), ("Organization", 0, 4, 0.9)], [(0, 8), (0, 4)],
            id="an issuer stays inside a title",
        ),
        pytest.param(
            [("Organization", 0, 8, 0.9), ("Place", 0, 2, 0.9)], [(0, 8)],
            id="a place does not stay inside a body",
        ),
        pytest.param(
            [("Organization", 0, 4, 0.9), ("Person", 2, 6, 0.6)], [(0, 4)],
            id="of two that cross the surer stays",
        ),
        pytest.param(
            [("Organization", 0, 4, 0.9), ("Technology", 0, 4, 0.6)], [(0, 4)],
            id="one place has one type",
        ),
        pytest.param(
            [("Organization", 0, 4, 0.6), ("Organization", 4, 8, 0.6)], [(0, 4), (4, 8)],
            id="neighbours both stay",
        ),
    ],
)  # fmt: skip
def test_of_readings_that_compete_these_stay(spans, expected):
    found = [make_span(start, end, kind, confidence) for kind, start, end, confidence in spans]

    kept = sorted(merged(found), key=lambda span: (span.start, -span.end))

    assert [(span.start, span.end) for span in kept] == expected


def test_a_name_found_once_is_found_at_its_other_places_less_surely():
    text = "星河集团来了，星河集团走了。"
    first = Span(0, 4, "Organization", "星河集团", "test.v1", 0.8)

    (other,) = echoes(text, [first], "echo.v1")

    assert (other.start, other.text, other.finder) == (7, "星河集团", "echo.v1")
    assert other.confidence < first.confidence


@pytest.mark.parametrize(
    ("text", "name", "entity_type"),
    [
        pytest.param("ABCD来了，ABCDE走了", "ABCD", "Organization", id="cut out of a longer word"),
        pytest.param(
            "星河来了，星河走了", "星河", "Organization", id="two characters say too little"
        ),
        pytest.param("ABC来了，ABC走了", "ABC", "Organization", id="three letters say too little"),
        pytest.param("青山县来了，青山县走了", "青山县", "Place", id="places are known anyway"),
    ],
)
def test_a_name_that_may_mean_something_else_elsewhere_has_no_echo(text, name, entity_type):
    first = Span(0, len(name), entity_type, name, "test.v1", 0.8)

    assert list(echoes(text, [first], "echo.v1")) == []


def make_span(start, end, entity_type="Organization", confidence=0.9, finder="a.v1", kind=None):
    return Span(start, end, entity_type, TEXT[start:end], finder, confidence, kind)
