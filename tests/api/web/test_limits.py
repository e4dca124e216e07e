"""Bodies that never end, trickle or are too large; heads and URLs that are too long."""

import asyncio
import time

import pytest
from fastapi import FastAPI, Request
from pydantic import BaseModel

from api.service.database import ServiceDatabase
from api.service.keys import Keys, Role
from api.settings import Settings
from api.web import limits
from api.web.access import Gate
from api.web.limits import Limits
from api.web.problems import answer_problems


class Given(BaseModel):
    text: str


@pytest.fixture
def keys(tmp_path):
    return Keys(ServiceDatabase(tmp_path / "service.db"))


@pytest.fixture
def app(keys):
    application = FastAPI(max_body_size=10_000)

    @application.post("/json")
    def take_json(given: Given) -> int:
        return len(given.text)

    @application.post("/raw")
    async def take_raw(request: Request) -> int:
        return len(await request.body())

    @application.get("/plain")
    def plain() -> str:
        return "plain"

    answer_problems(application)
    application.add_middleware(Limits, gate=Gate(keys, Settings()), silence=0.2, grace=0.3)
    return application


def ask(app, path, chunks=(), *, method="POST", headers=(), query=b"", pause=0.0):
    """Call an application with a body in parts; return the status and the body of its answer."""
    parts = [{"type": "http.request", "body": part, "more_body": True} for part in chunks]
    told = []

    async def receive():
        await asyncio.sleep(pause)
        if parts:
            return parts.pop(0)
        await asyncio.sleep(60)
        raise AssertionError("nobody waited that long")

    async def send(message):
        told.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "path": path, "raw_path": path.encode(), "query_string": query, "root_path": "",
        "scheme": "http", "headers": [(b"host", b"localhost"), *headers],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "state": {},
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in told[1:])
    return told[0]["status"], body.decode()


JSON = (b"content-type", b"application/json")


@pytest.mark.parametrize("path", ["/json", "/raw"])
def test_a_body_that_stops_coming_is_given_up(app, path):
    began = time.monotonic()

    status, told = ask(app, path, [b'{"text": "'], headers=[JSON])

    assert status == 408
    assert "urn:guanxi:problem:" in told
    assert time.monotonic() - began < 3


def test_a_body_that_trickles_is_given_up(app):
    status, told = ask(app, "/raw", [b"x"] * 100, pause=0.02)

    assert status == 408
    assert "bytes a second" in told


def test_a_body_without_end_is_cut(app):
    status, told = ask(app, "/raw", [b"x" * 1000] * 100)

    assert status == 413
    assert "urn:guanxi:problem:" in told


def test_a_body_that_says_it_is_too_large_is_not_read(app):
    assert ask(app, "/raw", headers=[(b"content-length", b"999999999")])[0] == 413


def test_who_has_no_key_is_told_before_the_body_is_read(app, keys):
    keys.add("anna", Role.READER)

    status, told = ask(app, "/raw", [b"x"] * 100, pause=0.15)

    assert status == 401
    assert "key-needed" in told


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        pytest.param({"query": b"q=" + b"a" * 9000}, 414, id="URL"),
        pytest.param({"headers": [(b"x-long", b"a" * 40_000)]}, 431, id="header"),
        pytest.param({"headers": [(b"x-%d" % n, b"a" * 90) for n in range(400)]}, 431, id="many"),
    ],
)
def test_what_is_too_long_is_refused(app, asked, status):
    got, told = ask(app, "/plain", method="GET", **asked)

    assert got == status
    assert "urn:guanxi:problem:long-" in told


def test_more_requests_at_once_than_there_may_be_are_told_to_come_again(app, monkeypatch):
    monkeypatch.setattr(limits, "MOST_AT_ONCE", 0)

    status, told = ask(app, "/plain", method="GET")

    assert status == 503
    assert "busy" in told
