"""CSV files as ``neo4j-admin database import full`` reads them, and the files beside them.

Text always stands in quotation marks, so that an empty text is told from no value, which
stands as nothing at all. An empty list stands as nothing too: the importer has no other way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.exports.bulk.tables import Table

# A code point that Unicode keeps out of texts for ever; between the members of a list.
BETWEEN = "\ufdd0"
SMALLEST_BUFFER = 4 << 20  # what the importer takes unless it is told


class Files:
    """The open files of an export; ``longest`` is the length of the longest row so far."""

    def __init__(self, folder: Path, tables: Iterable[Table], stack: ExitStack) -> None:
        self.longest = 0
        self._fields = {table: table.fields for table in tables}
        self._streams = {
            table: stack.enter_context(
                (folder / table.file).open("w", encoding="utf-8", newline="")
            )
            for table in self._fields
        }
        for table, stream in self._streams.items():
            stream.write(",".join(table.columns) + "\n")

    def write(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows to a table; a value that a row does not have is none.

        Raises:
            InputError: if the importer could not read a value back, naming it.
        """
        fields = self._fields[table]
        for row in rows:
            line = ",".join([_cell(row.get(field)) for field in fields])
            # Counted as Java counts: a character beyond the first 65,536 is two.
            if 2 * len(line) > self.longest:
                self.longest = max(self.longest, len(line.encode("utf-16-le")) // 2)
            self._streams[table].write(line + "\n")


@contextmanager
def opened(folder: Path, tables: Iterable[Table]) -> Iterator[Files]:
    """Open the files of these tables, with their header lines, until the block ends."""
    with ExitStack() as stack:
        yield Files(folder, tables, stack)


def arguments(tables: Iterable[Table], longest: int) -> str:
    """Return the file of arguments with which the importer reads the tables, one a line."""
    buffer = max(SMALLEST_BUFFER, 1 << longest.bit_length())
    options = (
        "--multiline-fields=true",
        f"--array-delimiter=U+{ord(BETWEEN):04X}",
        f"--read-buffer-size={buffer}",
    )
    return "\n".join([*(table.argument for table in tables), *options, ""])


def _cell(value: str | float | Sequence[str] | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, (int, float)) else _listed(value)


def _listed(values: Sequence[str]) -> str:
    if not values:
        return ""
    joined = BETWEEN.join(values)
    if not joined or joined.count(BETWEEN) >= len(values):
        shown = next((value for value in values if BETWEEN in value), "")
        raise InputError(
            f"the name {shown!r} is one that neo4j-admin cannot read back;"
            " use guanxi copy, which takes it along"
        )
    return _quoted(joined)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
