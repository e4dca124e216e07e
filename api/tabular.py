"""Rows of an answer as CSV, JSON or a table, line by line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from api.options import RowFormat
from api.terminal import UNBROKEN, table_lines
from graph.exports.cells import FORMULA

if TYPE_CHECKING:
    from graph.store.reading import Reading, Value

# No character of a cell may break its line, or move the cursor of a terminal.
UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160)), " ")


class _Line:
    """A file whose ``write`` gives the line back, which is then what ``writerow`` returns."""

    def write(self, line: str) -> str:
        # The writer quotes no character but those of its own line ending; a bare carriage
        # return would end a line too. So lines are written with both and end in one.
        return line.removesuffix("\r\n") + "\n"


def lines(reading: Reading, form: RowFormat, *, out: Console | None = None) -> Iterator[str]:
    """Yield the lines of an answer; a table needs all its rows, the others none but the next.

    ``out`` is the console that a table is drawn for; without one, no line of it is broken.
    """
    if form is RowFormat.CSV:
        return csv_lines(reading.columns, reading.rows)
    if form is RowFormat.JSON:
        return json_lines(reading)
    cells = ([cell(value).translate(UNPRINTABLE) for value in row] for row in reading.rows)
    return table_lines(out or Console(width=UNBROKEN, color_system=None), reading.columns, cells)


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """Yield comma-separated lines in which no spreadsheet finds a formula."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield writer.writerow([harmless(column) for column in columns])
    for row in rows:
        yield writer.writerow([harmless(cell(value), of=value) for value in row])


def json_lines(reading: Reading) -> Iterator[str]:
    """Yield one JSON object: the columns, the rows as objects, and whether there were more."""
    yield f'{{\n  "columns": {_json(reading.columns)},\n  "rows": ['
    between = "\n"
    for row in reading.rows:
        yield f"{between}    {_json(dict(zip(reading.columns, row, strict=True)))}"
        between = ",\n"
    yield f'\n  ],\n  "cut": {_json(reading.cut)}\n}}\n'


def cell(value: Value) -> str:
    """Return a value as a cell shows it: text as it is, nothing for null, the rest as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else _json(value)


def harmless(text: str, of: Value = "") -> str:
    """Return the text of a cell with a mark before it if a spreadsheet would calculate it.

    >>> harmless("=1+1"), harmless("-5", of=-5)
    ("'=1+1", '-5')
    """
    return f"'{text}" if isinstance(of, str) and text.startswith(FORMULA) else text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
