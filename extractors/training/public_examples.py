"""Pairs of public sets, each judged for the relations that its set knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from extractors.facts.pairs import allowed
from extractors.public_sets import public_set
from extractors.training.labelled import labelled
from extractors.training.public_pairs import JUDGED, public_pairs
from extractors.training.public_passages import SOURCES, public_passages
from extractors.training.relation_examples import Example, examples

# How often things hold differs from set to set, so these features have weights of their own there.
TAGGED = ("types:", "far:", "has:", "pauses:", "nearest", "first of type")

# Some of this set's sentences are labelled as the domain's passages are; its pairs are not those.
FINRE = "finre pairs"


def public(data: Path, language: str) -> list[Example]:
    """Return the examples of the public sets of a language."""
    return [*(_finre(data) if language == "zh" else ()), *_mapped(data, language)]


def _finre(data: Path) -> Iterator[Example]:
    known = [
        label for label in allowed("Organization", "Organization") if label.rstrip("<>") in JUDGED
    ]
    apart = [passage["text"] for passage in labelled(data, "test")]
    for gold in public_pairs(data / "data" / "re-zh" / "finre" / "train.jsonl"):
        if is_among(gold["text"], apart):
            continue
        for example in examples(gold, FINRE, "zh"):
            if example.labels or example.ends not in gold["unclear"]:
                yield replace(
                    example, labels=example.labels.intersection(known), allowed=tuple(known)
                )


def is_among(text: str, passages: Iterable[str]) -> bool:
    """Tell whether a text is one of the passages, or a part of one, or one a part of it.

    >>> is_among("甲社成立。", ["今天，甲社成立。"]), is_among("甲社成立。", ["乙社成立。"])
    (True, False)
    """
    return any(text in passage or passage in text for passage in passages)


def _mapped(data: Path, language: str) -> Iterator[Example]:
    for source in SOURCES.get(language, ()):
        scored = public_set(source.name).scored
        for gold in public_passages(data, source):
            for example in examples(gold, source.name, language):
                labels = tuple(one for one in example.allowed if one.rstrip("<>") in scored)
                if not labels:
                    continue
                tagged = [one for one in example.features if one.startswith(TAGGED)]
                own = [source.name, *(f"{source.name} {one}" for one in tagged)]
                yield replace(
                    example,
                    allowed=labels,
                    features=[*example.features, *own],
                    weight=source.weight,
                )
