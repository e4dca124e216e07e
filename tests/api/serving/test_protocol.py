"""Connections on which nothing, too much or nonsense comes."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time

import pytest
import uvicorn

from api.serving import protocol
from api.serving.starting import listening


async def answer(scope, receive, send):
    """Say how much came, without reading it all where the path is /early."""
    assert scope["type"] == "http"
    if query := scope["query_string"]:
        length = [(b"content-length", str(len(query)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": length})
        await send({"type": "http.response.body", "body": query})
        return
    size, more = 0, scope["path"] != "/early"
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    body = b"x" * 50_000_000 if scope["path"] == "/much" else str(size).encode()
    length = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    await send({"type": "http.response.body", "body": body})


@contextlib.contextmanager
def serving(**changed):
    """Give the port of a server that answers with ``answer``."""
    taken = listening("127.0.0.1", 0)
    server = uvicorn.Server(
        uvicorn.Config(
            answer, http=protocol.PatientProtocol, ws="none", lifespan="off", log_level="critical",
            server_header=False, timeout_keep_alive=1, **changed,
        )
    )  # fmt: skip
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
    thread.start()
    yield taken.getsockname()[1]
    server.should_exit = True
    thread.join()
    taken.close()


@pytest.fixture
def port(monkeypatch):
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(protocol, "STUCK_SECONDS", 0.5)
    with serving() as port:
        yield port


def talk(port, *parts, pause=0.0, reads=True):
    """Send parts and return what is answered until the server ends the connection."""

    async def run():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(ConnectionError):
            for part in parts:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(pause)
        told = b""
        with contextlib.suppress(ConnectionError):
            if not reads:
                writer.transport.pause_reading()
                await asyncio.sleep(2)
                writer.transport.resume_reading()
            told = await reader.read(-1)
        writer.close()
        return told

    return asyncio.run(asyncio.wait_for(run(), 15))


def test_a_request_is_answered(port):
    request = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"

    told = talk(port, request)

    assert told.startswith(b"HTTP/1.1 200")
    assert told.endswith(b"\r\n\r\n3")
    assert b"server:" not in told.lower()


def test_an_address_with_bytes_beyond_ascii_means_the_same_percent_encoded(port):
    head = " HTTP/1.1\r\nHost: a\r\n"
    typed = f"GET /?q=资本&%20{head}X-A: é\r\n\r\nGET /?%{head}\r\n"
    once_more = f"GET /?a=é{head}Connection: close\r\n\r\n"

    told = talk(port, typed.encode(), once_more.encode(), pause=0.2)

    assert told.count(b"HTTP/1.1 200") == 3
    assert b"\r\n\r\nq=%E8%B5%84%E6%9C%AC&%20HTTP" in told
    assert b"\r\n\r\n%HTTP" in told
    assert told.endswith(b"\r\n\r\na=%C3%A9")


def test_no_other_part_of_a_request_is_mended(port):
    head = b"POST / HTTP/1.1\r\nHost: a\r\n"

    assert talk(port, b"G\xc3\xa9T / HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 400")
    assert talk(port, head + b"\xe9: a\r\n\r\n").startswith(b"HTTP/1.1 400")
    told = talk(port, head + b"Content-Length: 6\r\nConnection: close\r\n\r\n", "资本".encode())
    assert told.endswith(b"\r\n\r\n6")


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([], id="nothing"),
        pytest.param([b"GET / HT"], id="half a line"),
        pytest.param([b"GET / HTTP/1.1\r\n"] + [b"X-A: b\r\n"] * 20, id="a header at a time"),
        pytest.param([b"\r\n"] * 20, id="empty lines"),
    ],
)
def test_a_head_that_does_not_end_is_given_up(port, parts):
    began = time.monotonic()

    assert talk(port, *parts, pause=0.1) == b""
    assert time.monotonic() - began < 6


def test_a_head_of_any_size_is_not_collected(port):
    told = talk(port, b"GET / HTTP/1.1\r\nX-A: ", *[b"a" * 10_000] * 50)

    assert told == b"" or told.startswith(b"HTTP/1.1 431")


POST = b"POST / HTTP/1.1\r\nHost: a\r\n"


@pytest.mark.parametrize(
    "head",
    [
        POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        POST + b"Content-Length : 4\r\n\r\nabcd",
        POST + b"Content-Length: +4\r\n\r\nabcd",
        POST + b" folded: b\r\nX:\x00\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
    ],
    ids=["length, chunked", "chunked, length", "two lengths", "not chunked", "space", "sign",
         "NUL", "TLS"],
)  # fmt: skip
def test_requests_that_two_servers_could_read_differently_are_refused(port, head):
    told = talk(port, head)

    assert told.startswith(b"HTTP/1.1 400")
    assert told.count(b"HTTP/1.1") == 1
    assert b"application/problem+json" in told
    assert b"content-security-policy" in told.lower()


def test_who_goes_on_after_the_answer_is_cut_off(port):
    began = time.monotonic()
    endless = [b"POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n"]

    told = talk(port, *endless, *[b"x"] * 40, pause=0.1)

    assert told == b"" or told.startswith(b"HTTP/1.1 200")
    assert time.monotonic() - began < 8


def test_an_answer_that_nobody_takes_is_given_up(port):
    told = talk(port, b"GET /much HTTP/1.1\r\nHost: a\r\n\r\n", reads=False)

    assert len(told) < 50_000_000


@pytest.mark.parametrize(
    ("workers", "at_once", "waits"),
    [
        pytest.param(2, 60, True, id="a rush"),
        pytest.param(2, 0, False, id="one by one"),
        pytest.param(1, 60, False, id="nobody else to take them"),
    ],
)
def test_of_a_rush_of_connections_other_workers_get_their_share(
    monkeypatch, workers, at_once, waits
):
    pauses = []
    monkeypatch.setattr(protocol, "AT_ONCE", at_once)
    monkeypatch.setattr(protocol, "WAY", 0.123)
    monkeypatch.setattr(protocol.time, "sleep", pauses.append)

    async def rush(port):
        opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(20)]
        reader, writer = opened[-1]
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await reader.readline()
        for _, writer in opened:
            writer.close()
            await writer.wait_closed()

    with serving(workers=workers) as port:
        asyncio.run(rush(port))

    assert (0.123 in pauses) == waits
