"""What a statement in Cypher may take and what it gives: for whoever asks a store in Cypher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from pydantic import Field

from graph.records import Record
from graph.store.base import Store

# What JSON can hold; nodes, relationships and dates have become objects and ISO text.
Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


class Limits(Record):
    """How long a statement may run, and how many rows of it are wanted."""

    seconds: float = Field(default=30, gt=0)
    rows: int = Field(default=1_000, gt=0)


USUAL = Limits()


@dataclass
class Reading:
    """The rows of a statement, as they come from the server.

    ``cut`` tells, once all rows were taken, whether there were more than was wanted.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]
    cut: bool = False


class CypherStore(Store, Protocol):
    """A store that answers statements in Cypher too, and never lets them write."""

    def read(
        self, statement: str, parameters: Mapping[str, object] | None = None, limits: Limits = USUAL
    ) -> AbstractContextManager[Reading]:
        """Run a statement that only reads; its rows can be taken inside the block.

        Raises:
            StatementError: if it does not parse, lacks a parameter, or would do more than read.
            StoreError: if it takes longer than the limit.
        """
        ...
