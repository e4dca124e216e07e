"""Sort the words of a spaCy pipeline's vectors into classes, and write them to where they are read.

    python -m extractors.training.word_classes FOLDER

FOLDER is the folder of a pipeline with vectors (the one with ``vocab`` in it). The classes are
those of k-means over vectors of length one, once with few and once with many means (after Turian
et al. 2010, who used Brown's classes of several sizes as features of a CRF).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.mentions.features import code
from extractors.mentions.word_classes import UNKNOWN, WEIGHTS
from extractors.training.train_names import folder, write

LATIN = re.compile("[A-Za-z]+")
SIZES = (64, 256, 1024)
BATCH = 4096
STARTS, ROUNDS = 3, 50
TINY = 1e-6


def partitions(vectors: NDArray[np.float32], sizes: Sequence[int]) -> NDArray[np.uint16]:
    """Return the class of each vector, counted from one, by [size, vector]."""
    from sklearn.cluster import MiniBatchKMeans

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    even = vectors / np.maximum(lengths, TINY)
    return np.stack([
        MiniBatchKMeans(
            size, random_state=0, batch_size=BATCH, n_init=STARTS, max_iter=ROUNDS
        ).fit_predict(even) + UNKNOWN + 1
        for size in sizes
    ]).astype(np.uint16)  # fmt: skip


def main(arguments: Sequence[str] = tuple(sys.argv[1:])) -> None:
    """Write the classes of all words that are one token of ours."""
    import spacy

    pipeline = spacy.load(folder(arguments))
    vectors = pipeline.vocab.vectors
    rows = {
        code(word): row
        for key, row in vectors.key2row.items()
        if LATIN.fullmatch(word := pipeline.vocab.strings[key])
    }
    codes = np.array(sorted(rows), dtype=np.uint64)
    classes = partitions(np.asarray(vectors.data), SIZES)[:, [rows[int(each)] for each in codes]]
    steps = np.diff(codes, prepend=np.uint64(0)).astype(np.uint32)
    write(WEIGHTS, {"steps": steps, "classes": classes})
    sys.stdout.write(f"{len(codes):,} words\n")


if __name__ == "__main__":
    main()
