"""Names as the guideline of CLUENER marks them, which is not ours: a separate output.

It marks a company wherever it is one and an address in any detail, knows no technologies or
policies, and calls games, books, films and scenes names. What is decided for the graph does not
depend on it; it serves whoever compares with that set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from extractors.mentions.deciding import MODELS, seen
from extractors.mentions.tagger import Tagger
from extractors.spans import Sentence, Span

NAME = "cluener.v1"
WEIGHTS = MODELS / "cluener-zh.npz"
TYPES = {
    "company": "Organization", "organization": "Organization", "government": "Organization",
    "name": "Person", "address": "Place",
}  # fmt: skip
"""The types of the ontology that labels of CLUENER map to."""


def marked(text: str, sentences: Sequence[Sentence], weights: Path = WEIGHTS) -> Iterator[Span]:
    """Yield the names in the Chinese sentences under CLUENER's labels, with probabilities."""
    if not any(sentence.language == "zh" for sentence in sentences):
        return
    line, looks = seen(text, sentences, (), "zh")
    for chunk in _load(weights).chunks(line, looks):
        start, end = int(line.starts[chunk.start]), int(line.ends[chunk.end - 1])
        yield Span(start, end, chunk.label, text[start:end], NAME, round(chunk.probability, 3))


@cache
def _load(path: Path) -> Tagger:
    with np.load(path, allow_pickle=False) as archive:
        return Tagger.read(archive)
