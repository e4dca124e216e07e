"""Classes of English words that stand in like surroundings, made from published word vectors.

They let what was learnt of one word serve for others: that *Austin* is like *Denver*, or that
*biometrics* is like *encryption*. See the model card for where they come from.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.mentions.features import Codes, Line

WEIGHTS = Path(__file__).parents[1] / "models" / "words-en.npz"
UNKNOWN = 0
"""The class of words that no vector is known of."""


def classes_of(line: Line, weights: Path = WEIGHTS) -> Codes:
    """Return the classes of each token's word, by [partition, token].

    A word counts as it is written, or else in small letters.
    """
    codes, classes = _load(weights)
    found = np.zeros((classes.shape[0], len(line.words)), dtype=np.uint64)
    for words in (line.words, line.exact):
        places = np.minimum(np.searchsorted(codes, words), len(codes) - 1)
        known = codes[places] == words
        found[:, known] = classes[:, places[known]]
    return found


@cache
def _load(path: Path) -> tuple[Codes, NDArray[np.uint16]]:
    """Return the sorted codes of the words, and their classes by [partition, word]."""
    with np.load(path, allow_pickle=False) as archive:
        return np.cumsum(archive["steps"], dtype=np.uint64), archive["classes"]
