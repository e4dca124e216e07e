"""A small encoder learns labels, and computes in numpy what it was trained to in JAX."""

from __future__ import annotations

import json
import zipfile

import jax.numpy as jnp
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from extractors.mentions.encoder import Encoder
from extractors.mentions.features import tokenised
from extractors.mentions.wordpieces import Wordpieces
from extractors.spans import Sentence
from extractors.training.encoding import Published, published, states
from extractors.training.examples import Reading, Stretch
from extractors.training.train_encoder import (
    SETTINGS,
    batches,
    labelled_windows,
    trained,
    weights,
)  # fmt: skip
from graph.errors import InputError

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "mo", "##ss", "oak", "fern", "buys", "sells", "."]
LABELS = ["O", "B_Organization", "M_Organization", "E_Organization", "S_Organization"]
HEADS = SETTINGS["en"].heads
WIDTH, INNER, LAYERS = HEADS * 2, 32, 2
FIRMS = ("Oak", "Fern", "Moss")


@pytest.fixture(scope="module")
def base():
    draw = np.random.default_rng(1)

    def some(*size):
        return draw.normal(0, 0.3, size).astype(np.float32)

    parts = {"places": some(200, WIDTH)}
    for layer in range(LAYERS):
        for part in ("query", "key", "value", "out"):
            parts[f"{layer}.attention.{part}"] = some(WIDTH, WIDTH)
            parts[f"{layer}.attention.{part}.bias"] = some(WIDTH)
        parts[f"{layer}.inner"], parts[f"{layer}.inner.bias"] = some(WIDTH, INNER), some(INNER)
        parts[f"{layer}.out"], parts[f"{layer}.out.bias"] = some(INNER, WIDTH), some(WIDTH)
        for norm in (f"{layer}.norm", f"{layer}.attention.norm"):
            parts[norm], parts[f"{norm}.bias"] = some(WIDTH) + 1, some(WIDTH)
    parts["words.norm"], parts["words.norm.bias"] = some(WIDTH) + 1, some(WIDTH)
    return Published(PIECES, some(len(PIECES), WIDTH), parts, LAYERS)


def read(text, *names):
    stretches = [
        Stretch(text.index(name), text.index(name) + len(name), "Organization") for name in names
    ]
    return Reading(text, text, (Sentence(0, len(text), "en"),), (), tuple(stretches))


@pytest.fixture(scope="module")
def examples():
    return [
        read(f"{one} {verb} {other}.", one, other)
        for one in FIRMS
        for other in FIRMS
        for verb in ("buys", "sells")
        if one != other
    ]


@pytest.fixture(scope="module")
def learnt(base, examples):
    made = list(labelled_windows(examples * 4, "en", Wordpieces(PIECES), LABELS))
    return trained(base, made, LABELS, SETTINGS["en"]._replace(rounds=200))


def test_windows_carry_the_labels_at_the_first_pieces_of_words(examples):
    (window,) = labelled_windows(
        [read("Moss buys Oak.", "Moss", "Oak")], "en", Wordpieces(PIECES), LABELS
    )

    assert window.pieces == [2, 4, 5, 8, 6, 10, 3]
    assert window.firsts == [1, 3, 4, 5]
    assert [LABELS[label] for label in window.labels] == [
        "S_Organization", "O", "S_Organization", "O",
    ]  # fmt: skip


def test_every_window_is_learnt_from_once_a_round(examples):
    made = list(labelled_windows(examples, "en", Wordpieces(PIECES), LABELS))

    shown = [row for batch in batches(made, 3) for row in np.asarray(batch.words) if row.any()]

    assert sorted(row[: len(made[0].pieces) + 2].tolist() for row in shown) == sorted(
        [*window.pieces, 0, 0][: len(made[0].pieces) + 2] for window in made
    )


def test_numpy_computes_what_was_trained(base, learnt):
    encoder = Encoder(weights(base, learnt, LABELS, HEADS))
    pieces = [2, 4, 5, 8, 6, 10, 3]

    parts = {name: jnp.asarray(part) for name, part in learnt.items()}
    there = jnp.ones((1, len(pieces)), bool)
    (wanted,) = np.asarray(states(parts, jnp.asarray(base.words[pieces])[None], there, HEADS))

    # Weights in eight bits are off by up to a 254th of the largest of their column.
    assert encoder.states(pieces) == pytest.approx(wanted, abs=0.15)


def test_it_learns_what_it_was_shown(base, learnt):
    encoder = Encoder(weights(base, learnt, LABELS, HEADS))
    text = "Fern sells Moss."
    line = tokenised(text, [Sentence(0, len(text), "en")])

    found = encoder.leanings(text, line).argmax(axis=1)

    assert [LABELS[label] for label, end in zip(found, line.ends, strict=True) if end] == [
        "S_Organization", "O", "S_Organization", "O",
    ]  # fmt: skip


def test_a_published_encoder_is_read_from_its_archive(tmp_path):
    names = ["encoder.layer.0.output.dense.bias", "embeddings.word_embeddings.weight",
             "embeddings.position_embeddings.weight", "embeddings.token_type_embeddings.weight",
             "onnx::MatMul_1"]  # fmt: skip
    arrays = [np.full((2, 2), n, np.float32) for n in range(len(names))]
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "onnx::MatMul_1"], ["y"],
                          name="/encoder/layer.0/output/dense/MatMul")],
        "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [2, 2])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [2, 2])],
        [numpy_helper.from_array(array, name) for array, name in zip(arrays, names, strict=True)],
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / "a.jar", "w") as archive:
        archive.writestr("a.onnx", onnx.helper.make_model(graph).SerializeToString())
        vocabulary = {"word": 1, "[unused0]": 0}
        archive.writestr("a-tokenizer.json", json.dumps({"model": {"vocab": vocabulary}}))

    read_back = published(tmp_path / "a.jar", SETTINGS["en"].pieces)

    assert read_back.pieces == ["word"]
    assert read_back.words.tolist() == [[1, 1]]
    assert read_back.parts["0.out"].tolist() == [[4, 4], [4, 4]]
    assert read_back.parts["places"].tolist() == [[5, 5], [5, 5]]


def test_an_archive_without_a_model_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.jar", "w") as archive:
        archive.writestr("readme.txt", "nothing")

    with pytest.raises(InputError, match="no ONNX model"):
        published(tmp_path / "a.jar", SETTINGS["en"].pieces)
