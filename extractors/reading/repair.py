"""The repaired view of a text: wrong glyphs undone, spaces and lines as a person would type."""

from __future__ import annotations

from extractors.reading.captions import move_captions
from extractors.reading.glyphs import undo_glyphs
from extractors.reading.layout import join_lines
from extractors.reading.markdown import show_markdown
from extractors.reading.spaces import close_spaces, end_entries
from extractors.reading.view import View

# Markdown first, since marks and addresses are no punctuation; glyphs next, since punctuation
# tells where sentences and words end; captions before lines are joined, since only then are
# the gaps around pictures still to be seen.
STEPS = (show_markdown, undo_glyphs, close_spaces, move_captions, join_lines, end_entries)


def repaired(text: str) -> View:
    r"""Return the view of a text in which what its layout and its fonts broke is whole again.

    Every line of the view is one paragraph. Nothing else is changed.

    >>> repaired("九章智算云 2 . 0 今日发\n\n布，齐 向 东 到 场 。").text
    '九章智算云 2.0 今日发布，齐向东到场。'
    """
    view = View.of(text)
    for step in STEPS:
        view = step(view)
    return view
