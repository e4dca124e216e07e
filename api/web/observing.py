"""What is noted of every request: a line in the log of accesses, and figures.

Neither has keys, queries, names of entities or addresses of documents in it: of the path the
route's template alone is told.
"""

from __future__ import annotations

import json
import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.access import CALLER, Caller
from api.web.figures import FIGURES

log = logging.getLogger("guanxi.access")
NOWHERE = "(none)"  # for paths that no route has


class Observed:
    """Notes each request once it is answered; what failed in it was told and stops here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = time.perf_counter()
        FIGURES.running.inc()
        try:
            await self._app(scope, receive, noting)
        except Exception:
            if not status:
                raise
        finally:
            FIGURES.running.dec()
            _note(scope, status, time.perf_counter() - began)


def _note(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", NOWHERE)
    method = scope["method"] if scope["method"] in METHODS else "OTHER"
    FIGURES.count(route, method, status, seconds)
    if log.isEnabledFor(logging.INFO):
        caller: Caller | None = scope.get(CALLER)
        log.info(
            "%s %s %s", method, route, status,
            extra={"access": {
                "method": method, "route": route, "status": status,
                "ms": round(seconds * 1000, 1), "caller": caller.name if caller else "-",
                "address": scope["client"][0] if scope.get("client") else "-",
            }},
        )  # fmt: skip


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class PlainLines(logging.Formatter):
    """One line a record, for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the record; of a request with its time, caller and address."""
        access = getattr(record, "access", None)
        line = super().format(record)
        if access:
            line += f" {access['ms']} ms {access['caller']} {access['address']}"
        return line


class JsonLines(logging.Formatter):
    """One JSON object a line, for programs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record with what is known of the request."""
        told = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if access := getattr(record, "access", None):
            return json.dumps(told | access, ensure_ascii=False)
        told["message"] = record.getMessage()
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def logging_to_stderr(form: str, level: str) -> dict[str, object]:
    """Return a configuration for ``logging.config.dictConfig``."""
    lines = {"plain": PlainLines, "json": JsonLines}[form]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": lines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "loggers": {
            "guanxi": {"handlers": ["stderr"], "level": level.upper(), "propagate": False},
            # What it says below a warning (started, stopped) is no news of the server's.
            "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }
