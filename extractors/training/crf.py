"""Linear-chain CRFs trained with CRFsuite, as the arrays that a tagger reads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.training.examples import Example

PARAMETERS = {"c1": 0.1, "c2": 0.1, "feature.possible_transitions": True}
ITERATIONS = 80
SMALLEST = 0.01
"""Weights below this are dropped: thousands of them, which together decide nothing."""


def trained(examples: Iterable[Example], iterations: int = ITERATIONS) -> dict[str, NDArray[Any]]:
    """Return a tagger's arrays, the same for the same examples in the same order."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for example in examples:
        for looks, labels in sequences(example):
            trainer.append(looks, labels)
    trainer.set_params({**PARAMETERS, "max_iterations": iterations})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "model.crfsuite"))
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        model = tagger.info()
        tagger.close()
    return _arrays(model.state_features, model.transitions)


def mean(first: Mapping[str, NDArray[Any]], second: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    """Return the tagger whose scores are the means of those of two with the same labels."""
    both = [(np.cumsum(each["steps"], dtype=np.int64), each["weights"]) for each in (first, second)]
    buckets = np.union1d(*(known for known, _ in both))
    weights = np.zeros((len(buckets), first["weights"].shape[1]), dtype=np.float32)
    for known, own in both:
        weights[np.searchsorted(buckets, known)] += own.astype(np.float32) / 2
    return {
        "labels": first["labels"],
        "steps": np.diff(buckets, prepend=0).astype(np.uint32),
        "weights": weights.astype(np.float16),
        "transitions": (first["transitions"] + second["transitions"]) / 2,
    }


def sequences(example: Example) -> Iterator[tuple[list[list[str]], Sequence[str]]]:
    """Yield the features and labels of each sentence's tokens."""
    looks = [list(map(str, column)) for column in example.features.dense.T.tolist()]
    sparse = zip(example.features.tokens.tolist(), example.features.buckets.tolist(), strict=True)
    for token, bucket in sparse:
        looks[token].append(str(bucket))
    for start, end in example.line.rows:
        if start < end:
            yield looks[start:end], example.labels[start:end]


def _arrays(
    states: dict[tuple[str, str], float], moves: dict[tuple[str, str], float]
) -> dict[str, NDArray[Any]]:
    # A name of a type seen with one length alone needs its other labels all the same.
    types = sorted({label[2:] for _, label in states if label != "O"})
    labels = ["O", *(f"{part}_{type_}" for type_ in types for part in "BMES")]
    number = {label: place for place, label in enumerate(labels)}
    strong = {key: weight for key, weight in states.items() if abs(weight) >= SMALLEST}
    buckets = sorted({int(bucket) for bucket, _ in strong})
    row = {str(bucket): place for place, bucket in enumerate(buckets)}
    weights = np.zeros((len(buckets), len(labels)), dtype=np.float16)
    for (bucket, label), weight in strong.items():
        weights[row[bucket], number[label]] = weight
    transitions = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for (before, after), weight in moves.items():
        transitions[number[before], number[after]] = weight
    return {
        "labels": np.frombuffer("\n".join(labels).encode(), dtype=np.uint8),
        "steps": np.diff(buckets, prepend=0).astype(np.uint32),
        "weights": weights,
        "transitions": transitions,
    }
