"""What the finders pass to one another while one article is read.

All offsets here count characters of the article's *repaired* text; ``extractors.pipeline``
alone turns them into spans of ``document.text``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Protocol

from graph.records import Properties

# Chinese text typed with ASCII punctuation is read as if it had its own: one character for one.
FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of text does not cut a Latin word or number at either end."""

    def latin(place: int) -> bool:
        return 0 <= place < len(text) and text[place].isascii() and text[place].isalnum()

    return not (latin(start) and latin(start - 1)) and not (latin(end - 1) and latin(end))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: start inclusive, end exclusive, and its language (zh or en)."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text that names something of a type; ``text`` is what stands there."""

    start: int
    end: int
    type: str
    text: str
    finder: str
    confidence: float
    kind: str | None = None

    def contains(self, other: Span) -> bool:
        """Tell whether the other lies inside this one, equal extents included."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Alias:
    """Two spans that the text itself says are one thing.

    ``scoped`` holds where the alias means something in this article only (《办法》, "the
    Company"), so that it must never be compared with names of other documents.
    """

    name: Span
    alias: Span
    scoped: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that a passage states; ``start`` and ``end`` enclose the words that state it."""

    head: Span
    relation: str
    tail: Span
    start: int
    end: int
    finder: str
    confidence: float
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True)
class Passage:
    """One article with its sentences and, once they are found, its mentions and aliases.

    ``mentions`` are sorted by start; they may nest but never cross.
    """

    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Span, ...] = ()
    aliases: tuple[Alias, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def within(self, start: int, end: int) -> Sequence[Span]:
        """Return the mentions that lie between two offsets, in order of their start."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]


class MentionFinder(Protocol):
    """Finds names of things in an article.

    ``NAME`` ends in a version and is written on everything found, so a change in behaviour
    takes a new version: ``gazetteer.v1``, ``gazetteer.v2``.
    """

    NAME: ClassVar[str]

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield spans of the article's text, each inside one sentence; they may overlap."""
        ...


class FactFinder(Protocol):
    """Finds relations between the mentions of an article; versioned as mention finders are."""

    NAME: ClassVar[str]

    def find(self, passage: Passage) -> Iterator[Claim]:
        """Yield claims whose ends are among the passage's mentions."""
        ...
