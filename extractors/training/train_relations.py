"""Makes the weights of the classifier of pairs: ``python -m extractors.training.train_relations``.

It reads the hand-made labels, the sample corpus and the press passages (``GUANXI_DATA``), has
the finders claim what they can between the names given there, and fits one logistic regression
for each relation and direction. Probabilities are calibrated and thresholds chosen on passages
that the weights used for it had not seen. The same data gives the same file.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from extractors.facts.deciding import MODELS
from extractors.facts.readings import readings
from extractors.gold import read_gold
from extractors.training.contrasts import contrasts
from extractors.training.labelled import labelled
from extractors.training.pair_examples import Example, examples
from extractors.training.public_examples import public

SAMPLE = Path(__file__).parents[2] / "tests" / "sample" / "expected.jsonl"
RAREST, PENALTY, FOLDS = 2, 0.5, 5
# What a finder claims weighs more than a word: the penalty on its weights is this much smaller.
TRUST = 4.0
# Weights below this change no decision.
SMALLEST = 0.01
# How likely a relation must be to be a fact: one that no finder claims, and one that some does.
LEAST = {"zh": (0.47, 0.23), "en": (0.38, 0.2)}


@dataclass
class Fitted:
    """Weights by feature and label, before calibration."""

    rows: dict[str, int]
    labels: list[str]
    weights: np.ndarray[Any, np.dtype[np.float64]]
    bias: np.ndarray[Any, np.dtype[np.float64]]

    def logits(self, found: Sequence[Example]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Return a row for each example, a column for each label."""
        return np.asarray(matrix(found, self.rows) @ self.weights + self.bias)


def matrix(found: Sequence[Example], rows: Mapping[str, int]) -> csr_matrix:
    """Return which features each example has."""
    columns, starts = [], [0]
    for example in found:
        columns += sorted({rows[name] for name in example.features if name in rows})
        starts.append(len(columns))
    sizes = np.array([TRUST if name.startswith("claim:") else 1.0 for name in rows])
    return csr_matrix((sizes[columns], columns, starts), shape=(len(found), len(rows)))


def fit(found: Sequence[Example], penalty: float = PENALTY) -> Fitted:
    """Fit one logistic regression for each label that the examples have twice or more."""
    seen = Counter(name for example in found for name in set(example.features))
    kept = sorted(name for name, times in seen.items() if times >= RAREST)
    rows = {name: row for row, name in enumerate(kept)}
    positives = Counter(label for example in found for label in example.labels)
    labels = sorted(label for label, times in positives.items() if times >= 2)
    weights, bias = np.zeros((len(rows), len(labels))), np.zeros(len(labels))
    whole = matrix(found, rows)
    shares = np.array([example.weight for example in found])
    for column, label in enumerate(labels):
        own = [place for place, example in enumerate(found) if label in example.allowed]
        truth = np.array([label in found[place].labels for place in own])
        regression = LogisticRegression(C=penalty, solver="liblinear", tol=1e-3)
        regression.fit(whole[own], truth, sample_weight=shares[own])
        weights[:, column], bias[column] = regression.coef_[0], regression.intercept_[0]
    return Fitted(rows, labels, weights, bias)


def crossed(
    found: Sequence[Example], extra: Sequence[Example] = ()
) -> Iterator[tuple[Example, dict[str, float]]]:
    """Yield each example with the logits of weights that were fitted without its passage."""
    groups = sorted({example.group for example in found})
    fold_of = {group: place % FOLDS for place, group in enumerate(groups)}
    for fold in range(FOLDS):
        rest = [example for example in found if fold_of[example.group] != fold]
        held = [example for example in found if fold_of[example.group] == fold]
        fitted = fit([*rest, *extra])
        for example, row in zip(held, fitted.logits(held), strict=True):
            yield (
                example,
                {
                    label: float(row[column])
                    for column, label in enumerate(fitted.labels)
                    if label in example.allowed
                },
            )


def calibration(judged: Iterable[tuple[Example, Mapping[str, float]]]) -> tuple[float, float]:
    """Return slope and intercept that turn logits of unseen passages into honest ones."""
    logits, truth = [], []
    for example, row in judged:
        if example.source == "contrast":  # easier than any text
            continue
        logits += [[logit] for logit in row.values()]
        truth += [label in example.labels for label in row]
    regression = LogisticRegression(C=1e6).fit(np.array(logits), np.array(truth))
    return float(regression.coef_[0][0]), float(regression.intercept_[0])


def written(
    fitted: Fitted, slope: tuple[float, float], least: tuple[float, float], path: Path
) -> None:
    """Write weights for ``extractors.facts.deciding``; features of no weight are left out."""
    names = np.array(list(fitted.rows))
    sizes = np.array([TRUST if name.startswith("claim:") else 1.0 for name in names])
    weights = fitted.weights * sizes[:, None]
    weights[np.abs(weights) < SMALLEST] = 0
    kept = np.flatnonzero(np.abs(weights).max(axis=1) > 0)
    np.savez_compressed(
        path,
        features=_encoded(names[kept]),
        labels=_encoded(fitted.labels),
        weights=weights[kept].astype(np.float16),
        bias=fitted.bias.astype(np.float32),
        slope=np.array(slope, np.float32),
        least=np.array(least, np.float32),
    )


def _encoded(names: Iterable[str]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)


def gathered(data: Path, language: str) -> list[Example]:
    """Return the examples of all training passages of a language, in order."""
    sources = [
        *((gold["id"].partition("-")[0], gold) for gold in labelled(data, "train")),
        *(("press", gold) for gold in read_gold(data / "eval" / "press-dev.jsonl")),
        *(("sample", gold) for gold in read_gold(SAMPLE)),
        *(("contrast", gold) for gold in contrasts(language)),
    ]
    return [
        example
        for source, gold in sources
        if gold["lang"] == language
        for example in examples(gold, source, language)
    ]


def main(languages: Sequence[str]) -> None:
    """Write the weights of each language beside the other models."""
    data = Path(os.environ.get("GUANXI_DATA", "../shared"))
    for language in languages or sorted(readings()):
        found = gathered(data, language)
        beside = public(data, language)
        slope = calibration(crossed(found, beside))
        written(fit([*found, *beside]), slope, LEAST[language], MODELS / f"pairs-{language}.npz")


if __name__ == "__main__":
    main(sys.argv[1:])
