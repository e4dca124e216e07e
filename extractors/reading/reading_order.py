"""The order in which a person reads the pieces of a page: column by column.

An XY-cut: where an empty gutter divides the lines of a region, what lies across it (a
headline over two columns) cuts the region into bands, and in each band the left side is
read before the right one. What has no gutter is read line by line.

A headline that is not wide would hide the gutter below it, so where there is no gutter at
first, what has white space above and below it from side to side is set aside for a second
look; that look takes columns of running text only, lest it take a table apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import mean, median

WORD_GAP = 0.15  # of the height of a line: a space
LINE_GAP = 0.9  # more than that is another column or cell
GUTTER = 0.9
WIDE = 0.6  # of the width of a region: lies across its columns
PROSE = 6  # characters in a line on average, so that the columns of a table are read by row
FILLED = 0.6  # of the widest line: what most lines of running text are as wide as
INDENT = 1.4, 3.2  # times the height of a line: two characters, whose boxes may be cut close
PARAGRAPH_GAP = 0.9  # of the height of a line, between two lines: a blank line


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of text and its place on the page, measured from the top left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        """How tall the piece is, never nothing."""
        return max(self.bottom - self.top, 0.1)


def _is_same_line(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.height, other.height)


def _joined(one: Box, other: Box) -> Box:
    gap = other.left - one.right
    is_latin = one.text[-1].isascii() or other.text[0].isascii()
    space = " " if gap > WORD_GAP * one.height and is_latin else ""
    return Box(
        min(one.left, other.left), min(one.top, other.top),
        max(one.right, other.right), max(one.bottom, other.bottom),
        f"{one.text}{space}{other.text}",
    )  # fmt: skip


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """Return the boxes by row from top to bottom, each row from left to right."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (box.top + box.bottom, box.left)):
        if rows and _is_same_line(rows[-1][-1], box):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda box: box.left) for row in rows]


def _segments(boxes: Sequence[Box]) -> Iterator[Box]:
    """Yield the boxes with neighbours in a row joined: lines of a column, cells of a table."""
    for row in _rows(boxes):
        segment = row[0]
        for box in row[1:]:
            if box.left - segment.right < LINE_GAP * segment.height:
                segment = _joined(segment, box)
            else:
                yield segment
                segment = box
        yield segment


def _gutter(boxes: Sequence[Box]) -> float | None:
    """Return where an empty vertical strip divides the lines that do not lie across it."""
    width = max(box.right for box in boxes) - min(box.left for box in boxes)
    narrow = [box for box in boxes if box.right - box.left <= WIDE * width]
    gutter = _widest_strip(narrow, _is_column)
    return gutter if gutter is not None else _widest_strip(_beside_another(narrow), _is_prose)


def _widest_strip(boxes: Sequence[Box], is_side: Callable[[Sequence[Box]], bool]) -> float | None:
    """Return the middle of the widest empty vertical strip between two such sides."""
    if len(boxes) < 4:
        return None
    boxes = sorted(boxes, key=lambda box: box.left)
    least = GUTTER * median(box.height for box in boxes)
    edge, best = boxes[0].right, None
    for number, box in enumerate(boxes):
        if box.left - edge >= least and is_side(boxes[:number]) and is_side(boxes[number:]):
            best = (edge + box.left) / 2
            least = box.left - edge
        edge = max(edge, box.right)
    return best


def _beside_another(boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes that white space from side to side does not part from all others."""
    runs: list[list[Box]] = []
    bottom = 0.0
    for box in sorted(boxes, key=lambda box: box.top):
        if runs and box.top < bottom:
            runs[-1].append(box)
            bottom = max(bottom, box.bottom)
        else:
            runs.append([box])
            bottom = box.bottom
    return [box for run in runs if len(run) > 1 for box in run]


def _is_column(boxes: Sequence[Box]) -> bool:
    return len(boxes) > 1 and mean(len(box.text) for box in boxes) >= PROSE


def _is_prose(boxes: Sequence[Box]) -> bool:
    """Tell whether the boxes are columns in which most lines are about as wide as the widest."""
    widths = [box.right - box.left for box in boxes]
    return _is_column(boxes) and median(widths) >= FILLED * max(widths)


def _ordered(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield the rows of a region in reading order."""
    gutter = _gutter(boxes) if boxes else None
    if gutter is None:
        yield from _with_indents(_rows(boxes))
        return
    across = sorted(
        (box for box in boxes if box.left < gutter < box.right), key=lambda box: box.top
    )
    rest = [box for box in boxes if not box.left < gutter < box.right]
    for bar in [*across, None]:
        band = [box for box in rest if bar is None or box.top < bar.top]
        rest = [box for box in rest if not (bar is None or box.top < bar.top)]
        yield from _ordered([box for box in band if box.right <= gutter])
        yield from _ordered([box for box in band if box.left >= gutter])
        if bar:
            yield [bar]


def _with_indents(rows: list[list[Box]]) -> Iterator[list[Box]]:
    """Yield the rows, two wide spaces before those that begin a Chinese paragraph.

    Where the line before happens to be full, the indent alone tells of the paragraph.
    """
    margin = min((row[0].left for row in rows), default=0)
    for row, following in zip_longest(rows, rows[1:]):
        first, *others = row
        is_indented = INDENT[0] < (first.left - margin) / first.height < INDENT[1]
        returns = following and following[0].left - margin < WORD_GAP * first.height
        if is_indented and returns and not first.text.isascii():
            yield [replace(first, text=f"\u3000\u3000{first.text}"), *others]
        else:
            yield row


def in_reading_order(boxes: Sequence[Box]) -> str:
    """Return the text of a page, one line of it a line, cells of a row apart by a tab."""
    text = ""
    above: Box | None = None
    for row in _ordered(list(_segments(boxes))):
        if above is not None:
            gap = row[0].top - above.bottom
            text += "\n\n" if gap > PARAGRAPH_GAP * above.height or gap < -above.height else "\n"
        text += "\t".join(box.text for box in row)
        above = row[-1]
    return text
