"""Names as the guideline of CLUENER marks them, which is not ours: a separate output.

It marks a company wherever it is one and an address in any detail, knows no technologies or
policies, and calls games, books, films and scenes names. What is decided for the graph does not
depend on it; it serves whoever compares with that set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from extractors.mentions.deciding import MODELS, seen
from extractors.mentions.tagger import Tagger
from extractors.segments import articles
from extractors.spans import Sentence, Span

NAME = "cluener.v1"
WEIGHTS = MODELS / "cluener-zh.npz"
TYPES = {
    "company": "Organization", "organization": "Organization", "government": "Organization",
    "name": "Person", "address": "Place",
}  # fmt: skip
"""The types of the ontology that labels of CLUENER map to."""


def names(text: str) -> list[dict[str, Any]]:
    """Return the names of a text whose labels the ontology has types for, each once."""
    sentences = [sentence for place in articles(text) for sentence in place.sentences]
    found = (span for span in marked(text, sentences) if span.type in TYPES)
    once = dict.fromkeys((TYPES[span.type], span.text) for span in found)
    return [
        {"id": f"e{number}", "type": type_, "kind": None, "name": name, "mentions": [name]}
        for number, (type_, name) in enumerate(once, 1)
    ]


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
