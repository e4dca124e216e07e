"""The last layer of the recogniser: the best sequence of labels, and how sure it is.

Labels are ``O``, or ``B_X``, ``M_X``, ``E_X`` for the beginning, middle and end of a name of
type X, or ``S_X`` for one of a single token. Sequences that do not close what they open are
left out; on 172,000 characters of news the best sequence was never one of those anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extractors.mentions.bilstm import Doubles, Floats, Indices

IMPOSSIBLE = -1e4


class Chunk(NamedTuple):
    """Tokens from ``start`` to before ``end`` that name something, and its probability."""

    start: int
    end: int
    label: str
    probability: float


class LinearChainCRF:
    """Scores of neighbouring labels, on top of the emissions of a network."""

    def __init__(
        self, labels: Sequence[str], transitions: Floats, start: Floats, end: Floats
    ) -> None:
        self._labels = tuple(labels)
        allowed = np.array([[follows(a, b) for b in labels] for a in labels])
        begins = np.array([follows("O", label) for label in labels])
        ends = np.array([follows(label, "O") for label in labels])
        self._transitions = np.where(allowed, transitions, IMPOSSIBLE)
        self._into = np.ascontiguousarray(self._transitions.T)
        # Between names any label that closes may meet any that begins; inside a name a label
        # has two possible predecessors. Looking at these alone makes the search twice as fast.
        self._closing, self._beginning = np.flatnonzero(ends), np.flatnonzero(begins)
        self._between = self._transitions[self._closing][:, None, self._beginning]
        self._inside = np.flatnonzero(~begins)
        before = [np.flatnonzero(allowed[:, label]) for label in self._inside]
        self._before = np.array([[labels[0], labels[-1]] for labels in before]).T
        self._within = self._transitions[self._before, self._inside][:, None, :]
        self._start = np.where(begins, start, IMPOSSIBLE).astype(np.float64)
        self._end = np.where(ends, end, IMPOSSIBLE).astype(np.float64)

    def chunks(self, emissions: Floats, lengths: Sequence[int]) -> list[list[Chunk]]:
        """Return the names in each row of [step, row, label] scores, in order."""
        last = np.zeros(emissions.shape[1], dtype=np.int64)
        last[: len(lengths)] = np.asarray(lengths) - 1
        path = self._best_path(emissions, last)
        found = self._path_marginals(emissions, path, last)
        return [list(self._read(path, found, row, length)) for row, length in enumerate(lengths)]

    def _best_path(self, emissions: Floats, last: Indices) -> Indices:
        """Return the labels of the best sequence by [step, row] (Viterbi)."""
        scores = np.empty(emissions.shape)
        scores[0] = emissions[0] + self._start
        for step in range(1, len(scores)):
            old, new = scores[step - 1], scores[step]
            closed = old[:, self._closing].T[:, :, None]
            new[:, self._beginning] = (closed + self._between).max(axis=0)
            first, second = self._before
            new[:, self._inside] = np.maximum(
                old[:, first] + self._within[0], old[:, second] + self._within[1]
            )
            new += emissions[step]
        rows = np.arange(len(last))
        finals = (scores[last, rows] + self._end).argmax(axis=1)
        path = np.empty(emissions.shape[:2], dtype=np.int64)
        label = finals
        for step in range(len(path) - 1, -1, -1):
            label = np.where(np.equal(last, step), finals, np.where(step > last, 0, label))
            path[step] = label
            label = (scores[step - 1] + self._into[label]).argmax(axis=1)
        return path

    def _path_marginals(
        self, emissions: Floats, path: Indices, last: Indices
    ) -> tuple[Doubles, Doubles, Doubles]:
        """Return, by [step, row], logarithms along the best path.

        Of all ways to reach its label there, of all ways to go on from it, and of its own
        score so far: names(s..e) have the probability exp(reach[s] + own[e] - own[s] + on[e]).
        """
        moves = np.exp(self._transitions)
        peaks = emissions.max(axis=2).astype(np.float64)
        local = np.exp(emissions - peaks[:, :, None])
        reach, totals = self._reach(local, peaks, path, last, moves)
        on = self._onward(local, peaks, path, last, moves)
        own = np.take_along_axis(emissions, path[:, :, None], axis=2)[:, :, 0].astype(np.float64)
        own[1:] += self._transitions[path[:-1], path[1:]]
        return reach - totals, on, own.cumsum(axis=0)

    def _reach(
        self, local: Doubles, peaks: Doubles, path: Indices, last: Indices, moves: Doubles
    ) -> tuple[Doubles, Doubles]:
        """Return, as logarithms, all ways to the path's label by [step, row], and to the end."""
        rows = np.arange(len(last))
        reach, totals = np.empty(path.shape), np.zeros(len(last))
        first, final = self._start.max(), self._end.max()
        ways, scale = (
            np.tile(np.exp(self._start - first), (len(last), 1)),
            np.full(len(last), first),
        )
        finish = np.exp(self._end - final)
        for step, label in enumerate(path):
            ways = (ways @ moves if step else ways) * local[step]
            size = ways.sum(axis=1)
            ways, scale = ways / size[:, None], scale + np.log(size) + peaks[step]
            reach[step] = np.log(ways[rows, label]) + scale
            ended = np.equal(last, step)
            if np.any(ended):
                totals = np.where(ended, np.log(ways @ finish) + final + scale, totals)
        return reach, totals

    def _onward(
        self, local: Doubles, peaks: Doubles, path: Indices, last: Indices, moves: Doubles
    ) -> Doubles:
        """Return, as logarithms, all ways on from the path's label by [step, row]."""
        rows = np.arange(len(last))
        on, final = np.empty(path.shape), self._end.max()
        finish = np.exp(self._end - final)
        ways, scale = np.tile(finish, (len(last), 1)), np.full(len(last), final)
        for step in range(len(path) - 1, -1, -1):
            ended = np.equal(last, step)
            ways = np.where(ended[:, None], finish, ways)
            scale = np.where(ended, final, scale)
            on[step] = np.log(ways[rows, path[step]]) + scale
            ways = (local[step] * ways) @ moves.T
            size = ways.sum(axis=1)
            ways, scale = ways / size[:, None], scale + np.log(size) + peaks[step]
        return on

    def _read(
        self,
        path: Indices,
        found: tuple[Doubles, Doubles, Doubles],
        row: int,
        length: int,
    ) -> Iterator[Chunk]:
        reach, on, own = found
        begin = 0
        for step in range(length):
            label = self._labels[path[step, row]]
            if label[0] in "BS":
                begin = step
            if label[0] in "ES":
                log = reach[begin, row] + own[step, row] - own[begin, row] + on[step, row]
                yield Chunk(begin, step + 1, label[2:], min(1.0, float(np.exp(log))))


def follows(before: str, after: str) -> bool:
    """Tell whether a label may stand right after another.

    >>> follows("B_ORG", "E_ORG"), follows("B_ORG", "O"), follows("E_ORG", "B_LOC")
    (True, False, True)
    """
    if before[0] in "BM":
        return after[0] in "ME" and after[2:] == before[2:]
    return after[0] in "OBS"
