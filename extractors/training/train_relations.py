"""Makes the classifier of pairs: ``python -m extractors.training.train_relations DATA [zh]``.

It reads the hand-made labels, the sample corpus and the press passages (below DATA), has
the finders claim what they can between the names given there, and fits one logistic regression
for each relation and direction. Probabilities are calibrated and thresholds chosen on passages
that the weights used for it had not seen. The same data gives the same file.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from extractors.facts.deciding import MODELS
from extractors.facts.readings import readings
from extractors.training.public_examples import FINRE, public
from extractors.training.relation_examples import Example, gathered

RAREST, PENALTY, FOLDS = 2, 0.5, 5
# What a finder claims weighs more than a word: the penalty on its weights is this much smaller.
TRUST = 4.0
# Weights below this change no decision.
SMALLEST = 0.01
# How likely a relation must be to be a fact that some finder claims, and that none does; the
# latter is chosen for each label among these, where the label has so many examples.
CLAIMED, PROPOSED = 0.15, 0.47
CHOICES, ENOUGH = (0.33, 0.4, 0.47, 0.55, 0.63, 0.7, 0.77), 12
# Public sets whose examples have no features of their own: thresholds serve them, too.
SAME_WORDS = frozenset({FINRE})
Judgement = tuple[float, bool, bool]  # how likely, whether a finder claims it, whether it holds


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
    """Fit one logistic regression for each label that some examples have and some have not."""
    seen = Counter(name for example in found for name in set(example.features))
    kept = sorted(name for name, times in seen.items() if times >= RAREST)
    rows = {name: row for row, name in enumerate(kept)}
    positives = Counter(label for example in found for label in example.labels)
    chances = Counter(label for example in found for label in example.allowed)
    labels = sorted(label for label, times in positives.items() if 2 <= times < chances[label])
    weights, bias = np.zeros((len(rows), len(labels))), np.zeros(len(labels))
    whole = matrix(found, rows)
    shares = np.array([example.weight for example in found])
    for column, label in enumerate(labels):
        own = [place for place, example in enumerate(found) if label in example.allowed]
        truth = np.array([label in found[place].labels for place in own])
        # The dual is solved ten times sooner, and draws its order from a seed.
        regression = LogisticRegression(
            C=penalty, solver="liblinear", dual=True, tol=1e-2, max_iter=1000, random_state=0
        )
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


def thresholds(
    judged: Iterable[tuple[Example, Mapping[str, float]]], slope: tuple[float, float]
) -> dict[str, float]:
    """Return, by label, from which probability on proposals do its F1 the most good.

    Public sets count as much as the domain's passages together, however long they are.
    """
    seen: dict[str, dict[bool, list[Judgement]]] = defaultdict(lambda: defaultdict(list))
    for example, row in judged:
        if example.source != "contrast":
            for label, logit in row.items():
                is_claimed = f"claim:{label.rstrip('<>')}" in _claims(example)
                chance = 1 / (1 + np.exp(-(logit * slope[0] + slope[1])))
                seen[label][example.source in SAME_WORDS].append(
                    (float(chance), is_claimed, label in example.labels)
                )
    return {label: _best(list(rows.values())) for label, rows in seen.items()}


def _claims(example: Example) -> frozenset[str]:
    said = (name for name in example.features if name.startswith("claim:"))
    return frozenset(name.rstrip("<>") for name in said)


def _best(parts: Sequence[Sequence[Judgement]]) -> float:
    told = [rows for rows in parts if sum(truth for *_, truth in rows) >= ENOUGH]
    if not told:
        return PROPOSED

    def score(least: float) -> float:
        return sum(_f1(rows, least) for rows in told)

    return max(CHOICES, key=lambda least: (score(least), -abs(least - PROPOSED)))


def _f1(rows: Sequence[Judgement], least: float) -> float:
    kept = [
        truth for chance, is_claimed, truth in rows if chance >= (CLAIMED if is_claimed else least)
    ]
    return 2 * sum(kept) / (len(kept) + sum(truth for *_, truth in rows))


def written(
    fitted: Fitted, slope: tuple[float, float], least: Mapping[str, float], path: Path
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
        least=np.array([least.get(label, PROPOSED) for label in fitted.labels], np.float32),
        claimed=np.array([CLAIMED], np.float32),
    )


def _encoded(names: Iterable[str]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)


def train(found: Sequence[Example], beside: Sequence[Example], path: Path) -> None:
    """Write weights fitted to passages and, with less say, to public sets beside them."""
    judged = list(crossed(found, beside))
    slope = calibration(judged)
    alike = [example for example in beside if example.source in SAME_WORDS]
    least = thresholds([*judged, *(crossed(alike, found) if alike else ())], slope)
    written(fit([*found, *beside]), slope, least, path)


def main(data: Path, languages: Sequence[str]) -> None:
    """Write the weights of each language, or of all, beside the other models."""
    for language in languages or sorted(readings()):
        path = MODELS / f"pairs-{language}.npz"
        train(gathered(data, language), public(data, language), path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
