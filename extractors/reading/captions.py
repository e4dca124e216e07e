"""Captions moved out of the sentences that they interrupt.

On a page with pictures, extraction puts a caption where the picture stood, often in the
middle of a sentence: the sentence, several blank lines, the caption, and the sentence goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.reading.lines import LONG, Line, lines_of
from extractors.reading.view import View

BREAKS_AT_PICTURE = 3  # a picture leaves at least two blank lines before its caption


def _is_caption(before: Line, caption: Line, after: Line) -> bool:
    return (
        before.width >= LONG
        and not before.ends_sentence
        and caption.breaks >= BREAKS_AT_PICTURE
        and caption.is_heading_like
        and not caption.is_opening
        and not after.is_heading_like
        and not after.is_opening
        and before.text[-1].isascii() == after.text[0].isascii()
    )


def _captions(lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    place = 0
    while place + 2 < len(lines):
        before, caption, after = lines[place : place + 3]
        if _is_caption(before, caption, after):
            yield before.end, caption.end, after.end
            place += 2
        place += 1


def move_captions(view: View) -> View:
    """Return the view in which a sentence that a caption interrupts stands before it."""
    return view.swapped(_captions(lines_of(view.text)))
