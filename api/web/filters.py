"""What callers may ask of links, in the query of a URL or in a body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

from fastapi import Path, Query
from pydantic import Field, StringConstraints

from graph.ontology import entity_type, relation
from graph.records import Record
from graph.store.base import LinkFilter

Name = Annotated[str, StringConstraints(max_length=500)]
Word = Annotated[str, StringConstraints(max_length=100)]
IsoDate = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
OneEntity = Annotated[
    str,
    Path(max_length=500, description="its id, or its name", examples=["entity-5d7105db71800b16"]),
]

# Take () where none is given: a default_factory would have its signature parsed anew for every
# request.
Types = Annotated[Sequence[str], Query(alias="type", max_length=20, description="only these types")]


def types_named(names: Iterable[str]) -> frozenset[str]:
    """Return the types of these names.

    Raises:
        UnknownNameError: if there is no such type.
    """
    return frozenset(entity_type(name).name for name in names)


class Filters(Record):
    """Which links count; what is not given lets everything pass."""

    relations: list[Word] = Field(
        default=[], alias="relation", max_length=20, description="only these relations",
        examples=[["INVESTED_IN"]],
    )  # fmt: skip
    types: list[Word] = Field(
        default=[], alias="type", max_length=20, examples=[["Organization"]],
        description="only links to entities of these types",
    )  # fmt: skip
    min_confidence: float = Field(
        default=0, ge=0, le=1, allow_inf_nan=False, examples=[0.5],
        description="only links at least as sure",
    )  # fmt: skip
    since: IsoDate | None = Field(
        default=None, examples=["2030"], description="only links dated then or later"
    )
    until: IsoDate | None = Field(
        default=None, examples=["2031-05"], description="only links dated then or earlier"
    )

    def where(self) -> LinkFilter:
        """Return the filter as stores take it.

        Raises:
            UnknownNameError: if there is no such relation or type.
        """
        return LinkFilter(
            relations=frozenset(relation(name).name for name in self.relations),
            types=types_named(self.types),
            min_confidence=self.min_confidence,
            since=self.since,
            until=self.until,
        )


class BodyFilters(Filters):
    """``Filters`` under the names that lists have in a body: ``relations`` and ``types``."""

    relations: list[Word] = Field(
        default=[], max_length=20, description="only these relations", examples=[["INVESTED_IN"]]
    )
    types: list[Word] = Field(
        default=[], max_length=20, examples=[["Organization"]],
        description="only links to entities of these types",
    )  # fmt: skip
