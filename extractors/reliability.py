"""Whether what is found is as sure as it says: precision by confidence and by finder.

A band is well calibrated when its precision is near its mean confidence (a reliability
diagram, as in DeGroot and Fienberg, 1983).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.comparison import Comparison, What

BANDS = 10


@dataclass(frozen=True, slots=True)
class Band:
    """Finds of like confidence, or of one finder: how many, how sure, how many are right."""

    name: str
    found: int
    confidence: float
    precision: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Finds by confidence, the least sure first, and by finder, in order of names."""

    bands: tuple[Band, ...]
    finders: tuple[Band, ...]

    @property
    def error(self) -> float:
        """Expected calibration error: how far confidence and precision lie apart on average."""
        found = sum(band.found for band in self.bands)
        apart = sum(band.found * abs(band.confidence - band.precision) for band in self.bands)
        return apart / found if found else 0.0


def reliability(
    gold: Sequence[Mapping[str, Any]],
    predicted: Mapping[str, Mapping[str, Any]],
    what: What = "relation",
) -> Reliability:
    """Return how often what was predicted is right (strict), by confidence and by finder.

    Entities or relations without a confidence or a finder are left out.
    """
    judged = [
        (found["finder"], found["confidence"], is_right)
        for one in gold
        for found, is_right in _verdicts(one, predicted.get(one["id"], {}), what)
        if "finder" in found and "confidence" in found
    ]
    return Reliability(
        tuple(_bands((_band(sure), sure, is_right) for _, sure, is_right in judged)),
        tuple(_bands(judged)),
    )


def _verdicts(
    gold: Mapping[str, Any], predicted: Mapping[str, Any], what: What
) -> Iterator[tuple[Mapping[str, Any], bool]]:
    return Comparison(gold, predicted, "strict").verdicts(what)


def _band(confidence: float) -> str:
    low = min(int(confidence * BANDS), BANDS - 1)
    return f"{low / BANDS:.1f}-{(low + 1) / BANDS:.1f}"


def _bands(judged: Iterable[tuple[str, float, bool]]) -> Iterator[Band]:
    groups: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for name, confidence, is_right in judged:
        groups[name].append((confidence, is_right))
    for name, rows in sorted(groups.items()):
        sure, right = (sum(column) / len(rows) for column in zip(*rows, strict=True))
        yield Band(name, len(rows), round(sure, 4), round(right, 4))
