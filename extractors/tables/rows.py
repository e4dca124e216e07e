r"""Comma-separated text to rows, with the offsets of every cell, which ``csv`` does not tell.

The same cells as Python's ``csv`` reads: quotation marks around a cell let it hold anything,
doubled ones stand for one, and rows end with ``\n``, ``\r`` or ``\r\n``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from graph.errors import InputError


class Cell(NamedTuple):
    """The value of a cell, and where its words stand, without quotation marks and margins."""

    value: str
    start: int
    end: int


class Row(NamedTuple):
    """A row and its cells; a blank one has none."""

    number: int
    start: int
    end: int
    cells: list[Cell]


LINE_END = re.compile(r"\r\n?|\n|\Z")


def read_rows(text: str, delimiter: str = ",") -> Iterator[Row]:
    r"""Yield the rows of a table.

    >>> [[cell.value for cell in row.cells] for row in read_rows('a,"b, ""c",\n\n1,\n')]
    [['a', 'b, "c', ''], [], ['1', '']]

    Raises:
        InputError: at a quotation mark that is never closed; says in which row.
    """
    pattern = _cell(delimiter)
    position, number = 0, 0
    while position < len(text):
        number += 1
        start = position
        cells: list[Cell] = []
        while True:
            match = pattern.match(text, position)
            if match is None:  # the pattern matches the empty string, but not an open quote
                raise InputError(f"row {number}: a quotation mark is never closed; close it")
            cells.append(_read(match))
            position = match.end()
            if not text.startswith(delimiter, position):
                break
            position += 1
        end = position
        closing = LINE_END.match(text, position)
        position = closing.end() if closing else position
        yield Row(number, start, end, [] if start == end else cells)


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    plain = rf"[^{re.escape(delimiter)}\r\n]*"
    return re.compile(rf'"([^"]*(?:""[^"]*)*)"({plain})|(?!"){plain}')


def _read(match: re.Match[str]) -> Cell:
    inner, after = match.groups()
    if inner is None:
        value, start = match.group(), match.start()
        words = value
    elif after:
        value, start = inner.replace('""', '"') + after, match.start()
        words = match.group()
    else:
        value, start = inner.replace('""', '"'), match.start(1)
        words = inner
    start += len(words) - len(words.lstrip())
    return Cell(value, start, start + len(words.strip()))
