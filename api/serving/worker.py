"""What a worker process runs: the application, as long as the server lives."""

from __future__ import annotations

import os

from api.app import Application, create_app
from api.serving.parent import end_with_parent
from api.settings import Settings
from api.web.figures import FOLDER


def worker() -> Application:
    """Return the application for the settings in the environment."""
    end_with_parent(os.environ.get(FOLDER))
    return create_app(Settings())
