"""The words of a sentence and the classes of those that tell relations, by language."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from extractors.facts.pairs import Reading

TABLES = Path(__file__).parents[1] / "data"


@cache
def readings() -> Mapping[str, Reading]:
    """Return how sentences are read, by their language."""
    return {"zh": Reading(_chinese_words, cues(TABLES / "cues_zh.toml"))}


def cues(table: Path) -> dict[str, tuple[str, ...]]:
    """Return, by word, the classes that a table gives it."""
    classes: dict[str, list[str]] = defaultdict(list)
    for name, listed in tomllib.loads(table.read_text(encoding="utf-8"))["cues"].items():
        for word in dict.fromkeys(listed):
            classes[word.lower()].append(name)
    return {word: tuple(names) for word, names in classes.items()}


def _chinese_words(text: str) -> Sequence[str]:
    import rjieba

    words: Sequence[str] = rjieba.cut(text, False)
    return [word for word in words if not word.isspace()]
