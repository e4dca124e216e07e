"""How long a question may take: kept beside the call, so that no store method has to say it.

A server wraps each question in ``within``; the stores and the searches ask ``check`` as they
go. Without a deadline nothing is limited, as on the command line.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from graph.errors import StoreTimeoutError

_END: ContextVar[float | None] = ContextVar("guanxi_deadline", default=None)


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Let what the block asks take so many seconds; None lifts a limit set around it."""
    token = _END.set(None if seconds is None else time.monotonic() + seconds)
    try:
        yield
    finally:
        _END.reset(token)


def left() -> float | None:
    """Return the seconds that are left, 0 at least, or None where nothing limits them."""
    end = _END.get()
    return None if end is None else max(0.0, end - time.monotonic())


def check() -> None:
    """Do nothing while there is time.

    Raises:
        StoreTimeoutError: once there is none.
    """
    if left() == 0:
        raise StoreTimeoutError


def stopwatch() -> float | None:
    """Return the moment, on the monotonic clock, at which time is up, or None for never."""
    return _END.get()
