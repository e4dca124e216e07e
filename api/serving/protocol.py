"""HTTP connections that may not hold the server up, whatever comes or does not come in them.

uvicorn's parser takes heads of any length, waits for them without end, and reads on when an
answer was given before the body was whole.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, ClassVar
from urllib.parse import quote

from starlette.responses import Response
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.web.headers import HEADERS
from api.web.problems import problem_response

HEAD_SECONDS = 10.0  # from the first byte of a request, or the connection, to the end of its head
STUCK_SECONDS = 60.0  # for which nobody takes what was answered
HEAD_BYTES = 65_536  # of a head that has not ended; the limits of whole heads are lower
MOST_CONNECTIONS = 2_000  # of one process
ASCII = bytes(range(128)).decode()
FEW_CONNECTIONS = 4  # that one process may have come by at once
AT_ONCE = 0.001  # seconds between two connections of one rush
WAY = 0.0002  # seconds in which another process wakes and takes the next connection


class PatientProtocol(HttpToolsProtocol):
    """A connection with limits on the size and the time of heads, and on answers not taken."""

    _latest: ClassVar[float] = 0.0  # when this process took a connection

    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - as uvicorn gives them
        super().__init__(*args, **named)
        self._in_head = True
        self._in_line = True
        self._head_bytes = 0
        self._head_timer: asyncio.TimerHandle | None = None
        self._stuck_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._make_way()
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._disarm()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on while the head stays within its limits."""
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(self._in_ascii(data) if self._in_line else data)
        if self.transport.is_closing():
            return
        if self._in_head and self._head_bytes > HEAD_BYTES:
            self._refuse(431, "long-head", f"the head has more than {HEAD_BYTES} bytes")
        elif self._head_timer is None and (self.cycle is None or self.cycle.response_complete):
            # A head that goes on, or the rest of a body after its answer.
            self._arm()

    def on_message_begin(self) -> None:
        """Begin to count the head of a request."""
        self._in_head, self._head_bytes = True, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take the address: what comes next is no line of a request that may be mended."""
        super().on_url(url)
        self._in_line = False

    def on_message_complete(self) -> None:
        """Expect another request."""
        super().on_message_complete()
        self._in_line = True

    def on_headers_complete(self) -> None:
        """Stop counting and hand the request to the application.

        Raises:
            ValueError: for an encoding that a proxy before may have read as another; the
                parser makes a malformed request of it.
        """
        for name, value in self.headers:
            if name == b"transfer-encoding" and value.lower() != b"chunked":
                raise ValueError(value)
        self._in_head = False
        self._disarm()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP with problem details."""
        self._refuse(400, "no-http", msg)

    def pause_writing(self) -> None:
        """Wait for the caller to take what was sent, but not for ever."""
        super().pause_writing()
        if self._stuck_timer is None:
            self._stuck_timer = self.loop.call_later(STUCK_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the caller took it."""
        if self._stuck_timer is not None:
            self._stuck_timer.cancel()
            self._stuck_timer = None
        super().resume_writing()

    def _in_ascii(self, data: bytes) -> bytes:
        """Return the beginning of a request with an address as it should have been sent.

        curl sends a query as it was typed, in Chinese, and the parser refuses that. The bytes
        mean the same percent-encoded, and none of them ends a line or an address.
        """
        line, end, rest = data.partition(b"\n")
        return data if line.isascii() else quote(line, safe=ASCII).encode() + end + rest

    def _make_way(self) -> None:
        """Let another worker take the next of many connections that come at once.

        Whoever wakes first would take all of them and keep them: of 50, five times, two busy
        workers had 50:0, 45:5, 42:8, 40:10 and 27:23 before, 28:22 at worst since.
        """
        now = time.monotonic()
        rush = now - PatientProtocol._latest < AT_ONCE
        if self.config.workers > 1 and rush and len(self.connections) > FEW_CONNECTIONS:
            time.sleep(WAY)
            now = time.monotonic()
        PatientProtocol._latest = now

    def _arm(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _disarm(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _refuse(self, status: int, kind: str, detail: str) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.write(_written(problem_response(status, kind, detail)))
        self.transport.close()


def _written(response: Response) -> bytes:
    """Return a whole answer after which the connection ends."""
    fixed = {**HEADERS, "Connection": "close"}
    named = [(name.encode(), value.encode()) for name, value in fixed.items()]
    lines = [name + b": " + value for name, value in (*response.raw_headers, *named)]
    head = b"\r\n".join((f"HTTP/1.1 {response.status_code} Refused".encode(), *lines))
    return head + b"\r\n\r\n" + bytes(response.body)
