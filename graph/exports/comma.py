"""The graph as a folder of CSV files, for spreadsheets and programs."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path

from graph.exports.cells import harmless
from graph.exports.characters import whole_text
from graph.exports.tables import TABLES, Value, rows
from graph.exports.writing import replacing_folder
from graph.neighbourhood import Neighbourhood
from graph.store.base import Store

BETWEEN = " | "
FILES = {table: f"{table}.csv" for table in TABLES}
# With a byte order mark: without one Excel takes UTF-8 for the code page of its country.
ENCODING = "utf-8-sig"


def write_csv(part: Neighbourhood, store: Store, path: Path) -> None:
    """Write a part of the graph as a folder of CSV files, a file a table.

    Lists are joined by " | ". A text that a spreadsheet would calculate, or that begins with
    an apostrophe, has an apostrophe put before it.

    Raises:
        InputError: if the folder holds anything else, or cannot be written.
    """
    with replacing_folder(path, FILES.values()) as folder, ExitStack() as stack:
        writers = {}
        for table, columns in TABLES.items():
            file = (folder / FILES[table]).open("w", encoding=ENCODING, newline="")
            writers[table] = csv.writer(stack.enter_context(file))
            writers[table].writerow(columns)
        for table, row in rows(part, store):
            writers[table].writerow([_cell(row[column]) for column in TABLES[table]])


def _cell(value: Value) -> str | float:
    if isinstance(value, (int, float)):
        return value
    text = BETWEEN.join(value) if isinstance(value, tuple) else value or ""
    return harmless(whole_text(text))
