"""The hand-made labels of the domain, joined with the texts that they were made on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from graph.errors import InputError

LABELS = Path(__file__).parent / "labels"
# Where the texts are, below the folder of shared data, by the beginning of a label's id.
TEXTS = {
    "news": "data/unlabelled/tech_news_zh.jsonl",
    "policy": "data/unlabelled/policy_news_zh.jsonl",
    "release": "data/unlabelled/press_releases_en.jsonl",
    "paper": "data/re-zh/policy_docs_unlabelled.jsonl",
    "fewfc": "data/re-zh/fewfc/train.jsonl",
    "finre": "data/re-zh/finre/train.jsonl",
}
DIGEST = 12
Split = Literal["train", "test"]


def labelled(data: Path, split: Split | None = None) -> list[dict[str, Any]]:
    """Return labelled passages as gold passages (see ``extractors.gold``), in the files' order.

    Args:
        data: The folder of shared data (``GUANXI_DATA``).
        split: Only these; ``test`` is for judging alone.

    Raises:
        InputError: if a text is missing, or is not the one that was labelled.
    """
    return [
        _joined(label, data)
        for file in sorted(LABELS.glob("*.jsonl"))
        for label in _lines(file)
        if split in (None, label["split"])
    ]


def _joined(label: Mapping[str, Any], data: Path) -> dict[str, Any]:
    family, _, number = label["id"].partition("-")
    whole = texts(data / TEXTS[family])[int(number)]
    text = whole[label["start"] : label["end"]]
    if hashlib.sha256(text.encode()).hexdigest()[:DIGEST] != label["digest"]:
        raise InputError(
            f"{data / TEXTS[family]}: text {number} is not the one that was labelled as"
            f" {label['id']}; get the version that the model card names"
        )

    def words(span: Sequence[int]) -> str:
        return text[span[0] : span[1]]

    names = [[words(spans[0]) for spans in each["names"]] for each in label["entities"]]
    return {
        "id": label["id"], "lang": label["lang"], "split": label["split"], "text": text,
        "entities": [
            {
                "id": f"e{place}", "type": each["type"], "kind": each["kind"],
                "name": mentions[0], "mentions": mentions,
            }
            for place, (each, mentions) in enumerate(zip(label["entities"], names, strict=True))
        ],
        "relations": [
            {
                "type": each["type"], "head": f"e{each['head']}", "tail": f"e{each['tail']}",
                "props": {
                    **{name: words(span) for name, span in each.get("words", {}).items()},
                    **each.get("flags", {}),
                },
                "evidence": words(each["evidence"]),
            }
            for each in label["relations"]
        ],
    }  # fmt: skip


def places() -> Iterator[tuple[str, int, int]]:
    """Yield the text that each labelled passage is of, and where it begins and ends there."""
    for file in sorted(LABELS.glob("*.jsonl")):
        for label in _lines(file):
            yield label["id"], label["start"], label["end"]


@cache
def texts(path: Path) -> tuple[str, ...]:
    """Return the texts of a file.

    Raises:
        InputError: if it is missing.
    """
    if not path.exists():
        raise InputError(f"{path} is missing; set GUANXI_DATA to the folder that has it")
    return tuple(line["text"] for line in _lines(path))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
