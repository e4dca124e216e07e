"""What the decision on names looks at: characters, words, and the marks of every finder.

A feature is a number: what it says, hashed into ``BUCKETS``. The same code makes the features
that are trained on and those that are decided by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extractors.spans import Sentence, Span

Codes = NDArray[np.uint64]
Places = NDArray[np.int64]

BITS = 22
BUCKETS = 1 << BITS
PIECE = re.compile(r"[A-Za-z]+|\d+|\S")
# Empty places between sentences: no feature looks farther than this.
GAP = 2
NOTHING = (0, 0, 0, 0)
NONE = np.zeros(1, dtype=np.uint64)
PRIMES = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9], dtype=np.uint64)
SHIFT = np.uint64(29)
TOP = np.uint64(64 - BITS)
KNOWN = 1 << 16
"""Words whose codes are kept at hand."""
STEPS = 5
"""Confidences are told apart in this many steps."""
OFTEN = 4
"""A word that stands there more often is told no further apart."""
CLASSES = 80
"""The first template of word classes; each partition has five."""
LEAST_LEANING = 0.03
"""Smaller ones say nothing."""


class Line(NamedTuple):
    """The tokens of the sentences of an article, one after the other, with gaps between them."""

    starts: Places
    ends: Places
    rows: tuple[tuple[int, int], ...]
    """Where the tokens of each sentence are: from, to."""
    words: Codes
    """In small letters."""
    shapes: Codes
    affixes: Codes
    exact: Codes
    """As they are written."""


class Features(NamedTuple):
    """Features by token: those that every token has, and those that only some have."""

    dense: NDArray[np.int64]
    """[template, token]"""
    tokens: Places
    buckets: NDArray[np.int64]
    """Of each of the others, where it is and which it is; sorted by token."""
    leanings: Leanings | None = None
    """What a network says of the labels themselves, if one was asked."""


class Leanings(NamedTuple):
    """What is added to the scores of labels."""

    labels: Sequence[str]
    scores: NDArray[np.float32]
    """[token, label]"""

    def of(self, labels: Sequence[str]) -> NDArray[np.float32]:
        """Return the scores by [token, label] of other labels, of which each is known here."""
        return self.scores[:, [self.labels.index(label) for label in labels]]


class _Spread(NamedTuple):
    """Every token of every span: which token, of which span, and which part of it."""

    token: Places
    span: Places
    part: Codes


def tokenised(text: str, sentences: Iterable[Sentence]) -> Line:
    """Return the tokens of the sentences: characters, and whole runs of letters or of digits."""
    starts, ends, pieces, rows = [0] * GAP, [0] * GAP, [NOTHING] * GAP, []
    for sentence in sentences:
        first = len(starts)
        for piece in PIECE.finditer(text, sentence.start, sentence.end):
            starts.append(piece.start())
            ends.append(piece.end())
            pieces.append(_described(piece.group()))
        rows.append((first, len(starts)))
        starts += [0] * GAP
        ends += [0] * GAP
        pieces += [NOTHING] * GAP
    looks = np.array(pieces, dtype=np.uint64).T
    return Line(np.array(starts), np.array(ends), tuple(rows), *looks)


def features(
    text: str,
    line: Line,
    marks: Iterable[Span],
    words: Sequence[tuple[str, str]] = (),
    leanings: NDArray[np.float16] | None = None,
    classes: Iterable[Codes] = (),
) -> Features:
    """Return the features of every token.

    Args:
        text: What the line's tokens and the marks count in.
        line: The tokens.
        marks: What finders found.
        words: All words of the text, with their parts of speech.
        leanings: How far a network leans to its labels, by [token, label].
        classes: Classes of the tokens' words, nought where there is none, by [partition, token].
    """
    dense = np.stack(list(_of_characters(line)))
    size = len(line.starts)
    sparse = [*_of_marks(line, marks), *_of_words(text, line, words)]
    sparse += [*_of_affixes(line), *_of_repeats(line)]
    for number, partition in enumerate(classes):
        sparse += _of_classes(number, partition)
    if leanings is not None:
        sparse += _of_leanings(leanings)
    tokens = np.concatenate([token for token, _ in sparse])
    buckets = np.concatenate([bucket for _, bucket in sparse])
    inside = (tokens >= 0) & (tokens < size)
    tokens, buckets = tokens[inside], buckets[inside]
    order = np.argsort(tokens, kind="stable")
    return Features(dense, tokens[order], buckets[order])


def _of_characters(line: Line) -> Iterator[NDArray[np.int64]]:
    word = {step: _moved(line.words, step) for step in range(-2, 4)}
    shape = {step: _moved(line.shapes, step) for step in range(-2, 3)}
    yield _hashed(0, np.zeros_like(line.words))
    for step in range(-2, 3):
        yield _hashed(1 + step + 2, word[step])
    for step in range(-2, 2):
        yield _hashed(6 + step + 2, word[step], word[step + 1])
    yield _hashed(10, word[-1], word[0], word[1])
    yield _hashed(11, shape[-2], shape[-1], shape[0])
    yield _hashed(12, shape[-1], shape[0], shape[1])
    yield _hashed(13, shape[0], shape[1], shape[2])


def _of_repeats(line: Line) -> Iterator[tuple[Places, NDArray[np.int64]]]:
    """Yield if an article has a capitalised word in small letters too, or how often it has it.

    What a headline or the beginning of a sentence capitalises is no name for that.
    """
    is_capital = line.words != line.exact
    is_low = np.isin(line.words, line.exact[~is_capital])
    _, whole, counts = np.unique(line.exact, return_inverse=True, return_counts=True)
    often = np.minimum(counts[whole], OFTEN)
    token = np.flatnonzero(is_capital & (is_low | (often > 1)))
    looks = np.where(is_low, 0, often).astype(np.uint64)[token]
    for step in (-1, 0, 1):
        yield token - step, _hashed(51 + step, looks)


def _of_affixes(line: Line) -> Iterator[tuple[Places, NDArray[np.int64]]]:
    """Yield how Latin words end."""
    token = np.flatnonzero(line.affixes)
    yield token, _hashed(20, line.affixes[token])


def _of_marks(line: Line, marks: Iterable[Span]) -> Iterator[tuple[Places, NDArray[np.int64]]]:
    best: dict[tuple[int, int, str, str], float] = {}
    for mark in marks:
        key = (mark.start, mark.end, mark.finder, mark.type)
        best[key] = max(mark.confidence, best.get(key, 0))
    if not best:
        return
    spans = list(best)
    spread = _spread(line, [span[:2] for span in spans])
    finder = np.array(
        [code(f"{span[2].partition('.')[0]}:{span[3]}") for span in spans], dtype=np.uint64
    )
    kind = np.array([code(span[3]) for span in spans], dtype=np.uint64)
    sure = np.array([int(value * STEPS) for value in best.values()], dtype=np.uint64)
    at, part = spread.span, spread.part
    for step in (-1, 0, 1):
        yield spread.token - step, _hashed(30 + step, finder[at], part)
        yield spread.token - step, _hashed(33 + step, finder[at], part, sure[at])
        yield spread.token - step, _hashed(36 + step, kind[at], part)


def _of_classes(number: int, classes: Codes) -> Iterator[tuple[Places, NDArray[np.int64]]]:
    """Yield the class of a word, of those beside it, and of two in a row."""
    token = np.flatnonzero(classes)
    for step in (-1, 0, 1):
        yield token - step, _hashed(CLASSES + 5 * number + step, classes[token])
    for step in (-1, 0):
        both = (_moved(classes, step)[token], _moved(classes, step + 1)[token])
        yield token, _hashed(CLASSES + 5 * number + 3 + step, *both)


def _of_leanings(
    leanings: NDArray[np.float16],
) -> Iterator[tuple[Places, NDArray[np.int64]]]:
    """Yield what a network leans to at a token and beside it, and how far."""
    token, label = np.nonzero(leanings >= LEAST_LEANING)
    far = (leanings[token, label] * STEPS).astype(np.uint64)
    code = label.astype(np.uint64)
    for step in (-1, 0, 1):
        yield token - step, _hashed(60 + step, code)
        yield token - step, _hashed(63 + step, code, far)


def _of_words(
    text: str, line: Line, words: Sequence[tuple[str, str]]
) -> Iterator[tuple[Places, NDArray[np.int64]]]:
    """Yield what a token's word is, its part of speech, and the words beside it."""
    if not words:
        return
    ends = list(accumulate(len(word) for word, _ in words))
    known = np.array([code(word) for word, _ in words], dtype=np.uint64)
    tags = np.array([code(tag) for _, tag in words], dtype=np.uint64)
    starts = [0, *ends[:-1]]
    spread = _spread(line, list(zip(starts, ends, strict=True)))
    at, part = spread.span, spread.part
    for step in (-1, 0, 1):
        yield spread.token - step, _hashed(40 + step, tags[at], part)
        yield spread.token - step, _hashed(43 + step, known[at], part)
    before, tags_before = (np.concatenate([NONE, codes[:-1]]) for codes in (known, tags))
    after, tags_after = (np.concatenate([codes[1:], NONE]) for codes in (known, tags))
    yield spread.token, _hashed(46, before[at], part)
    yield spread.token, _hashed(47, after[at], part)
    yield spread.token, _hashed(48, tags_before[at], tags[at], part)
    yield spread.token, _hashed(49, tags_after[at], tags[at], part)


