"""The files to read, out of the files and folders that somebody named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.reading.formats import SUFFIXES
from graph.errors import UnreadableDocumentError


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found: files in order, what could not be looked into, and how many were passed over.

    ``skipped`` counts the files in folders whose suffix is none that is read; hidden files
    and folders are not even counted.
    """

    files: tuple[Path, ...]
    errors: tuple[UnreadableDocumentError, ...]
    skipped: int


def files(paths: Iterable[Path]) -> Discovery:
    """Return the files among some paths and in the folders among them, each once.

    A file that is named itself is taken whatever its suffix, so that reading it can say
    what is wrong with it. A path that is missing is an error beside the files.
    """
    found: dict[Path, None] = {}
    errors: list[UnreadableDocumentError] = []
    skipped = 0
    for path in paths:
        try:
            is_folder, is_file, is_there = path.is_dir(), path.is_file(), path.exists()
        except OSError as error:
            errors.append(_closed(path, error))
            continue
        if not is_folder:
            if is_file:
                found[path] = None
            elif is_there:
                errors.append(UnreadableDocumentError(path, "is no regular file", "name a file"))
            else:
                errors.append(UnreadableDocumentError(path, "does not exist", "check the path"))
            continue
        for inner in _walk(path, errors):
            if inner.suffix.lower() in SUFFIXES:
                found[inner] = None
            else:
                skipped += 1
    return Discovery(tuple(found), tuple(errors), skipped)


def _walk(folder: Path, errors: list[UnreadableDocumentError]) -> Iterator[Path]:
    """Yield the files below a folder in order of their names; links to folders are not followed."""
    try:
        inner = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        folders = {path for path in inner if path.is_dir()}
    except OSError as error:
        errors.append(_closed(folder, error))
        return
    for path in inner:
        if path not in folders:
            if path.is_file():  # a pipe in a folder would be waited for without end
                yield path
        elif not path.is_symlink():
            yield from _walk(path, errors)


def _closed(path: Path, error: OSError) -> UnreadableDocumentError:
    reason = f"cannot be looked into ({error.strerror})"
    return UnreadableDocumentError(path, reason, "change its permissions")
