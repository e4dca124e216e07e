"""Processes that end with the one that started them, even if that was killed."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait


def end_with_parent(folder: str | None = None) -> None:
    """Shut this process down once the one that multiprocessing started it from is gone.

    A temporary folder that the parent can no longer remove is removed.
    """
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
