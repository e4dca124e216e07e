"""The trained finder of names in Chinese: organizations, people and places.

Its weights come from cutword (see ``extractors/models/README.md``). They are read on first
use and shared; the whole runs at 35,000 characters a second on one core for long texts, and at
9,000 for texts of a few sentences, where there is little to read at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.mentions.bilstm import ROWS, BiLSTM, Floats
from extractors.mentions.crf import Chunk, LinearChainCRF
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


Article = tuple[str, tuple[Sentence, ...]]
"""A text and its sentences."""
_KNOWN: dict[tuple[Path, str, tuple[Sentence, ...]], Known] = {}


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

    def read_ahead(self, articles: Iterable[Article]) -> None:
        """Read articles that are looked at next: many rows at once take little longer than a few.

        What is known of those read before is forgotten.
        """
        held = list(articles)
        _KNOWN.clear()
        for (text, sentences), known in zip(held, self.read(held), strict=True):
            _KNOWN[self._weights, text, sentences] = known

    def read(self, articles: Sequence[Article]) -> list[Known]:
        """Return all that is known of each article, without looking whether it was read before."""
        model = _load(self._weights)
        jobs = [
            _Job(number, tokens[window.start : window.end], window)
            for number, (text, sentences) in enumerate(articles)
            for sentence in sentences
            if sentence.language == "zh"
            for tokens in [tokenise(text, sentence.start, sentence.end, model.vocabulary)]
            for window in windows(text, tokens)
        ]
        # Rows of like length go together: the network runs as many steps as the longest needs.
        jobs.sort(key=lambda job: len(job.tokens))
        sheets = [_Sheet(text, model.labels) for text, _ in articles]
        for first in range(0, len(jobs), ROWS):
            batch = jobs[first : first + ROWS]
            scores = model.network.emissions([job.numbers for job in batch])
            found = model.crf.chunks(scores, [len(job.tokens) for job in batch])
            for column, (job, chunks) in enumerate(zip(batch, found, strict=True)):
                sheets[job.article].add(job, chunks, scores[:, column])
        return [sheet.known() for sheet in sheets]


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
    article: int
    tokens: Sequence[Token]
    window: Window

    @property
    def numbers(self) -> NDArray[np.int64]:
        return np.array([token.number for token in self.tokens])


class _Sheet:
    """Takes down what is made of the windows of one article."""

    def __init__(self, text: str, labels: int) -> None:
        self._text = text
        self._marks: list[Span] = []
        self._rows = np.zeros(len(text) + 1, dtype=np.int64)
        self._leanings = [np.zeros((1, labels), dtype=np.float16)]
        self._count = 1

    def add(self, job: _Job, chunks: Iterable[Chunk], scores: Floats) -> None:
        """Take down the chunks of a window and the [token, label] scores of its own tokens."""
        window = job.window
        for chunk in chunks:
            if window.owned_start <= window.start + chunk.start < window.owned_end:
                start, end = job.tokens[chunk.start].start, job.tokens[chunk.end - 1].end
                confidence = round(chunk.probability, DIGITS)
                words = self._text[start:end]
                self._marks.append(
                    Span(start, end, chunk.label, words, Recogniser.NAME, confidence)
                )
        own = slice(window.owned_start - window.start, window.owned_end - window.start)
        self._leanings.append(_softmax(scores[own]).astype(np.float16))
        for token in job.tokens[own]:
            self._rows[token.start : token.end] = self._count
            self._count += 1

    def known(self) -> Known:
        """Return all that was taken down."""
        return Known(tuple(sorted(self._marks)), self._rows, np.concatenate(self._leanings))


class _Model(NamedTuple):
    vocabulary: dict[str, int]
    network: BiLSTM
    crf: LinearChainCRF
    labels: int


def _read(weights: Path, text: str, sentences: tuple[Sentence, ...]) -> Known:
    """Return what is known of an article, kept for the next step that looks at it."""
    key = (weights, text, sentences)
    known = _KNOWN.get(key)
    if known is None:
        (known,) = Recogniser(weights).read([(text, sentences)])
        _KNOWN.clear()
        _KNOWN[key] = known
    return known


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
