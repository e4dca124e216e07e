"""The trained finder of names in Chinese: organizations, people and places.

Its weights come from cutword (see ``extractors/models/README.md``). They are read on first
use and shared; the whole runs at 35,000 characters a second on one core for long texts, and at
9,000 for texts of a few sentences, where there is little to read at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.mentions.bilstm import ROWS, BiLSTM, Floats
from extractors.mentions.crf import LinearChainCRF
from extractors.mentions.recognised import Name, name_in
from extractors.mentions.tokens import Token, Window, tokenise, windows
from extractors.spans import Sentence, Span

WEIGHTS = Path(__file__).parents[1] / "models" / "cutword-ner.npz"
PERSON = "PERSON"
DIGITS = 3
MINIMUM = 0.3
"""Names less likely than this are left out: seven in ten of them were wrong on public news sets."""
JOINTS = frozenset("·・•‧")
"""What stands between the parts of a foreign name, of which the network may mark each alone."""


class Recogniser:
    """Finds Chinese names with a neural network.

    What it finds in a sentence depends on that sentence alone, never on which others are
    read together with it.
    """

    NAME: ClassVar[str] = "cutword.v1"

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield the names in the Chinese sentences, in order of their start."""
        for mark in _joined(text, self.recognise(text, sentences)):
            name = name_in(text, mark.start, mark.end, mark.type)
            if name and mark.confidence >= MINIMUM:
                yield Span(
                    name.start, name.end, name.type, text[name.start : name.end],
                    self.NAME, _assured(mark.confidence, name), name.kind,
                )  # fmt: skip

    def recognise(self, text: str, sentences: Sequence[Sentence]) -> list[Span]:
        """Return all that the network marks, under its own labels, in order.

        The labels are ORG, PERSON, LOC, TIME, TERMINOLOGY, CREATION and eleven more, which the
        model card explains. The confidence is the probability that the whole mark is right.
        """
        return list(_read(self._weights, text, tuple(sentences)).marks)

    def leanings(
        self, text: str, sentences: Sequence[Sentence], places: NDArray[np.int64]
    ) -> NDArray[np.float16]:
        """Return how far the token at each place leans to each label, by [place, label].

        A row adds up to one (softmax of the scores, whatever its neighbours are); it is nought
        where the network reads nothing.
        """
        known = _read(self._weights, text, tuple(sentences))
        return known.leanings[known.rows[places]]

    def read(self, text: str, sentences: Sequence[Sentence]) -> Known:
        """Return all that is known of a text, without looking whether it was read before."""
        model = _load(self._weights)
        jobs = [
            _Job(tokens[window.start : window.end], window)
            for sentence in sentences
            if sentence.language == "zh"
            for tokens in [tokenise(text, sentence.start, sentence.end, model.vocabulary)]
            for window in windows(text, tokens)
        ]
        # Rows of like length go together: the network runs as many steps as the longest needs.
        jobs.sort(key=lambda job: len(job.tokens))
        marks: list[Span] = []
        rows = np.zeros(len(text) + 1, dtype=np.int64)
        leanings = [np.zeros((1, model.labels), dtype=np.float16)]
        count = 1
        for first in range(0, len(jobs), ROWS):
            batch = jobs[first : first + ROWS]
            scores = model.network.emissions([job.numbers for job in batch])
            marks += self._marks(text, batch, model.crf, scores)
            for column, (tokens, window) in enumerate(batch):
                own = slice(window.owned_start - window.start, window.owned_end - window.start)
                leanings.append(_softmax(scores[own, column]).astype(np.float16))
                for token in tokens[own]:
                    rows[token.start : token.end] = count
                    count += 1
        return Known(tuple(sorted(marks)), rows, np.concatenate(leanings))

    def _marks(
        self, text: str, jobs: Sequence[_Job], crf: LinearChainCRF, scores: Floats
    ) -> Iterator[Span]:
        found = crf.chunks(scores, [len(job.tokens) for job in jobs])
        for (tokens, window), chunks in zip(jobs, found, strict=True):
            for chunk in chunks:
                if window.owned_start <= window.start + chunk.start < window.owned_end:
                    start, end = tokens[chunk.start].start, tokens[chunk.end - 1].end
                    confidence = round(chunk.probability, DIGITS)
                    yield Span(start, end, chunk.label, text[start:end], self.NAME, confidence)


def _joined(text: str, marks: Iterable[Span]) -> Iterator[Span]:
    """Yield the marks, with persons that a middle dot alone parts made one."""
    last: Span | None = None
    for mark in marks:
        whole = mark
        if last and last.type == mark.type == PERSON and text[last.end : mark.start] in JOINTS:
            whole = replace(
                last, end=mark.end, text=text[last.start : mark.end],
                confidence=min(last.confidence, mark.confidence),
            )  # fmt: skip
        elif last:
            yield last
        last = whole
    if last:
        yield last


def _assured(probability: float, name: Name) -> float:
    """Return the confidence in a name: its ending, or its being a person's, halves the doubt.

    On gold passages three of four such names are right where the network gives less than 0.5.
    """
    is_telling = name.type == "Person" or name.kind is not None
    return round((1 + probability) / 2 if is_telling else probability, DIGITS)


def _softmax(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    powers /= powers.sum(axis=1, keepdims=True)
    return powers


class Known(NamedTuple):
    """What the network makes of a text."""

    marks: tuple[Span, ...]
    rows: NDArray[np.int64]
    """Of each character, the row of its token in ``leanings``."""
    leanings: NDArray[np.float16]
    """[token, label]; the first row is that of what is not read."""


class _Job(NamedTuple):
    tokens: Sequence[Token]
    window: Window

    @property
    def numbers(self) -> NDArray[np.int64]:
        return np.array([token.number for token in self.tokens])


class _Model(NamedTuple):
    vocabulary: dict[str, int]
    network: BiLSTM
    crf: LinearChainCRF
    labels: int


@lru_cache(maxsize=1)
def _read(weights: Path, text: str, sentences: tuple[Sentence, ...]) -> Known:
    """Return what is known of an article, kept for the next step that looks at it."""
    return Recogniser(weights).read(text, sentences)


@cache
def _load(path: Path) -> _Model:
    with np.load(path, allow_pickle=False) as archive:
        arrays = dict(archive)
    words = arrays.pop("vocabulary").tobytes().decode().split("\n")
    labels = arrays.pop("labels").tobytes().decode().split("\n")
    parts = ("crf.transitions", "crf.start_transitions", "crf.end_transitions")
    crf = LinearChainCRF(labels, *(arrays.pop(part) for part in parts))
    vocabulary = {word: number for number, word in enumerate(words)}
    return _Model(vocabulary, BiLSTM(arrays), crf, len(labels))
