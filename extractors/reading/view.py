"""A repaired text that still knows where each of its characters stands in the source."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

OFFSETS = "I"  # four bytes a character: the largest text that is read has fewer than 2**32


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``[start, end)`` by a text that is not longer than what it replaces."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True)
class View:
    """Text beside its source, with the source offset of every character.

    Edits only drop or replace characters, so each character of the view stands for one
    character of the source. The offsets rise except where a caption was moved out of the
    middle of a sentence.
    """

    text: str
    length: int = field(repr=False)
    offsets: array[int] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> View:
        """Return the view that changes nothing."""
        return cls(text, len(text), array(OFFSETS, range(len(text))))

    def source(self, start: int, end: int) -> tuple[int, int]:
        r"""Return the narrowest span of the source that holds a span of this view.

        An empty span gives the empty span before the character that follows it.

        >>> View.of("a\nb").edited([Edit(1, 2)]).source(0, 2)
        (0, 3)
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span {start}-{end} is outside a text of {len(self.text)}")
        if start == end:
            place = self.offsets[start] if start < len(self.text) else self.length
            return place, place
        span = self.offsets[start:end]
        return min(span), max(span) + 1

    def edited(self, edits: Iterable[Edit]) -> View:
        """Return this view after edits that are in order of their start and do not overlap.

        Raises:
            ValueError: if an edit overlaps the one before it, or is longer than what it replaces.
        """
        pieces: list[str] = []
        offsets = array(OFFSETS)
        done = 0
        for edit in edits:
            if not done <= edit.start <= edit.end or len(edit.text) > edit.end - edit.start:
                raise ValueError(f"{edit} overlaps another or inserts characters")
            pieces += self.text[done : edit.start], edit.text
            offsets += self.offsets[done : edit.start]
            offsets += self.offsets[edit.start : edit.start + len(edit.text)]
            done = edit.end
        if not pieces:
            return self
        pieces.append(self.text[done:])
        offsets += self.offsets[done:]
        return View("".join(pieces), self.length, offsets)

    def swapped(self, places: Iterable[tuple[int, int, int]]) -> View:
        """Return this view with ``[left, middle)`` and ``[middle, right)`` changed over.

        The places are in order and do not overlap.
        """
        pieces: list[str] = []
        offsets = array(OFFSETS)
        done = 0
        for left, middle, right in places:
            for start, end in ((done, left), (middle, right), (left, middle)):
                pieces.append(self.text[start:end])
                offsets += self.offsets[start:end]
            done = right
        if not pieces:
            return self
        pieces.append(self.text[done:])
        offsets += self.offsets[done:]
        return View("".join(pieces), self.length, offsets)
