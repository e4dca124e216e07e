"""Files and folders that are either whole or not there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.errors import InputError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside ``path`` that takes its place once all is written.

    Until then, and if anything fails, what was at ``path`` stays as it was.

    Raises:
        InputError: if the file cannot be written, and why.
    """
    if path.is_dir():
        raise InputError(f"{path}: is a folder; give the name of a file")
    if not path.parent.is_dir():
        raise InputError(f"{path}: the folder {path.parent} does not exist; create it first")
    if path.exists() and not path.is_file():
        raise InputError(f"{path}: is a device or a pipe and cannot be replaced; name a file")
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"{path}: cannot be written ({reason}); nothing was changed, choose another place"
        ) from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def replacing_folder(path: Path, names: Collection[str]) -> Iterator[Path]:
    """Make a folder beside ``path`` that takes its place once the block has filled it.

    Until then, and if anything fails, what was at ``path`` stays as it was. A folder that is
    there is replaced only where it holds nothing but files of these names: an export made
    before, or nothing at all.

    Raises:
        InputError: if it holds something else or cannot be written, and why.
    """
    path = path.absolute()
    _check_replaceable(path, names)
    beside, before = (
        path.with_name(f".{path.name}.{os.getpid()}.{end}") for end in ("part", "old")
    )
    try:
        beside.mkdir()
        yield beside
        if path.exists():
            path.rename(before)
        beside.rename(path)
    except OSError as error:
        if before.exists() and not path.exists():
            before.rename(path)
        reason = error.strerror or str(error)
        raise InputError(
            f"{path}: cannot be written ({reason}); nothing was changed, choose another place"
        ) from error
    finally:
        for left in (beside, before):
            shutil.rmtree(left, ignore_errors=True)


def _check_replaceable(path: Path, names: Collection[str]) -> None:
    if not path.parent.is_dir():
        raise InputError(f"{path}: the folder {path.parent} does not exist; create it first")
    if not (path.exists() or path.is_symlink()):
        return
    if path.is_symlink() or not path.is_dir():
        raise InputError(f"{path}: is no folder; give the name of a new one")
    if others := sorted({one.name for one in path.iterdir()} - set(names)):
        raise InputError(
            f"{path}: the folder is not empty ({others[0]} is there); give the name of a new one"
        )
