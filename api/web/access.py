"""Who asks, and whether they may: keys, roles, rates, and what a loopback server lets pass."""

from __future__ import annotations

import hashlib
import ipaddress
import time
from urllib.parse import urlsplit

from fastapi import Request

from api.service.keys import Keys, Role, role_named
from api.settings import Settings
from api.web.rates import Rate
from api.web.refusals import Refusal
from graph.records import Record

REMEMBERED = 4.0  # seconds for which a key opens without being looked up, revoked or not
LONGEST_KEY = 200  # characters; a key has about 60
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PROXIED = ("forwarded", "x-forwarded-for", "x-real-ip")


CALLER = "guanxi.caller"  # where a request keeps who asks


class Caller(Record):
    """Who asks: ``name`` is for the log of changes."""

    name: str
    role: Role


LOCAL = Caller(name="local", role=Role.ADMIN)


class Gate:
    """Decides who asks. Without any key a server on loopback lets everyone on the machine in.

    That mode has no secret, so it must refuse what other people's pages make a browser send:
    requests from other origins (``Origin``, ``Sec-Fetch-Site``), under foreign host names
    (see ``api.web.hosts``), and what a proxy passes on. It ends for good with the first key:
    revoking the last one must not open the server to everybody.
    """

    def __init__(self, keys: Keys, settings: Settings) -> None:
        self._keys = keys
        self._loopback = is_loopback(settings.host)
        self._origins = frozenset(settings.cors_origins)
        # Keys that open alone: wrong ones can be made up without end.
        self._known: dict[bytes, tuple[float, Caller]] = {}
        self._keyed: tuple[float, bool] = (0.0, False)
        self._calls = Rate(settings.rate)
        self._guesses = Rate(settings.guesses)

    def caller(self, request: Request) -> Caller:
        """Return who asks.

        Raises:
            Refusal: without a key where one is needed, with a wrong one, or too often.
        """
        place = place_of(request)
        key = _key_in(request)
        if key is None and not self._needs_key():
            self._check_local(request)
            caller, counted = LOCAL, place
        else:
            caller = self._holder(key, place)
            counted = caller.name
        if wait := self._calls.hit(counted):
            raise Refusal(
                429, "too-many-requests", f"more than {self._calls}; wait a little",
                {"Retry-After": str(wait)},
            )  # fmt: skip
        return caller

    def _holder(self, key: str | None, place: str) -> Caller:
        if key is None:
            raise _unauthorized("a key is needed: Authorization: Bearer gx_...")
        digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
        until, caller = self._known.get(digest, (0.0, None))
        if caller and until > time.monotonic():
            return caller
        if wait := self._guesses.wait(place):
            raise Refusal(
                429, "too-many-guesses", "too many wrong keys from this address; wait a little",
                {"Retry-After": str(wait)},
            )  # fmt: skip
        found = self._keys.holder(key) if len(key) <= LONGEST_KEY else None
        if found is None:
            self._known.pop(digest, None)
            self._guesses.hit(place)
            raise _unauthorized("this key opens nothing; ask for one, or check that it is whole")
        caller = Caller(name=f"{found.name} ({found.id})", role=role_named(found.role))
        self._known[digest] = (time.monotonic() + REMEMBERED, caller)
        return caller

    def _needs_key(self) -> bool:
        if not self._loopback:
            return True
        until, keyed = self._keyed
        if time.monotonic() > until:
            keyed = self._keys.any_made()
            self._keyed = (time.monotonic() + REMEMBERED, keyed)
        return keyed

    def _check_local(self, request: Request) -> None:
        if any(name in request.headers for name in PROXIED):
            raise _unauthorized(
                "this server has no keys and answers this machine alone, not a proxy;"
                " make one: guanxi keys add NAME --role reader"
            )
        origin = request.headers.get("origin")
        if origin in self._origins:
            return
        foreign = origin is not None and _place_in(origin) != request.headers.get("host")
        sent_by_page = request.headers.get("sec-fetch-site") in ("cross-site", "same-site")
        # Following a link to an answer shows it to nobody but the person at this machine.
        followed = request.method in SAFE and request.headers.get("sec-fetch-mode") == "navigate"
        if foreign or (sent_by_page and not followed):
            raise Refusal(
                403, "foreign-page", "a page of another origin may not ask a server without keys"
            )


def place_of(request: Request) -> str:
    """Return the address that limits count: of IPv6 the network, of which one party has all."""
    host = request.client.host if request.client else "unknown"
    if ":" not in host:
        return host
    try:
        return str(ipaddress.ip_network((host.partition("%")[0], 64), strict=False))
    except ValueError:
        return host


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


def _place_in(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
