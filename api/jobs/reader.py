"""The process that reads documents of strangers: bounded, replaceable, without any secret.

It gets orders and gives answers over two pipes and needs nothing else: no settings, no
store, no key. Started with ``main``; see ``api.jobs.reading`` for the side that starts it.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from api.jobs.frames import LONGEST, Answer, Order, frame, read_frame
from graph.errors import GuanxiError, UnreadableDocumentError
from graph.records import Document, DocumentGraph

DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG: what this process gets once its parent is gone
NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS
TELL = 0.5  # seconds between two reports of how far a document is read
MB = 1_000_000
LONGEST_REASON = 1_000
EMPTY = Document(uri="text:", title="", language="und", media_type="text/plain", sha256="", text="")


class TellingReader(Protocol):
    """Turns a document into all that it says, and tells how far it is."""

    def read(self, document: Document, told: Callable[[float], None] | None) -> DocumentGraph:
        """Return the document with its segments, entities, mentions and facts."""
        ...


def main(parent: int, max_bytes: int, factory: str) -> None:
    """Answer orders from the standard input on the standard output until it is closed.

    ``factory`` is ``MODULE:NAME`` of what makes a ``TellingReader``.
    """
    follow(parent)
    confine(max_bytes)
    orders, answers = _pipes()
    module, _, name = factory.partition(":")
    reader = cast(TellingReader, getattr(importlib.import_module(module), name)())
    reader.read(EMPTY, None)  # loads the models, so that no document pays for it
    _send(answers, frame(Answer(share=0)))
    while body := read_frame(orders):
        _send(answers, _answer(reader, Order.model_validate_json(body), max_bytes, answers))


def follow(parent: int) -> None:
    """End with the runner, however it ends; it alone decides when this process stops."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(DEATH_SIGNAL, signal.SIGKILL)
        libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if os.getppid() != parent:  # it died before this process could ask to be told
        sys.exit(1)


def confine(max_bytes: int) -> None:
    """Bound memory; write no file, not even of this process's own remains."""
    os.umask(0o077)
    sys.dont_write_bytecode = True
    for limit in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        resource.setrlimit(limit, (max_bytes, max_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes, after putting nothing in their place: what prints spoils no answer."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    os.close(nothing)
    return orders, answers


def _send(answers: BinaryIO, message: bytes) -> None:
    answers.write(message)
    answers.flush()


def _answer(reader: TellingReader, order: Order, max_bytes: int, answers: BinaryIO) -> bytes:
    """Return the last answer to an order, framed; those before it are sent meanwhile."""
    _bound_seconds(order.seconds)
    last = time.monotonic()

    def told(share: float) -> None:
        nonlocal last
        if time.monotonic() - last > TELL:
            last = time.monotonic()
            _send(answers, frame(Answer(share=min(1.0, share))))

    try:
        return _read(reader, order, told)
    except GuanxiError as error:
        return frame(Answer(reason=str(error)))
    except MemoryError:  # libraries that it went through may be damaged
        reason = f"takes more than {max_bytes / MB:,.0f} MB of memory to read; split it"
        return frame(Answer(reason=f"{order.name}: {reason}", leaving=True))
    except RecursionError:
        reason = "is nested too deeply; save it as plain text"
    except Exception as error:  # noqa: BLE001 - a fault that one file lays bare must not cost the others
        reason = f"a fault in guanxi, please report it: {type(error).__name__}: {error}"
    return frame(Answer(reason=f"{order.name}: {reason[:LONGEST_REASON]}"))


def _read(reader: TellingReader, order: Order, told: Callable[[float], None]) -> bytes:
    from extractors.reading import read

    document = read(Path(order.path), uri=order.uri, name=order.name, max_bytes=order.max_bytes)
    answer = frame(Answer(graph=reader.read(document, told)))
    if len(answer) > LONGEST:
        raise UnreadableDocumentError(order.name, "says too much for one document", "split it")
    return answer


def _bound_seconds(seconds: float) -> None:
    """Let one document take so much processor time, should the runner forget to look."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 2
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))
