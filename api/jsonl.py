"""Lines of JSON in and out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from graph.errors import InputError

Line = dict[str, object]
Complaint = Callable[[str], None]


def lines_of(path: Path, fields: Iterable[str], complain: Complaint) -> Iterator[tuple[Line, int]]:
    """Yield each object with the bytes it took; a bad line is complained about and skipped.

    Raises:
        InputError: if the file cannot be opened.
    """
    wanted = tuple(fields)
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror}; give a file with one JSON object a line"
        ) from error
    with file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                yield _checked(json.loads(raw.decode("utf-8-sig")), wanted), len(raw)
            except (ValueError, RecursionError) as error:
                complain(f"{path}: line {number}: {error}; the line is skipped")


def _checked(line: object, wanted: tuple[str, ...]) -> Line:
    if not isinstance(line, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - a fault of the value, as JSON's own
    missing = [field for field in wanted if not isinstance(line.get(field), str)]
    if missing:
        raise ValueError(f"no text in {', '.join(missing)}")
    return line
