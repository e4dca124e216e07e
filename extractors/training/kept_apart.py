"""What is judged on must tell no story that is trained on.

    python -m extractors.training.kept_apart DATA

News is copied from site to site, so passages drawn by chance share sentences. This moves each
passage of the test split that shares a long run of characters with a passage that is trained
on to the training split, and names it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractors.training.labelled import LABELS, labelled
from extractors.training.train_names import folder, passages

LONGEST = {"zh": 30, "en": 60}
"""The longest run that two stories may share by chance, by language.

Thirty letters are four English words: the name and the date that all releases of an agency begin
with are longer.
"""
TRAIN, TEST = '"split":"train"', '"split":"test"'


def sharing(judged: Sequence[Mapping[str, Any]], learnt: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the ids of passages that cannot be judged on, given those that are learnt from.

    One that shares a run with such a passage cannot be either: it would be learnt from.
    """
    known: set[str] = set()
    for passage in learnt:
        known |= _runs(passage)
    apart, moved = {each["id"]: _runs(each) for each in judged}, []
    while found := [identifier for identifier, runs in apart.items() if runs & known]:
        known = known.union(*(apart.pop(identifier) for identifier in found))
        moved += found
    return moved


def _runs(passage: Mapping[str, Any]) -> set[str]:
    text, length = passage["text"], LONGEST[passage["lang"]] + 1
    return {text[start : start + length] for start in range(len(text) - length + 1)}


def move(identifiers: Iterable[str], labels: Path = LABELS) -> None:
    """Move passages to the training split, leaving everything else in the files as it is."""
    moved = set(identifiers)
    for path in sorted(labels.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        written = [
            line.replace(TEST, TRAIN, 1) if json.loads(line)["id"] in moved else line
            for line in lines
        ]
        if written != lines:
            path.write_text("".join(written), encoding="utf-8")


def main(arguments: Sequence[str] = tuple(sys.argv[1:])) -> None:
    """Move the passages that share a story with what is trained on, and name them."""
    data = folder(arguments)
    found = sharing(labelled(data, "test"), passages(data))
    move(found)
    sys.stdout.write(f"{len(found)} moved to the training split\n")
    sys.stdout.write("".join(f"{identifier}\n" for identifier in sorted(found)))


if __name__ == "__main__":
    main()
