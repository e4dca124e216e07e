"""A trained linear-chain CRF over hashed features: which tokens are names, and how surely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.mentions.bilstm import Floats
from extractors.mentions.crf import Chunk, LinearChainCRF
from extractors.mentions.features import BUCKETS, Features, Line

ROWS = 64
"""Sentences that are decided together."""


class Tagger:
    """Scores of labels by feature, and of labels that follow one another."""

    def __init__(
        self, labels: list[str], buckets: NDArray[np.int64], weights: Floats, transitions: Floats
    ) -> None:
        """Take the weights of the features in ``buckets`` by [feature, label]."""
        self._rows = np.zeros(BUCKETS, dtype=np.int32)
        self._rows[buckets] = np.arange(1, len(buckets) + 1)
        self._weights = np.concatenate([np.zeros((1, len(labels))), weights]).astype(np.float32)
        self._labels = labels
        nothing = np.zeros(len(labels), dtype=np.float32)
        self._crf = LinearChainCRF(labels, transitions, nothing, nothing)

    @classmethod
    def read(cls, arrays: Mapping[str, NDArray[Any]]) -> Tagger:
        """Return the tagger that an archive's arrays make."""
        labels = arrays["labels"].tobytes().decode().split("\n")
        buckets = np.cumsum(arrays["steps"], dtype=np.int64)
        return cls(labels, buckets, arrays["weights"], arrays["transitions"])

    def chunks(self, line: Line, features: Features) -> Iterator[Chunk]:
        """Yield the most likely names of every sentence; their places count the line's tokens."""
        emissions = self._emissions(features)
        rows = sorted(
            (row for row in line.rows if row[0] < row[1]), key=lambda row: row[1] - row[0]
        )
        for first in range(0, len(rows), ROWS):
            batch = rows[first : first + ROWS]
            lengths = [end - start for start, end in batch]
            padded = np.zeros((max(lengths), len(batch), emissions.shape[1]), dtype=np.float32)
            for column, (start, end) in enumerate(batch):
                padded[: end - start, column] = emissions[start:end]
            found = self._crf.chunks(padded, lengths)
            for (start, _), chunks in zip(batch, found, strict=True):
                for chunk in chunks:
                    yield chunk._replace(start=chunk.start + start, end=chunk.end + start)

    def _emissions(self, features: Features) -> Floats:
        """Return the score of every label at every token, by [token, label]."""
        scores = np.zeros((features.dense.shape[1], self._weights.shape[1]), dtype=np.float32)
        for buckets in features.dense:
            scores += self._weights[self._rows[buckets]]
        rows = self._rows[features.buckets]
        known = np.flatnonzero(rows)
        if len(known):
            tokens = features.tokens[known]
            begins = np.flatnonzero(np.diff(tokens, prepend=-1))
            scores[tokens[begins]] += np.add.reduceat(self._weights[rows[known]], begins)
        if features.leanings is not None:
            scores += features.leanings.of(self._labels)
        return scores
