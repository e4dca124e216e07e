"""What a request may cost before a route sees it: its head, its body, its time, their number."""

from __future__ import annotations

import asyncio
import time

from fastapi import Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.access import CALLER, SAFE, Gate
from api.web.problems import error_response
from api.web.refusals import Refusal
from graph.errors import GuanxiError

LONGEST_URL = 8_000  # bytes of path and query
LONGEST_HEAD = 32_000  # bytes of all headers
MOST_AT_ONCE = 500  # requests in one process
SILENCE = 30.0  # seconds without a part of a body that was announced
GRACE = 30.0  # seconds before a body's pace counts
PACE = 1_000  # bytes a second that a body must bring on average


class Limits:
    """Refuses requests that are too large, too slow or too many.

    Who may change something at all is asked before the body is read: otherwise somebody
    without a key could fill the disk with uploads.
    """

    def __init__(
        self, app: ASGIApp, *, gate: Gate, silence: float = SILENCE, grace: float = GRACE
    ) -> None:
        self._app = app
        self._gate = gate
        self._silence = silence
        self._grace = grace
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            self._check(scope)
        except (Refusal, GuanxiError) as error:
            await error_response(error)(scope, receive, send)
            return
        if scope["method"] not in SAFE:
            receive = Patience(receive, silence=self._silence, grace=self._grace).receive
        self._running += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._running -= 1

    def _check(self, scope: Scope) -> None:
        if self._running >= MOST_AT_ONCE:
            raise Refusal(503, "busy", "too many requests at once; try again")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_URL:
            raise Refusal(414, "long-url", f"the URL has more than {LONGEST_URL} bytes")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEAD:
            raise Refusal(431, "long-head", f"the headers have more than {LONGEST_HEAD} bytes")
        if scope["method"] not in SAFE:
            scope[CALLER] = self._gate.caller(Request(scope))


class TooLarge:
    """Tells that a body is too large as a problem: the framework says it in plain text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and what is answered, unless it is the framework's refusal."""
        replaced = False

        async def readable(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and message["status"] == 413:
                kind = Headers(raw=message["headers"]).get("content-type", "")
                replaced = kind.startswith("text/plain")
                if replaced:
                    refusal = Refusal(413, "too-large", "the body is larger than it may be here")
                    await error_response(refusal)(scope, receive, send)
            if not replaced:
                await send(message)

        await self._app(scope, receive, readable)


class Patience:
    """Receives the body of a request as long as it keeps coming."""

    def __init__(self, receive: Receive, *, silence: float, grace: float) -> None:
        self._receive = receive
        self._silence = silence
        self._grace = grace
        self._began = time.monotonic()
        self._bytes = 0
        self._whole = False

    async def receive(self) -> Message:
        """Return the next part; waiting for the caller to leave, after the body, has no limit.

        Raises:
            HTTPException: 408 once no part came for too long, or too little in all. It is the
                framework's own, which reading a form or JSON lets pass.
        """
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout(self._silence):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, "the body does not come; send it whole") from None
        self._bytes += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        taken = time.monotonic() - self._began
        if not self._whole and taken > self._grace and self._bytes < PACE * taken:
            raise HTTPException(408, f"the body comes at less than {PACE} bytes a second")
        return message
