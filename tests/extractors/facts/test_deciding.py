"""Which claims stand."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from extractors.facts import deciding
from extractors.facts.deciding import NAME, Model, judged
from extractors.facts.pairs import allowed
from extractors.spans import Claim, Passage, Sentence, Span

TEXT = "甲社发布乙机。"
HEAD = Span(0, 2, "Organization", "甲社", "gold", 1.0)
TAIL = Span(4, 6, "Technology", "乙机", "gold", 1.0)
PASSAGE = Passage(TEXT, (Sentence(0, len(TEXT), "zh"),), (HEAD, TAIL))
CLAIM = Claim(HEAD, "DEVELOPS", TAIL, 0, len(TEXT), "patterns.zh.v1", 0.75, {"date": "5月"})


@pytest.fixture
def weigh(monkeypatch):
    """A function that has the classifier give one word this weight for DEVELOPS and USES."""

    def set_weights(develops, uses=-9.0):
        weights = np.array([[develops, uses], [0.0, 0.0]], np.float32)
        model = Model(
            rows={"m:发布": 0}, columns={"DEVELOPS>": 0, "USES>": 1}, weights=weights,
            bias=np.zeros(2, np.float32), slope=np.array([1, 0], np.float32),
            least=np.array([0.5, 0.5], np.float32), claimed=0.2,
        )  # fmt: skip
        monkeypatch.setattr(
            deciding, "model", lambda language, _: model if language == "zh" else None
        )

    return set_weights


def test_a_likely_relation_is_claimed_where_no_finder_did(weigh):
    weigh(2.0)

    (claim,) = judged(PASSAGE, [])

    assert (claim.head, claim.relation, claim.tail, claim.finder) == (HEAD, "DEVELOPS", TAIL, NAME)
    assert claim.confidence == pytest.approx(1 / (1 + np.exp(-2)))


def test_an_unlikely_claim_is_refused(weigh):
    weigh(-3.0)

    assert list(judged(PASSAGE, [CLAIM])) == []


def test_a_claim_that_stands_keeps_its_properties_and_finder_and_is_as_sure_as_it_is_likely(weigh):
    weigh(-0.5)

    (claim,) = judged(PASSAGE, [CLAIM])

    assert (claim.finder, claim.properties) == ("patterns.zh.v1", {"date": "5月"})
    assert claim.confidence == pytest.approx(1 / (1 + np.exp(0.5)))


def test_a_claim_about_names_of_several_sentences_stands_as_it_is(weigh):
    weigh(-9.0)
    text = "甲社开会。它说好。乙机。"
    tail = Span(9, 11, "Technology", "乙机", "gold", 0.9)
    ends = [5, 9, 12]
    sentences = tuple(Sentence(a, b, "en") for a, b in zip([0, *ends], ends, strict=False))
    claim = Claim(HEAD, "DEVELOPS", tail, 0, len(text), "papers.zh.v1", 0.8)

    assert list(judged(Passage(text, sentences, (HEAD, tail)), [claim])) == [claim]


def test_a_doubtful_name_makes_a_claim_doubtful_or_keeps_it_out(weigh):
    weigh(50.0)

    def sure(confidence):
        tail = replace(TAIL, confidence=confidence)
        return [claim.confidence for claim in judged(replace(PASSAGE, mentions=(HEAD, tail)), [])]

    assert sure(0.5) == [pytest.approx(0.5 * deciding.SUREST)]
    assert sure(0.2) == []


def test_no_claim_is_surer_than_can_be_shown(weigh):
    weigh(50.0)

    (claim,) = judged(PASSAGE, [])

    assert claim.confidence == deciding.SUREST


def test_without_weights_for_a_language_all_claims_stand(monkeypatch):
    monkeypatch.setattr(deciding, "model", lambda *_: None)

    assert list(judged(PASSAGE, [CLAIM])) == [CLAIM]


def test_the_shipped_weights_know_labels_of_the_ontology_alone():
    model = deciding.model("zh", deciding.MODELS)
    types = ("Organization", "Person", "Policy", "Technology", "Place")
    known = {label for one in types for other in types for label in allowed(one, other)}

    assert model is not None
    assert set(model.columns) <= known
    assert len({re.sub("[<>]", "", label) for label in model.columns}) == 15


def test_the_name_has_a_version():
    assert NAME.rpartition(".v")[2].isdigit()
