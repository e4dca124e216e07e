"""What the reader of one kind of file gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, and what its format says about it; None where it says nothing."""

    text: str
    title: str | None = None
    published: str | None = None
