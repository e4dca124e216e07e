from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.reading.repair import repaired
from extractors.reading.view import Edit, View

# What the repairs look at: Han, shifted glyphs, digits, Latin, punctuation, line ends.
TEXTS = st.text(
    alphabet="芯片投资遥袁尧野冶渊冤豫耀孕圆员月日 \n\n\r\f\u3000。，、“”（）《》.,%-#*[]()/12aB",
    max_size=200,
)


def test_a_span_of_the_view_is_found_in_the_source_across_what_was_dropped():
    view = View.of("芯 片\n产业").edited([Edit(1, 2), Edit(3, 4)])

    assert view.text == "芯片产业"
    assert view.source(0, 2) == (0, 3)
    assert view.source(2, 4) == (4, 6)


def test_an_empty_span_maps_to_the_place_before_the_next_character():
    view = View.of("ab").edited([Edit(0, 1)])

    assert view.source(0, 0) == (1, 1)
    assert view.source(1, 1) == (2, 2)


def test_a_span_over_text_that_was_moved_covers_all_of_it():
    view = View.of("前图后尾").swapped([(1, 2, 3)])

    assert view.text == "前后图尾"
    assert view.source(0, 2) == (0, 3)


@pytest.mark.parametrize("span", [(-1, 1), (2, 1), (0, 3)])
def test_a_span_outside_the_view_is_refused(span):
    with pytest.raises(ValueError, match="outside"):
        View.of("ab").source(*span)


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([Edit(1, 2), Edit(0, 1)], id="out of order"),
        pytest.param([Edit(0, 1, "xy")], id="inserts"),
    ],
)
def test_an_edit_that_would_break_the_offsets_is_refused(edits):
    with pytest.raises(ValueError, match="overlaps"):
        View.of("abc").edited(edits)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_character_of_a_repaired_text_stands_for_one_of_the_source(text):
    view = repaired(text)

    assert len(view.offsets) == len(view.text)
    assert len(set(view.offsets)) == len(view.offsets)
    assert all(0 <= offset < len(text) for offset in view.offsets)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data())
def test_spans_of_a_repaired_text_go_to_the_source_and_back(text, data):
    view = repaired(text)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))

    first, last = view.source(start, end)

    assert 0 <= first <= last <= len(text)
    inside = [place for place, offset in enumerate(view.offsets) if first <= offset < last]
    assert set(range(start, end)) <= set(inside)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_at_all_can_be_repaired(text):
    view = repaired(text)

    assert view.source(0, len(view.text))[1] <= len(text)
