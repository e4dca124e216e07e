"""Long answers page by page, with a cursor that the caller hands back as it is."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import Field

from graph.errors import InputError
from graph.records import Record

Element = TypeVar("Element")
FARTHEST = 100_000

Limit = Annotated[int, Query(gt=0, le=500, description="give this many at most")]
Cursor = Annotated[
    str | None,
    Query(max_length=200, description="where to go on: the `next` of the page before"),
]


class Page(Record, Generic[Element]):
    """A part of a longer answer; ``next`` is null on the last page."""

    items: tuple[Element, ...]
    next: str | None = Field(description="cursor of the page after this one")

    @classmethod
    def of(cls, found: Sequence[Element], *, start: int, limit: int) -> Page[Element]:
        """Return a page of an answer of which one element more than the page was fetched."""
        return cls.cut(found[:limit], start=start, more=len(found) > limit)

    @classmethod
    def cut(cls, shown: Sequence[Element], *, start: int, more: bool) -> Page[Element]:
        """Return a page that holds just these elements."""
        return cls(items=tuple(shown), next=cursor_at(start + len(shown)) if more else None)


def cursor_at(start: int) -> str:
    """Return the cursor of a page that begins here.

    >>> start_of(cursor_at(40))
    40
    """
    return base64.urlsafe_b64encode(json.dumps([start]).encode()).decode().rstrip("=")


def start_of(cursor: str | None) -> int:
    """Return where the page of a cursor begins, 0 for none.

    Raises:
        InputError: if it is no cursor, or leads too far.
    """
    if cursor is None:
        return 0
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        (start,) = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError) as error:
        raise InputError(f"{cursor!r} is no cursor; give the `next` of a page as it is") from error
    if not isinstance(start, int) or isinstance(start, bool) or not 0 <= start <= FARTHEST:
        raise InputError(f"{cursor!r} leads nowhere; begin anew without a cursor")
    return start
