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

from extractors.mentions.bilstm import ROWS, BiLSTM
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
        return list(_recognised(self._weights, text, tuple(sentences)))

    def read(self, text: str, sentences: Sequence[Sentence]) -> list[Span]:
        """Return what ``recognise`` does, without looking whether it is known."""
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
        marks = [
            mark
            for first in range(0, len(jobs), ROWS)
            for mark in self._marks(text, jobs[first : first + ROWS], model)
        ]
        return sorted(marks)

    def _marks(self, text: str, jobs: Sequence[_Job], model: _Model) -> Iterator[Span]:
        rows = [np.array([token.number for token in job.tokens]) for job in jobs]
        emissions = model.network.emissions(rows)
        found = model.crf.chunks(emissions, [len(row) for row in rows])
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


class _Job(NamedTuple):
    tokens: Sequence[Token]
    window: Window


class _Model(NamedTuple):
    vocabulary: dict[str, int]
    network: BiLSTM
    crf: LinearChainCRF


@lru_cache(maxsize=1)
def _recognised(weights: Path, text: str, sentences: tuple[Sentence, ...]) -> tuple[Span, ...]:
    """Return the marks of an article, kept for the next step that looks at them."""
    return tuple(Recogniser(weights).read(text, sentences))


@cache
def _load(path: Path) -> _Model:
    with np.load(path, allow_pickle=False) as archive:
        arrays = dict(archive)
    words = arrays.pop("vocabulary").tobytes().decode().split("\n")
    labels = arrays.pop("labels").tobytes().decode().split("\n")
    parts = ("crf.transitions", "crf.start_transitions", "crf.end_transitions")
    crf = LinearChainCRF(labels, *(arrays.pop(part) for part in parts))
    return _Model({word: n for n, word in enumerate(words)}, BiLSTM(arrays), crf)
