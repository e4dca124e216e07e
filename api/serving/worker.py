"""What a worker process runs: the application, as long as the server lives."""

from __future__ import annotations

import gc
import sys

from api.app import Application, create_app
from api.serving.parent import end_with_parent
from api.settings import Settings, figures_folder

SWITCH_SECONDS = 0.0005


def worker() -> Application:
    """Return the application for the settings in the environment."""
    # The event loop waits this long for a thread that computes: 5 ms otherwise, every time.
    sys.setswitchinterval(SWITCH_SECONDS)
    end_with_parent(figures_folder())
    app = create_app(Settings())
    # What is there now stays: left to the collector, every full collection looked through 80,000
    # objects, and all requests waited 90 ms (measured on two busy cores).
    gc.collect()
    gc.freeze()
    return app
