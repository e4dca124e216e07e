"""What went wrong, in one line on standard error, and the exit status that says so."""

from __future__ import annotations

import errno
import sys

from graph.errors import (
    AmbiguousNameError,
    GuanxiError,
    PatternError,
    StatementError,
    UnknownNameError,
)

FAILED = 1
MISUSED = 2
INTERRUPTED = 130
MISUSES = (AmbiguousNameError, PatternError, StatementError, UnknownNameError)


def complain(line: str) -> None:
    """Print one line to standard error."""
    shown = "".join(character if character.isprintable() else "�" for character in line)
    sys.stderr.write(" ".join(shown.split()) + "\n")
    sys.stderr.flush()


def report(error: GuanxiError | OSError) -> int:
    """Print an error, with the entities that a name is ambiguous between; return the status."""
    if isinstance(error, OSError):
        complain(os_complaint(error))
        return FAILED
    complain(str(error))
    if isinstance(error, AmbiguousNameError):
        for entity in error.entities:
            kind = f" ({entity.kind})" if entity.kind else ""
            complain(f"{entity.id} {entity.name}, {entity.type}{kind}")
    return MISUSED if isinstance(error, MISUSES) else FAILED


def os_complaint(error: OSError) -> str:
    """Return what the operating system refused, and what to do about it."""
    remedy = {
        errno.ENOSPC: "free some space or choose another disk",
        errno.EACCES: "allow it, or choose another place",
        errno.ENOENT: "check the path",
    }.get(error.errno or 0, "check the path and the disk")
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}; {remedy}"
