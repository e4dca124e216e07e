"""Precision, recall and F1 of entities and relations against gold passages.

Strict: an entity matches when its type is equal and any of its names equals any gold name after
NFKC, case folding and dropping white space, quotes and book-title marks. Relaxed: containment
of one name in the other also counts, when the shorter is at least 60 % as long. A relation
matches when its type is equal and both ends match, in either order for a symmetric one. One gold
object is matched by one prediction at most. The interval is a 95 % bootstrap over passages.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.comparison import Comparison, Counts, Mode, What

MODES: tuple[Mode, ...] = ("strict", "relaxed")
OBJECTS: tuple[What, ...] = ("entity", "relation")
DRAWS, SEED = 1000, 7
INTERVAL = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Row:
    """The score of one kind of object: all of it with its interval, by type and by language.

    ``languages`` is empty where all passages are of one.
    """

    mode: Mode
    what: What
    counts: Counts
    low: float
    high: float
    types: Mapping[str, Counts]
    languages: Mapping[str, Counts]

    def as_json(self) -> dict[str, Any]:
        """Return the row as plain figures, unrounded."""
        return {
            "precision": self.counts.precision, "recall": self.counts.recall,
            "f1": self.counts.f1, "low": self.low, "high": self.high,
            "types": _plain(self.types), "languages": _plain(self.languages),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """Scores in both modes; rows are strict entity, strict relation, relaxed entity, relation."""

    rows: tuple[Row, ...]

    def row(self, mode: Mode, what: What) -> Row:
        """Return one of the four rows."""
        return next(row for row in self.rows if (row.mode, row.what) == (mode, what))

    def as_json(self) -> dict[str, dict[str, Any]]:
        """Return all figures, under names such as ``strict entity``."""
        return {f"{row.mode} {row.what}": row.as_json() for row in self.rows}

    def as_table_rows(self) -> list[tuple[str, ...]]:
        """Return lines to print: name, precision, recall, F1, interval, matched, predicted, gold.

        The lines of languages and types follow that of their sum, indented; they have no interval.
        """
        lines = []
        for row in self.rows:
            interval = f"{row.low:.3f}-{row.high:.3f}"
            lines.append(_line(f"{row.mode} {row.what}", row.counts, interval))
            parts = (*row.languages.items(), *row.types.items())
            lines += [_line(f"  {name}", counts, "") for name, counts in parts]
        return lines


def score(gold: Sequence[Mapping[str, Any]], predicted: Mapping[str, Mapping[str, Any]]) -> Report:
    """Score predictions, by passage id; a passage without one counts as empty."""
    rows = []
    for mode in MODES:
        passages = [Comparison(one, predicted.get(one["id"], {}), mode) for one in gold]
        languages = [one.get("lang", "") for one in gold]
        rows += [
            _row(mode, what, [one.counts(what) for one in passages], languages) for what in OBJECTS
        ]
    return Report(tuple(rows))


def _row(
    mode: Mode, what: What, passages: Sequence[Mapping[str, Counts]], languages: Sequence[str]
) -> Row:
    sums = [sum(passage.values(), Counts()) for passage in passages]
    by_language = {
        language: sum(
            (one for one, own in zip(sums, languages, strict=True) if own == language), Counts()
        )
        for language in sorted(set(languages))
    }
    low, high = _interval(sums)
    types = {
        name: sum((passage.get(name, Counts()) for passage in passages), Counts())
        for name in sorted(set().union(*passages))
    }
    if len(by_language) < 2:
        by_language = {}
    return Row(mode, what, sum(sums, Counts()), low, high, types, by_language)


def _plain(parts: Mapping[str, Counts]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "matched": counts.matched, "predicted": counts.predicted, "gold": counts.gold,
            "f1": counts.f1,
        }
        for name, counts in parts.items()
    }  # fmt: skip


def _interval(passages: Sequence[Counts]) -> tuple[float, float]:
    """Return between which values F1 lies in 95 % of the draws, with replacement, of passages."""
    if not passages:
        return 0.0, 0.0
    draw = random.Random(SEED)  # noqa: S311 - a fixed sample, no secret
    scores = sorted(sum(draw.choices(passages, k=len(passages)), Counts()).f1 for _ in range(DRAWS))
    return scores[int(DRAWS * INTERVAL[0])], scores[int(DRAWS * INTERVAL[1])]


def _line(name: str, counts: Counts, interval: str) -> tuple[str, ...]:
    shares = (f"{share:.3f}" for share in (counts.precision, counts.recall, counts.f1))
    numbers = (str(number) for number in (counts.matched, counts.predicted, counts.gold))
    return (name, *shares, interval, *numbers)
