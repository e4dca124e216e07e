"""The reader of a runner: a process that is replaced whenever a document was too much for it."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from api.jobs.frames import Answer, Frames, Order, frame
from graph.records import DocumentGraph

START = (
    "import sys; sys.path[:] = sys.argv[4:]; from api.jobs.reader import main;"
    " main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])"
)
PIPELINE = "extractors.pipeline:Pipeline"
# Nothing of the environment reaches the reader: passwords of the store may be in it.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
LOOK = 0.2  # seconds between two looks whether the document is still wanted
STARTING = 120.0  # seconds that a new reader may take to load its models
PIECE = 1 << 20


class UnreadError(Exception):
    """A document that cannot be read; says why, with its name."""


class ReaderDiedError(Exception):
    """The reader ended over a document, or without one; another try may go well."""


class ReaderUnfitError(Exception):
    """The reader does not even start; no document is to blame."""


class StoppedError(Exception):
    """Reading was given up, because nobody wants the document any more."""


class ReaderProcess:
    """A process that reads one document after the other; started when first needed."""

    def __init__(self, *, max_bytes: int, seconds: float, factory: str = PIPELINE) -> None:
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._factory = factory
        self._process: subprocess.Popen[bytes] | None = None

    def read(
        self, order: Order, *, is_wanted: Callable[[], bool], told: Callable[[float], None]
    ) -> DocumentGraph:
        """Return all that a document says; ``told`` is given the share that is read by now.

        Raises:
            UnreadError: if it cannot be read, or takes too long.
            ReaderDiedError: if the reader ended over it.
            ReaderUnfitError: if the reader does not start.
            StoppedError: if it was not wanted any more.
        """
        process = self._ready(is_wanted)
        try:
            answer = self._exchange(process, order, is_wanted, told)
        except BaseException:
            self.close()
            raise
        if answer.graph is None:
            if answer.leaving:
                self.close()
            raise UnreadError(answer.reason or f"{order.name}: nothing was read")
        return answer.graph

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()

    def _ready(self, is_wanted: Callable[[], bool]) -> subprocess.Popen[bytes]:
        """Return the process, once it waits for an order."""
        if self._process and self._process.poll() is None:
            return self._process
        self.close()
        self._process = process = self._started()
        try:
            until = time.monotonic() + STARTING
            next(_answers(process, until, is_wanted))
        except (EOFError, TimeoutError, ValueError) as error:
            self.close()
            raise ReaderUnfitError(
                f"the reader does not start (status {process.returncode}); it may take"
                f" {self._max_bytes / 1e6:,.0f} MB of memory: see GUANXI_DOCUMENT_BYTES"
            ) from error
        except BaseException:
            self.close()
            raise
        return process

    def _started(self) -> subprocess.Popen[bytes]:
        arguments = [str(os.getpid()), str(self._max_bytes), self._factory, *sys.path]
        return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
            [sys.executable, "-I", "-X", "utf8", "-c", START, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            bufsize=0,
        )

    def _exchange(
        self,
        process: subprocess.Popen[bytes],
        order: Order,
        is_wanted: Callable[[], bool],
        told: Callable[[float], None],
    ) -> Answer:
        assert process.stdin  # noqa: S101 - for the type checker; it is a pipe
        try:
            process.stdin.write(frame(order))
            for answer in _answers(process, time.monotonic() + self._seconds, is_wanted):
                if answer.share is None:
                    return answer
                told(answer.share)
        except TimeoutError as error:
            reason = f"takes more than {self._seconds:g} s to read; split it"
            raise UnreadError(f"{order.name}: {reason}") from error
        except ValueError as error:
            reason = "made the reader answer nonsense; check the file"
            raise UnreadError(f"{order.name}: {reason}") from error
        except (BrokenPipeError, EOFError):
            pass
        raise ReaderDiedError(f"ended with status {process.wait()}")


def _answers(
    process: subprocess.Popen[bytes], until: float, is_wanted: Callable[[], bool]
) -> Iterator[Answer]:
    """Yield what a reader says.

    Raises:
        EOFError: if it ended.
        TimeoutError: once it is too late.
        ValueError: if it says what is no answer.
        StoppedError: if no answer is wanted any more.
    """
    assert process.stdout  # noqa: S101 - for the type checker; it is a pipe
    frames = Frames()
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not is_wanted():
                raise StoppedError
            if time.monotonic() > until:
                raise TimeoutError
            if not waiting.select(LOOK):
                continue
            piece = process.stdout.read(PIECE)
            if not piece:
                raise EOFError
            for body in frames.feed(piece):
                yield Answer.model_validate_json(body)
