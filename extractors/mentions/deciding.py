"""One decision on every name: which of the finders' marks stand, how far, of which type.

A CRF trained on labelled passages of the domain looks at the marks of all finders, the words
and the characters, and draws the outermost names anew. How sure it is of a name is fitted on
passages that it was not trained on, so that of the names said to be 0.8 sure, about 80 % stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from extractors.mentions.boundaries import announced, bounded_by
from extractors.mentions.encoder import load as load_encoder
from extractors.mentions.english import EnglishRecogniser
from extractors.mentions.english_tables import organization_kind
from extractors.mentions.features import Features, Leanings, Line, features, tokenised
from extractors.mentions.merging import EVERYWHERE, KEEPS_INSIDE, echoes, merged
from extractors.mentions.recognised import kind_of
from extractors.mentions.recogniser import Recogniser
from extractors.mentions.tagger import Tagger
from extractors.mentions.word_classes import classes_of
from extractors.spans import Sentence, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME = "names.v1"
MODELS = Path(__file__).parents[1] / "models"
LANGUAGES = ("zh", "en")
MERGED = "merged"
DIGITS = 4
LEAST = 0.35
"""Names less sure than this are left out."""
CERTAIN = 0.98
EDGE = 1e-4
ENCODER_SHARE = np.float32(0.5)
"""The encoder's log probabilities count half: it is surer than it is right of what it learnt by
heart. Anything from 0.5 to 1 gave the same F1 within 0.01."""
SELDOM = "_Policy"
"""Of which the encoder saw too few to know one."""


def decided(
    text: str, sentences: Sequence[Sentence], found: Sequence[Span], models: Path = MODELS
) -> tuple[Span, ...]:
    """Return the names of an article, and those that policies' titles name inside themselves."""
    joined = combined(text, found)
    outer = [
        span
        for language in LANGUAGES
        for span in _decided(text, sentences, [*found, *joined], models, language)
    ]
    outer = list(announced(list(bounded_by(outer, joined)), found))
    return tuple(sorted({*outer, *_inside(outer, joined), *_apart(text, outer, joined)}))


def combined(text: str, found: Sequence[Span]) -> list[Span]:
    """Return what the finders' own confidences make of what they found, as one more finder."""
    sure = merged(found)
    return [replace(span, finder=MERGED) for span in merged((*sure, *echoes(text, sure, MERGED)))]


def seen(
    text: str, sentences: Sequence[Sentence], marks: Sequence[Span], language: str
) -> tuple[Line, Features]:
    """Return the tokens of one language's sentences, and all that is to be seen of them."""
    import rjieba

    own = [sentence for sentence in sentences if sentence.language == language]
    line = tokenised(text, own)
    if language == "en":
        raw: Sequence[Span] = EnglishRecogniser().recognise(text, sentences)
        looks = features(text, line, [*marks, *raw], classes=classes_of(line))
        return line, looks._replace(leanings=_opinion(text, line))
    network = Recogniser()
    leanings = network.leanings(text, sentences, line.starts)
    leanings[line.ends == 0] = 0
    marks = [*marks, *network.recognise(text, sentences)]
    return line, features(text, line, marks, rjieba.tag(text), leanings)


def _opinion(text: str, line: Line) -> Leanings:
    """Return what the English encoder says of the labels; it is not heard on policies."""
    encoder = load_encoder()
    scores = ENCODER_SHARE * encoder.leanings(text, line)
    for place, label in enumerate(encoder.labels):
        if label.endswith(SELDOM):
            scores[:, place] = scores[:, encoder.labels.index("O")]
    return Leanings(encoder.labels, scores)


def _decided(
    text: str, sentences: Sequence[Sentence], marks: Sequence[Span], models: Path, language: str
) -> Iterator[Span]:
    if not any(sentence.language == language for sentence in sentences):
        return
    tagger, calibration = load(models / f"names-{language}.npz")
    line, looks = seen(text, sentences, marks, language)
    kinds = _kinds(marks)
    for chunk in tagger.chunks(line, looks):
        start, end = int(line.starts[chunk.start]), int(line.ends[chunk.end - 1])
        confidence = calibrated(chunk.probability, calibration)
        if confidence >= LEAST:
            words = text[start:end]
            kind = kinds.get((start, end, chunk.label))
            if kind is None and chunk.label == "Organization":
                kind = kind_of(words) if language == "zh" else organization_kind(words)
            yield Span(start, end, chunk.label, words, NAME, confidence, kind)


def calibrated(probability: float, calibration: NDArray[np.float64]) -> float:
    """Return how often a name of such a probability is right, by a fitted logistic curve."""
    slope, shift = calibration
    share = 1 / (1 + np.exp(-slope * log_odds(probability) - shift))
    return round(min(float(share), CERTAIN), DIGITS)


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds, within what a fit can bear."""
    sure = min(max(probability, EDGE), 1 - EDGE)
    return float(np.log(sure / (1 - sure)))


def _kinds(marks: Iterable[Span]) -> dict[tuple[int, int, str], str]:
    """Return the kinds that finders tell, of the surest that tells one."""
    told = sorted((span for span in marks if span.kind), key=lambda span: span.confidence)
    return {(span.start, span.end, span.type): span.kind for span in told if span.kind}


def _inside(outer: Sequence[Span], joined: Sequence[Span]) -> Iterator[Span]:
    """Yield what the finders know inside the titles of policies."""
    titles = [span for span in outer if span.type == "Policy"]
    for span in joined:
        for title in titles:
            is_smaller = (span.start, span.end) != (title.start, title.end)
            if title.contains(span) and is_smaller and span.type in KEEPS_INSIDE[title.type]:
                yield span


def _apart(text: str, outer: Sequence[Span], joined: Sequence[Span]) -> Iterator[Span]:
    """Yield what labels of names leave out: short titles (《办法》), and countries as a stage.

    A short title means a policy that is named in full elsewhere; whether something is said of
    a country that every text names is seen later.
    """
    taken = {(span.start, span.end) for span in outer}
    for span in joined:
        is_title = span.type == "Policy" and text[span.start - 1 : span.start] == "《"
        is_stage = span.type == "Place" and span.text in EVERYWHERE
        if (is_title or is_stage) and (span.start, span.end) not in taken:
            yield span


@cache
def load(path: Path) -> tuple[Tagger, NDArray[np.float64]]:
    """Return the tagger that a file holds, and its calibration; it is read once."""
    with np.load(path, allow_pickle=False) as archive:
        return Tagger.read(archive), archive["calibration"].astype(np.float64)
