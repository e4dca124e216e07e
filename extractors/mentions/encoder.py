"""A small transformer that reads whole passages, in numpy alone: what each token may be.

The network is a BERT encoder (Devlin et al. 2019) of six layers with a linear layer on top, made by
``extractors.training.train_encoder``. Its weights are stored as whole numbers of eight bits
with a scale for each column, and computed with in single precision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.mentions.bilstm import Floats
from extractors.mentions.features import Line
from extractors.mentions.wordpieces import Wordpieces

WEIGHTS = Path(__file__).parents[1] / "models" / "encoder-en.npz"
LIMIT = 190
"""Pieces that are read together at most: the sentences of an article, as many as fit."""
EPSILON = np.float32(1e-12)
TANH = np.float32((2 / np.pi) ** 0.5), np.float32(0.044715)
ATTENTION = ("query", "key", "value")
SHAPES = 6


class Encoder:
    """Reads the sentences of an article, and tells how likely each label is for each token."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Take the arrays of a weight file; see ``extractors.training.train_encoder``."""
        self.labels = arrays["labels"].tobytes().decode().split("\n")
        self._pieces = Wordpieces(arrays["pieces"].tobytes().decode().split("\n"))
        self._words = arrays["words"], arrays["words.scale"].astype(np.float32)
        self._heads = int(arrays["heads"])
        self._layers = int(arrays["layers"])
        self._parts = {
            name: _restored(name, arrays) if f"{name}.scale" in arrays else array
            for name, array in arrays.items()
            if name not in ("labels", "pieces", "words") and not name.endswith(".scale")
        }

    def leanings(self, text: str, line: Line) -> Floats:
        """Return the logarithm of each label's probability, by [token, label].

        It is nought at the empty places between sentences.
        """
        found = np.zeros((len(line.starts), len(self.labels)), dtype=np.float32)
        words = [text[start:end] for start, end in zip(line.starts, line.ends, strict=True)]
        numbers = [self._pieces.numbers(word) if word else () for word in words]
        shapes = np.array([shape(word) for word in words])
        for tokens in windows(line, [len(pieces) for pieces in numbers]):
            pieces, firsts = joined([numbers[token] for token in tokens])
            states = self.states([self._pieces.begin, *pieces, self._pieces.end])
            own = states[np.array(firsts) + 1] + self._parts["head.shapes"][shapes[tokens]]
            found[tokens] = _log_softmax(own @ self._parts["head"] + self._parts["head.bias"])
        return found

    def states(self, pieces: Sequence[int]) -> Floats:
        """Return the last layer's values, by [piece, unit]."""
        numbers, scales = self._words
        rows = np.array(pieces)
        values = numbers[rows].astype(np.float32) * scales[rows, None]
        values = self._normal(values + self._parts["places"][: len(rows)], "words.norm")
        for layer in range(self._layers):
            mixed = self._linear(self._attended(values, layer), f"{layer}.attention.out")
            values = self._normal(values + mixed, f"{layer}.attention.norm")
            inner = _gelu(self._linear(values, f"{layer}.inner"))
            values = self._normal(values + self._linear(inner, f"{layer}.out"), f"{layer}.norm")
        return values

    def _attended(self, values: Floats, layer: int) -> Floats:
        size = values.shape[1] // self._heads
        query, key, value = (
            self._linear(values, f"{layer}.attention.{part}")
            .reshape(len(values), self._heads, size)
            .swapaxes(0, 1)
            for part in ATTENTION
        )
        weights = _softmax(query @ key.swapaxes(1, 2) / np.float32(size**0.5))
        return (weights @ value).swapaxes(0, 1).reshape(values.shape)

    def _linear(self, values: Floats, name: str) -> Floats:
        made: Floats = values @ self._parts[name] + self._parts[f"{name}.bias"]
        return made

    def _normal(self, values: Floats, name: str) -> Floats:
        centred = values - values.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + EPSILON)
        scaled: Floats = centred / spread * self._parts[name] + self._parts[f"{name}.bias"]
        return scaled


def windows(line: Line, sizes: Sequence[int]) -> Iterator[list[int]]:
    """Yield the tokens to be read together: sentences in a row, cut only where one is too long.

    Args:
        line: The tokens of an article's sentences.
        sizes: Of how many pieces each token is.
    """
    held: list[int] = []
    size = 0
    for start, end in line.rows:
        whole = sum(sizes[start:end])
        if held and size + whole > LIMIT:
            yield held
            held, size = [], 0
        for token in range(start, end):
            if held and size + sizes[token] > LIMIT:
                yield held
                held, size = [], 0
            held.append(token)
            size += sizes[token]
    if held:
        yield held


def joined(numbers: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Return the pieces of tokens in a row, and where each token's first is.

    >>> joined([(7,), (8, 9), (5,)])
    ([7, 8, 9, 5], [0, 1, 3])
    """
    pieces: list[int] = []
    firsts = []
    for each in numbers:
        firsts.append(len(pieces))
        pieces += each
    return pieces, firsts


def shape(word: str) -> int:
    """Return how a token is written, which the pieces do not tell.

    >>> [shape(word) for word in ("。", "2025", "of", "AI", "Labs", "iOS")]
    [0, 1, 2, 3, 4, 5]
    """
    if word.isdigit():
        return 1
    if not (word.isascii() and word.isalpha()):
        return 0
    return 2 if word.islower() else 3 if word.isupper() else 4 if word.istitle() else 5


@cache
def load(path: Path = WEIGHTS) -> Encoder:
    """Return the encoder that a file holds; it is read once."""
    with np.load(path, allow_pickle=False) as archive:
        return Encoder(dict(archive))


def _restored(name: str, arrays: Mapping[str, NDArray[Any]]) -> Floats:
    return arrays[name].astype(np.float32) * arrays[f"{name}.scale"].astype(np.float32)


def _gelu(values: Floats) -> Floats:
    """Return the Gaussian error linear units, by the usual formula with tanh."""
    bent: Floats = np.tanh(TANH[0] * (values + TANH[1] * values * values * values))
    bent += np.float32(1)
    bent *= values
    bent *= np.float32(0.5)
    return bent


def _softmax(values: Floats) -> Floats:
    powers: Floats = np.exp(values - values.max(axis=-1, keepdims=True))
    powers /= powers.sum(axis=-1, keepdims=True)
    return powers


def _log_softmax(values: Floats) -> Floats:
    low = values - values.max(axis=-1, keepdims=True)
    logs: Floats = low - np.log(np.exp(low).sum(axis=-1, keepdims=True))
    return logs
