"""The progress bar: on standard error, and only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol


class Advance(Protocol):
    """Moves the bar."""

    def __call__(self, amount: int, label: str = "") -> None:
        """Count so much more as done; the label says what is worked on now."""
        ...


@contextmanager
def progress(what: str, total: int) -> Iterator[Advance]:
    """Show a bar until the block ends; lines printed meanwhile stay above it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[label]}", markup=False),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
        # Lines for a file or pipe must not be caught and drawn on the terminal.
        redirect_stdout=sys.stdout.isatty(),
    )
    task = bar.add_task(what, total=max(total, 1), label="")

    def advance(amount: int, label: str = "") -> None:
        bar.update(task, advance=amount, label=label)

    with bar:
        yield advance


def size_of(path: Path) -> int:
    """Return how far the bar moves for a file; one that is empty or missing still counts."""
    try:
        return path.stat().st_size or 1
    except OSError:
        return 1
