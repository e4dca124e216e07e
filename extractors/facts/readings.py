"""The words of a sentence and the classes of those that tell relations, by language."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from extractors.facts.pairs import Reading

TABLES = Path(__file__).parents[1] / "data"
ENGLISH = re.compile(r"[’']s?(?!\w)|[A-Za-z]+(?:[-’'](?!s\b)[A-Za-z]+)*|\d[\d.,]*|[^\s\w]")
QUOTES = {"'": "’", "’": "’", "'s": "’s", "”": '"', "“": '"'}
# Endings of inflection, longest first, with what a word without them ends in.
ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
)
SHORTEST = 3


@cache
def readings() -> Mapping[str, Reading]:
    """Return how sentences are read, by their language."""
    english = {stem(word): classes for word, classes in cues(TABLES / "cues_en.toml").items()}
    return {
        "zh": Reading(_chinese_words, cues(TABLES / "cues_zh.toml")),
        "en": Reading(english_words, english),
    }


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


def english_words(text: str) -> Sequence[str]:
    """Return the words and marks of an English text, without the endings of inflection.

    >>> english_words("Its maker's plants, based near")
    ['its', 'maker', '’s', 'plant', ',', 'bas', 'near']
    """
    return [QUOTES.get(word, stem(word.lower())) for word in ENGLISH.findall(text)]


@cache
def stem(word: str) -> str:
    """Return what the forms of a word have in common, roughly.

    >>> [stem(word) for word in ("launches", "launched", "launching", "launch")]
    ['launch', 'launch', 'launch', 'launch']
    >>> [stem(word) for word in ("companies", "company", "uses", "using", "is")]
    ['company', 'company', 'us', 'us', 'is']
    """
    if not word.isalpha():
        return word
    for ending, put in ENDINGS:
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= SHORTEST - 1
            and len(word) > SHORTEST
        ):
            word = word.removesuffix(ending) + put
            break
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] in "bdglmnprt":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > SHORTEST - 1 else word
