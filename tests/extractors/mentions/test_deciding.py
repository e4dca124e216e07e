"""Every name is decided on once, with a confidence, and nothing sure is lost."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.components import found_in
from extractors.mentions.deciding import (
    CERTAIN,
    LANGUAGES,
    LEAST,
    MODELS,
    calibrated,
    decided,
    load,
)
from extractors.spans import Sentence

LIMIT = 40_000_000


def names(text, language="zh"):
    sentences = (Sentence(0, len(text), language),)
    return {
        (span.text, span.type): span for span in decided(text, sentences, found_in(text, sentences))
    }


def test_names_of_a_funding_round_are_found_with_kinds():
    found = names("近日，云杉光学科技有限公司宣布完成近亿元A轮融资，由青松创投领投。")

    assert found["云杉光学科技有限公司", "Organization"].kind == "company"
    assert found["青松创投", "Organization"].kind == "investor"
    assert all(LEAST <= span.confidence <= CERTAIN for span in found.values())


def test_english_names_are_found():
    found = names("Larchwood Inc. announced that Jane Miller was named chief executive.", "en")

    assert ("Jane Miller", "Person") in found


def test_a_title_keeps_the_body_that_it_names():
    found = names("会议审议了《国家能源局关于促进氢能发展的指导意见》。")

    assert ("国家能源局关于促进氢能发展的指导意见", "Policy") in found
    assert ("国家能源局", "Organization") in found


def test_a_short_title_stays():
    assert ("办法", "Policy") in names("《办法》自印发之日起施行。")


def test_a_country_as_a_stage_stays_for_what_is_said_of_it():
    assert ("中国", "Place") in names("星河集团总部位于中国。")


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet="华为云公司（）《》ab1 ，。市在融资\n", max_size=50))
def test_any_text_gives_spans_inside_it_that_nest_or_stand_apart(text):
    sentences = (Sentence(0, len(text), "zh"),)

    spans = decided(text, sentences, found_in(text, sentences))

    assert list(spans) == sorted(spans)
    for span in spans:
        assert text[span.start : span.end] == span.text != ""
    for one, other in combinations([span for span in spans if span.finder == "names.v1"], 2):
        assert one.end <= other.start or other.end <= one.start


def test_confidence_rises_with_probability_and_is_never_certainty():
    curve = np.array([0.5, -0.3])

    shares = [calibrated(probability, curve) for probability in (0.0, 0.1, 0.5, 0.9, 1.0)]

    assert shares == sorted(shares)
    assert shares[0] > 0
    assert shares[2] == pytest.approx(1 / (1 + np.exp(0.3)), abs=1e-3)
    assert shares[-1] <= CERTAIN


def test_the_models_are_small_load_without_pickle_and_are_named_in_the_card():
    card = (MODELS / "README.md").read_text(encoding="utf-8")

    assert sum(path.stat().st_size for path in MODELS.glob("*.npz")) < LIMIT
    for language in LANGUAGES:
        path = MODELS / f"names-{language}.npz"
        _, curve = load(path)
        assert curve[0] > 0
        assert path.name in card
