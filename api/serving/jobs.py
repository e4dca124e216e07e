"""The process that works jobs off, beside those that answer, and what keeps it alive."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import logging.config
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess

from api.serving.parent import end_with_parent
from api.settings import Settings
from api.web.observing import logging_to_stderr

RUNNER = "api.jobs.runner"
SHORTEST, LONGEST = 1.0, 60.0  # seconds until a process that ended is started again
STEADY = 60.0  # seconds after which a process counts as having started well
FAREWELL = 10.0  # seconds for a process to end by itself
log = logging.getLogger("guanxi.serving")


def has_runner() -> bool:
    """Tell whether this installation works jobs off."""
    return importlib.util.find_spec(RUNNER) is not None


def run_jobs() -> None:
    """Work jobs off until the server ends: what the process beside it runs."""
    settings = Settings()
    logging.config.dictConfig(logging_to_stderr(settings.log_format, settings.log_level))
    stop = threading.Event()

    def end(*_: object) -> None:
        stop.set()
        # A document that takes long is not waited for: it is read again after the start.
        farewell = threading.Timer(FAREWELL, os._exit, (1,))
        farewell.daemon = True
        farewell.start()

    signal.signal(signal.SIGTERM, end)
    # An interrupt from the keyboard reaches every process: the server passes it on in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    importlib.import_module(RUNNER).run(settings, stop)


class Supervisor:
    """Keeps a process alive: started again if it ends, the later the sooner it ends."""

    def __init__(self, target: Callable[[], None], *, shortest: float = SHORTEST) -> None:
        self._target = target
        self._shortest = shortest
        self._over = threading.Event()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)
        self.process: SpawnProcess | None = None

    def start(self) -> None:
        """Start the process and watch it."""
        self._thread.start()
        self._started.wait()

    def stop(self) -> None:
        """End the process: it is asked first, then made to."""
        self._over.set()
        process = self.process
        if process is not None and process.is_alive():
            process.terminate()
            process.join(FAREWELL + 1)
            process.kill()
        self._thread.join(FAREWELL)

    def _watch(self) -> None:
        pause = self._shortest
        while not self._over.is_set():
            began = time.monotonic()
            self.process = get_context("spawn").Process(target=self._target)
            self.process.start()
            self._started.set()
            self.process.join()
            if self._over.is_set():
                return
            if time.monotonic() - began > STEADY:
                pause = self._shortest
            log.warning(
                "the job runner ended with status %s; it starts again in %.0f s",
                self.process.exitcode, pause,
            )  # fmt: skip
            self._over.wait(pause)
            pause = min(LONGEST, pause * 2)
