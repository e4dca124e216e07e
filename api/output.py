"""Where answers are written: files that appear whole or not at all, pipes, standard output."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.errors import InputError
from graph.exports.writing import replacing

STANDARD = "-"  # standard input or output, where a file may be named


@contextmanager
def written(path: Path | None) -> Iterator[BinaryIO]:
    """Open a file for writing, or standard output for None or "-"; a failure leaves what was there.

    A device or a pipe has nothing that could be replaced, so it is written directly.

    Raises:
        InputError: if it cannot be written.
    """
    if path is None or str(path) == STANDARD:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif _is_stream(path):
        try:
            with path.open("wb") as stream:
                yield stream
        except OSError as error:
            reason = error.strerror or str(error)
            raise InputError(f"{path}: cannot be written ({reason}); choose another") from error
    else:
        with replacing(path) as stream:
            yield stream


def write_through(write: Callable[[Path], None], path: Path | None) -> None:
    """Let a function that replaces files write to a path, also to a device or standard output.

    Raises:
        InputError: if it cannot be written.
    """
    if path is not None and str(path) != STANDARD and not _is_stream(path):
        write(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder, "export")
        write(aside)
        with aside.open("rb") as content, written(path) as stream:
            shutil.copyfileobj(content, stream)


def _is_stream(path: Path) -> bool:
    """Tell whether there is something that is neither a file nor a folder."""
    return path.exists() and not path.is_file() and not path.is_dir()
