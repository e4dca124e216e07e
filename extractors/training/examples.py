"""Gold passages as what a tagger learns from: the features of tokens, and their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from extractors.components import bounded, found_in, simplified_if_needed
from extractors.mentions.deciding import combined, seen
from extractors.mentions.features import Features, Line
from extractors.reading.repair import repaired
from extractors.segments import articles
from extractors.spans import Sentence, Span, is_whole

# Around a whole name they are no part of it; people who label take them along here and there.
AROUND = re.compile(r"《([^《》]+)》|“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"")


class Reading(NamedTuple):
    """One article of a passage: what the finders found, and where names really are."""

    passage: str
    text: str
    sentences: tuple[Sentence, ...]
    found: tuple[Span, ...]
    gold: tuple[Stretch, ...]


class Stretch(NamedTuple):
    """Characters that name something of a type."""

    start: int
    end: int
    type: str


class Example(NamedTuple):
    """The tokens of a reading in one language, what is seen of them, and a label for each."""

    passage: str
    line: Line
    features: Features
    labels: list[str]


def readings(passages: Iterable[Mapping[str, Any]]) -> Iterator[Reading]:
    """Yield the articles of gold passages, as the pipeline reads them."""
    for passage in passages:
        view = repaired(passage["text"])
        names = outermost(passage)
        for place in articles(view.text):
            text = simplified_if_needed(view.text[place.start : place.end])
            sentences = [
                Sentence(each.start - place.start, each.end - place.start, each.language)
                for each in place.sentences
            ]
            short = tuple(bounded(text, sentences))
            origins = [view.source(place.start + n, place.start + n + 1) for n in range(len(text))]
            gold = tuple(_carried_over(names, origins))
            yield Reading(passage["id"], text, short, found_in(text, short), gold)


def outermost(passage: Mapping[str, Any]) -> list[Stretch]:
    """Return where names of a gold passage stand that stand in no other."""
    text, found = passage["text"], []
    for entity in passage["entities"]:
        for mention in sorted({bare(mention) for mention in entity["mentions"]}):
            start = text.find(mention)
            while start >= 0:
                if is_whole(text, start, start + len(mention)):
                    found.append(Stretch(start, start + len(mention), entity["type"]))
                start = text.find(mention, start + 1)
    kept: list[Stretch] = []
    for name in sorted(found, key=lambda name: (name.start, -name.end, name.type)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def bare(name: str) -> str:
    """Return a name without the marks around the whole of it.

    >>> bare("《某某办法》"), bare("“长风”大模型")
    ('某某办法', '“长风”大模型')
    """
    match = AROUND.fullmatch(name.strip())
    return next(filter(None, match.groups())) if match else name.strip()


def examples(read: Iterable[Reading], languages: Sequence[str]) -> dict[str, list[Example]]:
    """Return, by language, an example for each reading that has sentences in it."""
    made: dict[str, list[Example]] = {language: [] for language in languages}
    for reading in read:
        marks = [*reading.found, *combined(reading.text, reading.found)]
        for language in languages:
            if any(sentence.language == language for sentence in reading.sentences):
                line, looks = seen(reading.text, reading.sentences, marks, language)
                labels = labels_of(line, reading.gold)
                made[language].append(Example(reading.passage, line, looks, labels))
    return made


def labels_of(line: Line, names: Iterable[Stretch]) -> list[str]:
    """Return a label for each token: O outside names, else B, M, E or S and the type."""
    labels = ["O"] * len(line.starts)
    for name in names:
        inside = np.flatnonzero(
            (line.starts >= name.start) & (line.ends <= name.end) & (line.ends > 0)
        )
        if len(inside) == 0 or inside[-1] - inside[0] + 1 != len(inside):
            continue
        for place in inside[1:-1]:
            labels[place] = f"M_{name.type}"
        labels[inside[0]], labels[inside[-1]] = f"B_{name.type}", f"E_{name.type}"
        if len(inside) == 1:
            labels[inside[0]] = f"S_{name.type}"
    return labels


def _carried_over(
    names: Sequence[Stretch], origins: Sequence[tuple[int, int]]
) -> Iterator[Stretch]:
    """Yield the names at their places in a repaired text, given where its characters are from."""
    for name in names:
        inside = [
            place
            for place, (start, end) in enumerate(origins)
            if name.start <= start and end <= name.end
        ]
        if inside:
            yield Stretch(inside[0], inside[-1] + 1, name.type)
