"""Public sets of related pairs as gold passages to learn from, beside those of the domain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from extractors.public_sets import public_set, read_public


@dataclass(frozen=True)
class Source:
    """A set: its files below the folder of data, pairs first, then all names, and its weight."""

    name: str
    files: tuple[str, ...]
    weight: float


SOURCES = {
    "en": (
        Source("conll04", ("re-en/conll04/train.re.jsonl", "re-en/conll04/train.ner.jsonl"), 0.3),
        Source("knowledgenet", ("re-en/knowledgenet/train.jsonl",), 0.1),
    )
}


def public_passages(data: Path, source: Source) -> Iterator[dict[str, Any]]:
    """Yield a set's passages with the names that its further files mark in the same texts."""
    kind = public_set(source.name)
    first, *rest = (read_public(data / "data" / file, kind) for file in source.files)
    yield from joined(first, rest)


def joined(
    passages: Sequence[dict[str, Any]], others: Sequence[Sequence[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Return passages with what others of the same texts name beside: pairs that nothing relates.

    >>> one = {"text": "A of B", "entities": [{"id": "e1", "type": "Person", "name": "A"}]}
    >>> same = {"text": "A of B", "entities": [{"id": "e1", "type": "Organization", "name": "B"}]}
    >>> [each["id"] for each in joined([one], [[same]])[0]["entities"]]
    ['e1', 'n-e1']
    """
    found = {passage["text"]: passage for passage in passages}
    for other in chain.from_iterable(others):
        passage = found.get(other["text"])
        if passage is None:
            continue
        known = {(one["type"], one["name"]) for one in passage["entities"]}
        passage["entities"] = [
            *passage["entities"],
            *(
                {**one, "id": f"n-{one['id']}"}
                for one in other["entities"]
                if (one["type"], one["name"]) not in known
            ),
        ]
    return list(found.values())
