"""The figures of passages that were read, as lines to print: how much is found, and how surely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.reliability import Reliability, reliability
from extractors.scoring import OBJECTS, score

Passage = Mapping[str, Any]
TOLD = ("INVESTED_IN", "ISSUED")
SURE = 0.9
QUANTILE = 1.96


def table(judged: Sequence[Passage], predicted: Mapping[str, Passage]) -> Iterator[str]:
    """Yield lines: entities, relations, some of these alone, and how sure what is sure is."""
    rows = {
        "entities": score(judged, predicted).row("strict", "entity"),
        "relations": score(judged, predicted).row("strict", "relation"),
    }
    for relation in TOLD:
        alone = {name: _only(relation, found) for name, found in predicted.items()}
        report = score([_only(relation, each) for each in judged], alone)
        rows[relation] = report.row("strict", "relation")
    yield f"{'':14}{'P':>6}{'R':>7}{'F1':>7}  95 %            right  found   gold"
    for name, row in rows.items():
        yield (
            f"{name:14}{row.counts.precision:6.3f}{row.counts.recall:7.3f}{row.counts.f1:7.3f}"
            f"  {row.low:.3f}-{row.high:.3f}"
            f"{row.counts.matched:10}{row.counts.predicted:7}{row.counts.gold:7}"
        )
    for what in OBJECTS:
        yield from _sureness(f"{what}, said", reliability(judged, predicted, what))


def _sureness(name: str, found: Reliability) -> Iterator[str]:
    """Yield how often what was said to be so sure, and what each finder said, is right."""
    sure = [band for band in found.bands if float(band.name.partition("-")[0]) >= SURE]
    right = round(sum(band.found * band.precision for band in sure))
    total = sum(band.found for band in sure)
    low, high = interval(right, total)
    yield f"{name} to be at least {SURE} sure: {right} of {total} right ({low:.3f}-{high:.3f})"
    for band in (*found.bands, *found.finders):
        said = f"said {band.confidence:.2f}, right {band.precision:.2f}"
        yield f"  {band.name:24}{band.found:6} found, {said}"


def interval(right: int, total: int) -> tuple[float, float]:
    """Return between which values a share lies in 95 of 100 cases (Wilson's score interval).

    >>> [round(end, 3) for end in interval(9, 10)]
    [0.596, 0.982]
    """
    if not total:
        return 0.0, 1.0
    share, square = right / total, QUANTILE**2
    middle = share + square / (2 * total)
    reach = QUANTILE * (share * (1 - share) / total + square / (4 * total**2)) ** 0.5
    return (middle - reach) / (1 + square / total), (middle + reach) / (1 + square / total)


def _only(relation: str, passage: Passage) -> Passage:
    kept = [each for each in passage["relations"] if each["type"] == relation]
    return {**passage, "relations": kept}
