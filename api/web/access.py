"""Who asks, and whether they may: keys, roles, rates, and what a loopback server lets pass."""

from __future__ import annotations

import hashlib
import ipaddress
import time
from urllib.parse import urlsplit

from fastapi import Request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.service.keys import Keys, Role, role_named
from api.settings import Settings
from api.web.refusals import Refusal
from graph.errors import InputError
from graph.records import Record

REMEMBERED = 5.0  # seconds until a key that was revoked opens nothing on every worker
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PROXIED = ("forwarded", "x-forwarded-for", "x-real-ip")


class Caller(Record):
    """Who asks: ``name`` is for the log of changes."""

    name: str
    role: Role


LOCAL = Caller(name="local", role=Role.ADMIN)


class Gate:
    """Decides who asks. Without any key a server on loopback lets everyone on the machine in.

    That mode has no secret, so it must refuse what other people's pages make a browser send:
    requests from other origins (``Origin``, ``Sec-Fetch-Site``), under foreign host names
    (see ``api.app``), and what a proxy passes on.
    """

    def __init__(self, keys: Keys, settings: Settings) -> None:
        self._keys = keys
        self._origins = frozenset(settings.cors_origins)
        self._known: dict[bytes, tuple[float, Caller | None]] = {}
        self._keyed: tuple[float, bool] = (0.0, False)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._rate = _rate(settings.rate)
        self._guesses = _rate(settings.guesses)

    def caller(self, request: Request) -> Caller:
        """Return who asks.

        Raises:
            Refusal: without a key where one is needed, with a wrong one, or too often.
        """
        place = request.client.host if request.client else "unknown"
        key = _key_in(request)
        if key is None and not self._any_key():
            self._check_local(request)
            caller = LOCAL
        else:
            caller = self._holder(key, place)
        if not self._limiter.hit(self._rate, "calls", caller.name, place):
            raise Refusal(
                429, "too-many-requests", f"more than {self._rate}; wait a little",
                {"Retry-After": str(self._rate.get_expiry())},
            )  # fmt: skip
        return caller

    def _holder(self, key: str | None, place: str) -> Caller:
        if key is None:
            raise _unauthorized("a key is needed: Authorization: Bearer gx_...")
        if not self._limiter.test(self._guesses, "guesses", place):
            raise Refusal(
                429, "too-many-guesses", "too many wrong keys from this address; wait a little",
                {"Retry-After": str(self._guesses.get_expiry())},
            )  # fmt: skip
        caller = self._recall(key)
        if caller is None:
            self._limiter.hit(self._guesses, "guesses", place)
            raise _unauthorized("this key opens nothing; ask for one, or check that it is whole")
        return caller

    def _recall(self, key: str) -> Caller | None:
        digest, now = (
            hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest(),
            time.monotonic(),
        )
        until, caller = self._known.get(digest, (0.0, None))
        if until > now:
            return caller
        found = self._keys.holder(key)
        if found is None:
            self._known.pop(digest, None)
            return None
        caller = Caller(name=f"{found.name} ({found.id})", role=role_named(found.role))
        self._known[digest] = (now + REMEMBERED, caller)
        return caller

    def _any_key(self) -> bool:
        until, keyed = self._keyed
        if time.monotonic() > until:
            keyed = self._keys.any_valid()
            self._keyed = (time.monotonic() + REMEMBERED, keyed)
        return keyed

    def _check_local(self, request: Request) -> None:
        if any(name in request.headers for name in PROXIED):
            raise _unauthorized(
                "this server has no keys and answers this machine alone, not a proxy;"
                " make one: guanxi keys add NAME --role reader"
            )
        origin = request.headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
        sent_by_page = request.headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if (
            (foreign or sent_by_page)
            and origin not in self._origins
            and (request.method not in SAFE)
        ):
            raise Refusal(403, "foreign-page", "a page of another origin may not change anything")


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches an address.

    >>> is_loopback("localhost"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _key_in(request: Request) -> str | None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and key:
        return key.strip()
    return request.headers.get("x-api-key")


def _unauthorized(detail: str) -> Refusal:
    return Refusal(401, "key-needed", detail, {"WWW-Authenticate": "Bearer"})


def _rate(text: str) -> RateLimitItem:
    try:
        return parse(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no rate; write it as 600/minute") from error
