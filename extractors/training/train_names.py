"""Train what decides on names, and write it to where guanxi reads it.

    python -m extractors.training.train_names DATA [TEACHER]

It reads the labels of the domain, their texts in the folder of shared data, and the sample's
expected results. The same input gives the same bytes. Each language is trained twice: on four
fifths of the passages, to see how sure the rest may be called, and on all. TEACHER is the weight
file of a Chinese encoder (see ``train_encoder``): the Chinese tagger then learns, beside labelled
passages, from texts that the encoder and a first tagger have labelled together.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.gold import read_gold
from extractors.mentions.deciding import LANGUAGES, MODELS, log_odds
from extractors.mentions.encoder import load as load_encoder
from extractors.mentions.tagger import Tagger
from extractors.training.contrasts import contrasts
from extractors.training.crf import mean, trained
from extractors.training.examples import Example, examples, readings
from extractors.training.labelled import labelled
from extractors.training.taught import taught

ROOT = Path(__file__).parents[2]
FOLDS = 5
STEPS = 1000
TAUGHT = "zh"


def passages(data: Path) -> list[Mapping[str, Any]]:
    """Return the gold passages to train on: of the domain, the press, the sample, and contrasts.

    The last are plain sentences without context, of which the others have none.
    """
    return [
        *labelled(data, "train"),
        *read_gold(data / "eval" / "press-dev.jsonl"),
        *read_gold(ROOT / "tests" / "sample" / "expected.jsonl"),
        *(each for language in LANGUAGES for each in contrasts(language)),
    ]


def model(seen: Sequence[Example], more: Sequence[Example] = ()) -> dict[str, NDArray[Any]]:
    """Return the arrays of a tagger trained on all examples, with its calibration.

    What was not labelled by hand is in ``more``. A tagger that learns from it, too, finds more, but
    leaves out what its teacher was not sure of (products in quotation marks); the mean
    of one with it and one without is as good, and leaves out less.
    """
    apart = [example for place, example in enumerate(seen) if place % FOLDS == 0]
    rest = [example for place, example in enumerate(seen) if place % FOLDS]
    calibration = calibrating(Tagger.read(_learnt(rest, more)), apart)
    return {**_learnt(seen, more), "calibration": calibration}


def _learnt(seen: Sequence[Example], more: Sequence[Example]) -> dict[str, NDArray[Any]]:
    alone = trained(seen)
    return mean(alone, trained([*seen, *more])) if more else alone


def calibrating(tagger: Tagger, apart: Iterable[Example]) -> NDArray[np.float64]:
    """Return slope and shift of the logistic curve from log odds to being right (Platt)."""
    odds, right = [], []
    for example in apart:
        for chunk in tagger.chunks(example.line, example.features):
            odds.append(log_odds(chunk.probability))
            right.append(_is_right(example.labels, chunk.start, chunk.end, chunk.label))
    return fitted(np.array(odds), np.array(right, dtype=np.float64))


def fitted(odds: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logistic regression of ``right`` on ``odds``.

    A weak pull towards slope one and shift nought keeps it finite where all are right. The
    bend of the curve is taken at its largest, so that every step comes nearer (Böhning).
    """
    looks = np.stack([odds, np.ones_like(odds)], axis=1)
    prior = np.array([1.0, 0.0])
    curve = prior.copy()
    bend = looks.T @ looks / 4 + np.eye(2)
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-looks @ curve))
        curve = curve + np.linalg.solve(bend, looks.T @ (right - guess) - (curve - prior))
    return np.round(curve, 4)


def _is_right(labels: Sequence[str], start: int, end: int, type_: str) -> bool:
    middle = ["M_" + type_] * (end - start - 2)
    whole = ["S_" + type_] if end - start == 1 else ["B_" + type_, *middle, "E_" + type_]
    return list(labels[start:end]) == whole


def write(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write plain arrays, to be loaded without pickle."""
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **dict(sorted(arrays.items())))


def folder(arguments: Sequence[str]) -> Path:
    """Return the folder of shared data that the command line names."""
    if len(arguments) != 1:
        raise SystemExit("give the folder of shared data, and nothing else")
    return Path(arguments[0])


def main(arguments: Sequence[str] = tuple(sys.argv[1:])) -> None:
    """Train the taggers of all languages on the shared data."""
    data = folder(arguments[:1])
    teachers = [load_encoder(Path(path)) for path in arguments[1:2]]
    made = examples(readings(passages(data)), LANGUAGES)
    for language in LANGUAGES:
        more: list[Example] = []
        if language == TAUGHT:
            for teacher in teachers:
                more += taught(data, language, teacher, Tagger.read(trained(made[language])))
        write(MODELS / f"names-{language}.npz", model(made[language], more))


if __name__ == "__main__":
    main()
