"""What the rows of a table file say, before it is cut into documents; offsets are the file's."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.records import Properties

CONFIDENCE = 0.99  # a table says what it says; it may still be wrong


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a cell names; ``names`` begins with the fullest."""

    type: str
    kind: str | None
    names: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation that a row states."""

    head: Named
    relation: str
    tail: Named
    properties: Properties
    date: str | None
    confidence: float


@dataclass(slots=True)
class Entry:
    """One row: where it stands, how it reads, what it names and states.

    ``number`` counts from 1 as a spreadsheet does, the header and blank rows included.
    """

    number: int
    start: int
    end: int
    reading: str = ""
    named: list[Named] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that states nothing although it should, and why."""

    number: int
    reason: str


class RowError(Exception):
    """Why a row cannot be used; caught where its number is known."""
