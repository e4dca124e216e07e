"""Who holds a job: a process, named so that another can tell whether it still lives."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from graph.records import Record

STARTED = 19  # field of /proc/PID/stat behind the name, counted from 0: when it was started


class Owner(Record):
    """A process. ``place`` is its machine, and its space of process ids where there are several.

    ``started`` tells it from a later process that was given the same id.
    """

    place: str
    process: int
    started: str

    @classmethod
    def here(cls) -> Owner:
        """Return this process."""
        return cls(place=_place(), process=os.getpid(), started=_started(os.getpid()) or "")

    def is_dead(self) -> bool:
        """Tell whether this process is surely gone; one on another machine never surely is."""
        if self.place != _place():
            return False
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return _started(self.process) not in (self.started, None)


def _place() -> str:
    try:
        space = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        space = ""
    return f"{socket.gethostname()} {space}".strip()


def _started(process: int) -> str | None:
    """Return when a process was started, "dead" for one that only waits to be buried."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return "dead" if fields[0] in "ZX" else fields[STARTED]
