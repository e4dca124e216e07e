"""Passages of a file of JSON lines, each with what is extracted from its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from api.jsonl import Complaint, Line, lines_of

Extract = Callable[[str], Mapping[str, object]]
Count = Callable[[int], None]


def extracted(
    path: Path, extract: Extract, *, complain: Complaint, done: Count
) -> Iterator[tuple[Line, Line]]:
    """Yield each passage as it stands in the file, and its id with what its text says.

    ``done`` is told the bytes that each took. A passage that cannot be read is complained
    about and skipped.
    """
    for line, size in lines_of(path, ("id", "text"), complain):
        try:
            found = extract(str(line["text"]))
        except Exception as error:  # noqa: BLE001 - a fault that one passage lays bare must not cost the others
            reason = f"a fault in guanxi, please report it: {type(error).__name__}: {error}"
            complain(f"{path}: passage {line['id']!r}: {reason}")
        else:
            yield line, {"id": line["id"], **found}
        done(size)
