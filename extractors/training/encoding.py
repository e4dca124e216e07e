"""A published BERT encoder as arrays by the names of ``extractors.mentions.encoder``, to train on.

What is computed here in JAX, with gradients and dropout, is what the encoder computes in numpy.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from extractors.mentions.encoder import ATTENTION, EPSILON
from graph.errors import InputError

Arrays = Mapping[str, jax.Array]
WORDS = "embeddings.word_embeddings.weight"
PLACES = "embeddings.position_embeddings.weight", "embeddings.token_type_embeddings.weight"
NORMS = {
    "embeddings.LayerNorm": "words.norm",
    **{
        f"encoder.layer.{layer}.{theirs}": f"{layer}.{ours}"
        for layer in range(12)
        for theirs, ours in (
            *((f"attention.self.{part}", f"attention.{part}") for part in ATTENTION),
            ("attention.output.dense", "attention.out"),
            ("attention.output.LayerNorm", "attention.norm"),
            ("intermediate.dense", "inner"), ("output.dense", "out"), ("output.LayerNorm", "norm"),
        )
    },
}  # fmt: skip
DROPPED = 0.1
MASKED = -1e9


class Published(NamedTuple):
    """An encoder as it was published."""

    pieces: list[str]
    words: NDArray[np.float32]
    parts: dict[str, NDArray[np.float32]]
    layers: int


def published(jar: Path, wanted: re.Pattern[str]) -> Published:
    """Return the encoder inside an archive that has an ONNX model and a tokenizer's description.

    Only the pieces of words that ``wanted`` matches are kept.

    Raises:
        InputError: if the archive lacks either.
    """
    import onnx
    from onnx import numpy_helper

    with zipfile.ZipFile(jar) as archive:
        names = archive.namelist()
        model = next((name for name in names if name.endswith(".onnx")), None)
        pieces = next((name for name in names if name.endswith("tokenizer.json")), None)
        if model is None or pieces is None:
            raise InputError(f"{jar} has no ONNX model with a tokenizer.json beside it")
        graph = onnx.load_from_string(archive.read(model)).graph
        vocabulary = json.loads(archive.read(pieces))["model"]["vocab"]
    arrays = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    for node in graph.node:  # the weights of products bear names of their nodes only
        if node.op_type == "MatMul" and node.input[1] in arrays:
            arrays[".".join(node.name.split("/")[1:-1]) + ".weight"] = arrays[node.input[1]]
    parts = {"places": arrays[PLACES[0]] + arrays[PLACES[1]][0]}
    for theirs, ours in NORMS.items():
        if f"{theirs}.bias" in arrays:
            parts[ours] = arrays[f"{theirs}.weight"]
            parts[f"{ours}.bias"] = arrays[f"{theirs}.bias"]
    kept = sorted((place, piece) for piece, place in vocabulary.items() if wanted.fullmatch(piece))
    words = arrays[WORDS][[place for place, _ in kept]]
    layers = sum(name.endswith(".inner") for name in parts)
    return Published([piece for _, piece in kept], words, parts, layers)


def states(
    parts: Arrays, values: jax.Array, mask: jax.Array, heads: int, key: jax.Array | None = None
) -> jax.Array:
    """Return the last layer's values by [row, piece, unit].

    Args:
        parts: The weights.
        values: The vectors of words by [row, piece, unit].
        mask: Which pieces are there, by [row, piece].
        heads: How many heads attend.
        key: What dropout draws from; None leaves it out.
    """
    rows, length, width = values.shape
    drop = _Drop(key)
    bias = jnp.where(mask, 0, MASKED)[:, None, None, :]
    values = drop(_normal(parts, "words.norm", values + parts["places"][:length]))
    for layer in range(sum(name.endswith(".inner") for name in parts)):
        query, key_, value = (
            _linear(parts, f"{layer}.attention.{part}", values)
            .reshape(rows, length, heads, width // heads)
            .transpose(0, 2, 1, 3)
            for part in ATTENTION
        )
        scores = query @ key_.transpose(0, 1, 3, 2) / (width / heads) ** 0.5 + bias
        mixed = (jax.nn.softmax(scores) @ value).transpose(0, 2, 1, 3).reshape(values.shape)
        mixed = drop(_linear(parts, f"{layer}.attention.out", mixed))
        values = _normal(parts, f"{layer}.attention.norm", values + mixed)
        inner = jax.nn.gelu(_linear(parts, f"{layer}.inner", values))
        inner = drop(_linear(parts, f"{layer}.out", inner))
        values = _normal(parts, f"{layer}.norm", values + inner)
    return values


def in_bytes(parts: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Return weights of products as whole numbers from -127 to 127, a scale for each column."""
    made: dict[str, NDArray[Any]] = {}
    for name, part in parts.items():
        if part.ndim == 1 or name in ("places", "head", "head.shapes"):
            made[name] = part.astype(np.float32)
        else:
            scale = np.abs(part).max(axis=0) / 127
            made[name] = np.round(part / scale).astype(np.int8)
            made[f"{name}.scale"] = scale.astype(np.float32)
    return made


def _linear(parts: Arrays, name: str, values: jax.Array) -> jax.Array:
    return values @ parts[name] + parts[f"{name}.bias"]


def _normal(parts: Arrays, name: str, values: jax.Array) -> jax.Array:
    centred = values - values.mean(-1, keepdims=True)
    spread = jnp.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
    return centred / spread * parts[name] + parts[f"{name}.bias"]


class _Drop:
    """Leaves values out at random, a new draw at each call."""

    def __init__(self, key: jax.Array | None) -> None:
        self._key, self._calls = key, 0

    def __call__(self, values: jax.Array) -> jax.Array:
        if self._key is None:
            return values
        self._calls += 1
        kept = jax.random.bernoulli(
            jax.random.fold_in(self._key, self._calls), 1 - DROPPED, values.shape
        )
        return jnp.where(kept, values / (1 - DROPPED), 0)
