"""The forward pass of a two-layer bidirectional LSTM, in numpy alone.

Invariant: what a row gives depends on that row alone, to the last bit. OpenBLAS adds up in an
order that depends on the shape of a product and on where in it a row stands, so every product
covers one time step of whole tiles of rows (short batches are padded) and is computed in double
precision, then rounded to single, which swallows what is left.

Each product also stays at or below the 262,144 multiplications from which OpenBLAS splits work
over threads: waking threads for such small ones makes the whole several times slower on busy
cores.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Indices = NDArray[np.int64]

ROWS = 32
"""Rows read together at most."""
TILE = 8
"""Rows that are computed together in the end: the height of a batch is a multiple."""
DIRECTIONS = ("", "_reverse")
# sigmoid(x) = (1 + tanh(x / 2)) / 2: with the half inside the weights of the three sigmoid
# gates (input, forget, output), one call of tanh serves all four.
GATE_SCALES = np.array([0.5, 0.5, 1.0, 0.5], dtype=np.float32).reshape(4, 1, 1)
ONE, HALF = np.float32(1), np.float32(0.5)


class BiLSTM:
    """Token numbers in, one row of label scores for each token out."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        """Take weights under the names and in the shapes that PyTorch gives them."""
        parts = {name: weight.astype(np.float32) for name, weight in weights.items()}
        self._size = parts["lstm.weight_hh_l0"].shape[1]
        inner = [_both(parts, f"weight_ih_l{layer}") for layer in (0, 1)]
        bias = [
            _both(parts, f"bias_ih_l{layer}") + _both(parts, f"bias_hh_l{layer}")
            for layer in (0, 1)
        ]
        self._recurrent = [_both(parts, f"weight_hh_l{layer}") for layer in (0, 1)]
        # What the first layer makes of a token does not depend on its neighbours, so it is
        # computed once for the whole vocabulary: [direction, token, gate, unit].
        table = parts["embedding.weight"].astype(np.float64) @ inner[0] + bias[0]
        self._table = np.ascontiguousarray(table.swapaxes(1, 2), dtype=np.float32)
        self._inner, self._bias = inner[1], bias[1]
        out = parts["fc.weight"].astype(np.float64).T
        self._out = [np.ascontiguousarray(half) for half in np.split(out, 2)]
        self._out_bias = parts["fc.bias"]

    def emissions(self, rows: Sequence[Indices]) -> Floats:
        """Return label scores by [step, row, label] for at most ``ROWS`` token sequences.

        Rows are added up to a multiple of ``TILE``; what stands in these, and after the end of
        a row, means nothing.
        """
        steps, height = max(map(len, rows)), -(-len(rows) // TILE) * TILE
        tokens = np.zeros((steps, height), dtype=np.int64)
        alive = np.zeros((steps, 1, height, 1), dtype=np.float32)
        for column, row in enumerate(rows):
            tokens[: len(row), column] = row
            alive[: len(row), :, column] = 1
        # Both directions run in one loop: step t reads token t forwards, token -1-t backwards.
        mask = np.concatenate([alive, alive[::-1]], axis=1)

        def read(step: int) -> Floats:
            both = np.stack([self._table[0][tokens[step]], self._table[1][tokens[-1 - step]]])
            return both.swapaxes(1, 2)

        states = _aligned(self._layer(read, self._recurrent[0], mask))

        def reread(step: int) -> Doubles:
            both = np.stack([states[step], states[-1 - step]])[:, None]
            return both @ self._inner + self._bias

        final = _aligned(self._layer(reread, self._recurrent[1], mask))
        forward, backward = np.split(final, 2, axis=2)
        scores = forward @ self._out[0] + backward @ self._out[1] + self._out_bias
        return scores.astype(np.float32)

    def _layer(
        self, inputs: Callable[[int], Doubles | Floats], recurrent: Doubles, mask: Floats
    ) -> Doubles:
        """Return hidden states by [step, direction, row, unit].

        ``inputs`` gives what enters at a step by [direction, gate, row, unit].
        """
        height = mask.shape[2]
        hidden = np.zeros((2, 1, height, self._size))
        cell = np.zeros((2, height, self._size), dtype=np.float32)
        states = np.empty((len(mask), 2, height, self._size))
        for step, alive in enumerate(mask):
            activation = (hidden @ recurrent + inputs(step)).astype(np.float32)
            write, keep, new, show = np.tanh(activation, out=activation).swapaxes(0, 1)
            # The mask empties the cell in the padding, which the backward direction meets first.
            cell = ((keep + ONE) * cell + (write + ONE) * new) * (HALF * alive)
            states[step] = (show + ONE) * np.tanh(cell) * HALF
            hidden = states[step][:, None]
        return states


def _both(parts: Mapping[str, Floats], name: str) -> Doubles:
    """Return both directions of one weight as [direction, gate, input, unit]."""
    return np.stack([_gates(parts[f"lstm.{name}{way}"]) for way in DIRECTIONS])


def _gates(weight: Floats) -> Doubles:
    units = len(weight) // len(GATE_SCALES)
    by_gate = weight.reshape(len(GATE_SCALES), units, -1) * GATE_SCALES
    return np.ascontiguousarray(by_gate.swapaxes(1, 2), dtype=np.float64)


def _aligned(hidden: Doubles) -> Doubles:
    """Return [step, row, unit] with the states of both directions for the same token."""
    return np.concatenate([hidden[:, 0], hidden[::-1, 1]], axis=2)
