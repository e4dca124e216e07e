"""How well passages were read, as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from api.terminal import counted, say, say_table
from extractors.comparison import Counts
from extractors.mistakes import Mistake
from extractors.reliability import Reliability
from extractors.scoring import Report

PLURALS = {"entity": "entities", "relation": "relations"}


def say_scores(passages: int, report: Report, properties: Mapping[str, Counts]) -> None:
    """Print precision, recall and F1 by type, and how often properties are right."""
    say(counted(passages, "passage"))
    say()
    headings = ("", "precision", "recall", "F1", "95 %", "matched", "predicted", "gold")
    say_table(headings, report.as_table_rows())
    if properties:
        say()
        say_table(
            ("strict relation", "matched", "predicted", "gold"),
            [
                (name, str(counts.matched), str(counts.predicted), str(counts.gold))
                for name, counts in properties.items()
            ],
        )


def say_reliability(sureness: Mapping[str, Reliability]) -> None:
    """Print how sure entities and relations were said to be, and how many are right."""
    for what, found in sureness.items():
        for by, bands in (("confidence", found.bands), ("finder", found.finders)):
            if bands:
                say()
                say_table(
                    (f"{PLURALS[what]}, by {by}", "found", "said", "right"),
                    [
                        (band.name, str(band.found), f"{band.confidence:.2f}",
                         f"{band.precision:.2f}")
                        for band in bands
                    ],
                )  # fmt: skip


def say_mistakes(found: Sequence[Mistake], most: int) -> None:
    """Print so many mistakes of each kind at most, below how many there are."""
    for (what, kind), group in _by_kind(found):
        say()
        say(f"{PLURALS[what]}, {kind}: {len(group)}")
        for each in group[:most]:
            told = " for ".join(filter(None, (each.said, each.true)))
            say(f"  {each.passage}  {told}")
            say(f"    {each.sentence}")


def first_of_each(found: Sequence[Mistake], most: int) -> list[Mistake]:
    """Return so many mistakes of each kind at most."""
    return [each for _, group in _by_kind(found) for each in group[:most]]


def _by_kind(found: Iterable[Mistake]) -> Iterable[tuple[tuple[str, str], list[Mistake]]]:
    for kind, group in groupby(found, key=lambda each: (each.what, each.kind)):
        yield kind, list(group)
