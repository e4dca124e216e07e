"""Lines, tables and JSON on standard output; Chinese characters count as two cells."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table
from rich.text import Text

# Into a pipe or file no line is broken: 80 columns would cut names that somebody greps for.
UNBROKEN = 100_000
# Controls have pictures from U+2400 on; those that only turn the direction of writing have none.
STEERING = {
    **{code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"},
    **dict.fromkeys((*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
}
# The longest kind of id, "entity-" and 16 digits.
ID_WIDTH = 23


def console() -> Console:
    """Return a console on standard output."""
    width = None if sys.stdout.isatty() else UNBROKEN
    return Console(highlight=False, markup=False, emoji=False, width=width)


def is_attended() -> bool:
    """Tell whether somebody sits at the terminal: nothing comes from or goes into a pipe."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def say(line: str | Text = "", *, indent: int = 0) -> None:
    """Print a line; one longer than the terminal goes on below, just as far in."""
    out = console()
    text = Text(visible(line)) if isinstance(line, str) else _visible_text(line)
    for part in text.wrap(out, max(20, out.width - indent)) if text else [text]:
        part.rstrip()
        out.print(Text(" " * indent) + part, soft_wrap=True)


def announce(line: str) -> None:
    """Print a line at once, whoever reads it."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_json(answer: BaseModel | Iterable[BaseModel]) -> None:
    """Print an answer as JSON that a program or a person can read."""
    plain = (
        answer.model_dump(mode="json")
        if isinstance(answer, BaseModel)
        else [part.model_dump(mode="json") for part in answer]
    )
    sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=2) + "\n")


def say_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings; columns of figures stand flush right."""
    for line in table_lines(console(), headings, rows):
        sys.stdout.write(line)


def table_lines(
    out: Console, headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterator[str]:
    """Yield the lines of a table as wide as the console."""
    filled = [tuple(row) for row in rows]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for position, heading in enumerate(headings):
        figures = all(_is_figure(row[position]) for row in filled)
        # An id that is cut is of no use; names fold into more lines instead.
        table.add_column(
            heading,
            justify="right" if figures and filled else "left",
            no_wrap=heading == "id",
            min_width=ID_WIDTH if heading == "id" else None,
            overflow="fold",
        )
    for row in filled:
        table.add_row(*(Text(visible(cell)) for cell in row))
    with out.capture() as drawn:
        out.print(table)
    for line in drawn.get().splitlines():
        yield line.rstrip() + "\n"


def counted(number: int, what: str, several: str = "") -> str:
    """Return a number and the word in singular or plural.

    >>> counted(1, "entity", "entities"), counted(2_000, "fact")
    ('1 entity', '2,000 facts')
    """
    return f"{number:,} " + (what if number == 1 else several or f"{what}s")


def visible(text: str) -> str:
    r"""Return a text without what would steer a terminal: controls show as their pictures.

    >>> visible("a\x1b[31mb\u202ec")
    'a␛[31mb�c'
    """
    return text.translate(STEERING)


def _visible_text(text: Text) -> Text:
    shown = text.copy()
    shown.plain = visible(text.plain)  # as long as before, so that styles stay where they were
    return shown


def _is_figure(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").replace("%", "").isdigit()
