"""Train the tagger of CLUENER's guideline on nine tenths of its sentences, and tell its score.

    python -m extractors.training.train_cluener DATA

Every tenth sentence is kept apart and scored, on the types that map to the ontology's.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from extractors.mentions.cluener import TYPES, WEIGHTS, marked
from extractors.mentions.deciding import seen
from extractors.spans import Sentence
from extractors.training.crf import trained
from extractors.training.examples import Example, Reading, Stretch, labels_of
from extractors.training.train_names import folder, write

APART = 10
TOGETHER = 200
"""Sentences that are read in one go."""
ITERATIONS = 60


def joined(rows: Sequence[dict[str, Any]]) -> list[Reading]:
    """Return sentences with their names, many to a text, each on a line of its own."""
    made = []
    for place in range(0, len(rows), TOGETHER):
        text, sentences, gold = "", [], []
        for row in rows[place : place + TOGETHER]:
            start = len(text)
            text += row["text"] + "\n"
            sentences.append(Sentence(start, len(text) - 1, "zh"))
            gold += [Stretch(start + a, start + b, label) for a, b, label in row["entities"]]
        made.append(Reading(f"{place}", text, tuple(sentences), (), tuple(gold)))
    return made


def examples(read: Iterable[Reading]) -> list[Example]:
    """Return what a tagger that knows no finders but the network learns from."""
    made = []
    for reading in read:
        line, looks = seen(reading.text, reading.sentences, (), "zh")
        made.append(Example(reading.passage, line, looks, labels_of(line, reading.gold)))
    return made


def score(read: Iterable[Reading], weights: Path = WEIGHTS) -> tuple[float, float, float]:
    """Return precision, recall and F1 of exact spans of the types that map to the ontology's."""
    right = predicted = gold = 0
    for reading in read:
        names = {(n.start, n.end, TYPES[n.type]) for n in reading.gold if n.type in TYPES}
        found = {
            (span.start, span.end, TYPES[span.type])
            for span in marked(reading.text, reading.sentences, weights)
            if span.type in TYPES
        }
        right, predicted = right + len(names & found), predicted + len(found)
        gold += len(names)
    return right / max(predicted, 1), right / max(gold, 1), 2 * right / max(predicted + gold, 1)


def main(arguments: Sequence[str] = tuple(sys.argv[1:])) -> None:
    """Train, write the weights, and print the score on what was kept apart."""
    data = folder(arguments)
    with (data / "data" / "ner-zh" / "cluener" / "train.jsonl").open(encoding="utf-8") as lines:
        rows = list(map(json.loads, lines))
    rest = [row for place, row in enumerate(rows) if place % APART]
    write(WEIGHTS, trained(examples(joined(rest)), ITERATIONS))
    figures = score(joined(rows[::APART]))
    sys.stdout.write("precision {:.3f}, recall {:.3f}, F1 {:.3f}\n".format(*figures))


if __name__ == "__main__":
    main()