def _spread(line: Line, spans: Sequence[tuple[int, int]]) -> _Spread:
    """Return the tokens of the spans that begin and end where tokens of one sentence do."""
    real = line.ends > 0
    size = int(line.ends.max(initial=0)) + 1
    first, last = np.full(size, -1), np.full(size, -1)
    first[line.starts[real]] = np.flatnonzero(real)
    last[line.ends[real]] = np.flatnonzero(real)
    bounds = np.array(spans, dtype=np.int64).reshape(-1, 2)
    bounds = np.where(bounds < size, bounds, 0)
    begin, end = first[bounds[:, 0]], last[bounds[:, 1]]
    row = np.cumsum(~real)
    kept = np.flatnonzero((begin >= 0) & (end >= begin) & (row[begin] == row[end]))
    begin, end = begin[kept], end[kept]
    lengths = end - begin + 1
    offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    left = np.repeat(lengths, lengths) - 1 - offsets
    part = (offsets == 0) * np.uint64(1) + (left == 0) * np.uint64(2)
    return _Spread(np.repeat(begin, lengths) + offsets, np.repeat(kept, lengths), part)


def _moved(codes: Codes, step: int) -> Codes:
    return np.roll(codes, -step)


def _hashed(template: int, *codes: Codes) -> NDArray[np.int64]:
    """Return the buckets of features that a template makes of some codes."""
    mixed = np.full(codes[0].shape, template + 1, dtype=np.uint64) * PRIMES[1]
    for code in codes:
        mixed = (mixed ^ code) * PRIMES[0]
        mixed ^= mixed >> SHIFT
    return np.asarray((mixed * PRIMES[1]) >> TOP, dtype=np.int64)


@lru_cache(maxsize=KNOWN)
def _described(piece: str) -> tuple[int, int, int, int]:
    """Return a token in small letters, how it looks, how it ends if Latin, and as it is."""
    is_word = piece.isascii() and piece.isalpha()
    affix = code(piece[-3:].lower()) if is_word and len(piece) > 3 else 0
    return code(piece.lower()), code(_shape(piece)), affix, code(piece)


def _shape(piece: str) -> str:
    if piece.isdigit():
        return "0" * min(len(piece), 4)
    if piece.isascii() and piece.isalpha():
        if piece.isupper():
            return "A" if len(piece) == 1 else "AA"
        return "a" if piece.islower() else "Aa" if piece.istitle() else "aA"
    return "汉" if "\u3400" <= piece <= "\u9fff" else piece


@lru_cache(maxsize=KNOWN)
def code(words: str) -> int:
    """Return the number that stands for some words, the same on every machine."""
    return crc32(words.encode())
