"""Everything that guanxi raises on purpose.

GuanxiError
├── InputError             a file or a value that somebody gave cannot be used
│   ├── UnreadableDocumentError   a file that is not what it should be
│   ├── PatternError       a chain pattern that does not parse
│   └── StatementError     a statement in Cypher that is not run
├── UnknownNameError       a finder, relation, entity or document that does not exist
├── AmbiguousNameError     a name that several entities bear
└── StoreError             the store refused
    ├── StoreUnavailableError     it cannot be opened or reached
    ├── StoreFormatError   it holds something that this version cannot read
    └── StoreTimeoutError  a question took longer than it may

A message carries the value that was wrong and says what to do next, in one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.records import Entity


class GuanxiError(Exception):
    """The root: catching it catches everything raised on purpose."""


class InputError(GuanxiError):
    """A file or a value that somebody gave cannot be used."""


class UnreadableDocumentError(InputError):
    """A file that cannot be read as a document; names the file and the remedy."""

    def __init__(self, path: object, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}")
        self.path = path
        self.reason = reason
        self.remedy = remedy


class PatternError(InputError):
    """A chain pattern that does not parse; says at which character."""

    def __init__(self, pattern: str, position: int, expected: str) -> None:
        super().__init__(
            f"pattern {pattern!r}: expected {expected} at character {position + 1}"
            ' (a pattern looks like "Organization <-INVESTED_IN- Organization")'
        )
        self.position = position


class StatementError(InputError):
    """A statement in Cypher that does not parse, or would do more than read; says where or what."""


class UnknownNameError(GuanxiError):
    """A finder, relation, entity or document that does not exist."""

    def __init__(self, kind: str, name: str, known: Iterable[str] = ()) -> None:
        listed = ", ".join(sorted(known))
        hint = "; did you mean: " if kind == "entity" else "; known: "
        super().__init__(f"no {kind} named {name!r}" + (hint + listed if listed else ""))
        self.kind = kind
        self.name = name


class AmbiguousNameError(GuanxiError):
    """A name that several entities bear; carries them so that a caller can list them."""

    def __init__(self, name: str, entities: Sequence[Entity]) -> None:
        super().__init__(f"{name!r} names {len(entities)} entities; give the id of one of them")
        self.name = name
        self.entities = tuple(entities)


class StoreError(GuanxiError):
    """The store refused; what was stored before is as it was."""


class StoreUnavailableError(StoreError):
    """The store cannot be opened, reached or written."""


class StoreFormatError(StoreError):
    """The store holds something that this version of guanxi cannot read."""


class StoreTimeoutError(StoreError):
    """A question took longer than it may."""

    def __init__(
        self,
        message: str = "this takes too long; ask for less: fewer hops, a filter, a lower limit",
    ) -> None:
        super().__init__(message)
