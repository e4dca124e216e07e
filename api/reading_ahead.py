"""Files read ahead of the writer by worker processes, given to it in its own order.

What is stored does not depend on the number of workers: they read, one process writes. A
worker that dies fails the file in its hands, and another takes its place.
"""

from __future__ import annotations

import importlib
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import cast

from api.ingest import Reader, UnreadError, reading, why
from api.settings import take_one_thread
from graph.records import DocumentGraph

Order = tuple[Path, str, str | None]
Answer = DocumentGraph | UnreadError | None

PIPELINE = "extractors.pipeline:Pipeline"
MOST = 8
# A worker takes as long to load its models as to read about so much.
WORTH = 300_000
AHEAD = 2  # files for each worker that may be read and not yet stored: bounds memory
PATIENCE = 5.0


def worth(sizes: Iterable[int]) -> int:
    """Return how many workers files of these sizes are worth on this machine.

    >>> worth([2_000, 3_000])
    1
    """
    return max(1, min(os.cpu_count() or 1, MOST, sum(sizes) // WORTH))


class Worker:
    """One process that reads a file at a time."""

    def __init__(self, factory: str) -> None:
        context = get_context("spawn")
        self.link, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=work, args=(theirs, factory), daemon=True
        )
        with _interruptions_ignored():  # by the new process, from its first moment
            self._process.start()
        theirs.close()  # so that the end of the process is the end of the link

    def send(self, order: Order) -> None:
        """Have a file read."""
        with suppress(OSError):  # it died: receive() tells
            self.link.send(order)

    def receive(self) -> Answer:
        """Return what became of the file.

        Raises:
            EOFError, OSError: if the process died over it.
        """
        return cast(Answer, self.link.recv())

    def end(self) -> str:
        """Return how the process ended by itself."""
        self._process.join(PATIENCE)
        code = self._process.exitcode or 0
        return f"was killed ({signal.Signals(-code).name})" if code < 0 else f"ended with {code}"

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.link.close()
        self._process.terminate()
        self._process.join(PATIENCE)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        self._process.close()


class ReadingAhead:
    """Reads the files of some orders with several processes; ask for them in that order."""

    def __init__(self, orders: Iterable[Order], workers: int, *, factory: str = PIPELINE) -> None:
        self._orders = deque(orders)
        self._factory = factory
        self._wanted = min(workers, len(self._orders))
        self._idle: list[Worker] = []
        self._busy: dict[Worker, Path] = {}
        self._answers: dict[Path, Answer] = {}

    def __enter__(self) -> ReadingAhead:
        for _ in range(self._wanted):
            self._idle.append(Worker(self._factory))
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (*self._idle, *self._busy):
            worker.stop()

    def __call__(self, path: Path, uri: str, known: str | None) -> DocumentGraph | None:
        """Return what the next file says, None if it did not change; others are read meanwhile.

        Raises:
            UnreadError: if it could not be read, or its worker died.
        """
        self._hand_out()
        while path not in self._answers:
            self._take_in()
            self._hand_out()
        answer = self._answers.pop(path)
        self._hand_out()
        if isinstance(answer, UnreadError):
            raise answer
        return answer

    def _hand_out(self) -> None:
        """Give idle workers files, as long as not too many wait for the writer."""
        while self._idle and self._orders:
            if self._busy and len(self._busy) + len(self._answers) >= AHEAD * self._wanted:
                return
            order, worker = self._orders.popleft(), self._idle.pop(0)
            worker.send(order)
            self._busy[worker] = order[0]

    def _take_in(self) -> None:
        """Wait for answers; a worker that died is one, and another takes its place."""
        links = {worker.link: worker for worker in self._busy}
        for link in wait(list(links)):
            worker = links[cast(Connection, link)]
            path = self._busy.pop(worker)
            try:
                self._answers[path] = worker.receive()
                self._idle.append(worker)
            except (EOFError, OSError):
                end = worker.end()
                self._answers[path] = UnreadError(
                    f"{path}: the process that read it {end}; try it alone, with --workers 1"
                )
                worker.stop()
                self._idle.append(Worker(self._factory))


@contextmanager
def _interruptions_ignored() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def work(link: Connection, factory: str) -> None:
    """Read the files that come over a link until it is closed: the life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the writer, which ends this
    take_one_thread()
    readers: list[Reader] = []

    def reader() -> Reader:
        if not readers:
            module, _, name = factory.partition(":")
            made = cast(Callable[[], Reader], getattr(importlib.import_module(module), name))
            readers.append(made())
        return readers[0]

    read_file = reading(reader)
    with suppress(EOFError, OSError):  # the writer is gone
        while True:
            order: Order = link.recv()
            try:
                answer: Answer = read_file(*order)
            except Exception as error:  # noqa: BLE001 - a fault that one file lays bare must not cost the others
                answer = UnreadError(why(order[0], error))
            link.send(answer)
