"""Passages of a file of JSON lines, and what is extracted from the text of each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ValidationError

from graph.errors import InputError

Complaint = Callable[[str], None]
Count = Callable[[int], None]
Extract = Callable[[str], Mapping[str, object]]


class Passage(BaseModel):
    """A text with the id by which its answer is known."""

    id: str
    text: str


def passages(path: Path, complain: Complaint) -> Iterator[tuple[Passage, int]]:
    """Yield each passage with the bytes it took; a bad line is complained about and skipped.

    "-" is standard input.

    Raises:
        InputError: if the file cannot be opened.
    """
    if str(path) == "-":
        yield from _passages(sys.stdin.buffer, "standard input", complain)
        return
    try:
        file = path.open("rb")
    except OSError as error:
        reason = f"{path}: {error.strerror}; give a file with one JSON object a line"
        raise InputError(reason) from error
    with file:
        yield from _passages(file, path, complain)


def _passages(
    lines: Iterable[bytes], place: object, complain: Complaint
) -> Iterator[tuple[Passage, int]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield Passage.model_validate_json(line.removeprefix(b"\xef\xbb\xbf")), len(line)
        except ValidationError as error:
            complain(f"{place}: line {number}: {_first(error)}; the line is skipped")


def extracted(
    path: Path, extract: Extract, *, complain: Complaint, done: Count
) -> Iterator[dict[str, object]]:
    """Yield the id of each passage with what its text says.

    ``done`` is told the bytes that each took. A passage that cannot be read is complained
    about and skipped.

    Raises:
        InputError: if the file cannot be opened.
    """
    for passage, size in passages(path, complain):
        try:
            found = extract(passage.text)
        except Exception as error:  # noqa: BLE001 - a fault that one passage lays bare must not cost the others
            reason = f"a fault in guanxi, please report it: {type(error).__name__}: {error}"
            complain(f"{path}: passage {passage.id!r}: {reason}")
        else:
            yield {"id": passage.id, **found}
        done(size)


def _first(error: ValidationError) -> str:
    """Return the first thing that is wrong, and where."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]
