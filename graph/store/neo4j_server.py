"""Reaching a Neo4j server: what a URL says, the driver, and which servers will do."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import neo4j

from graph.errors import StoreUnavailableError
from graph.store.neo4j_errors import OLDEST, translating

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
AGENT = re.compile(r"Neo4j/(\d+)\.(\d+)")


@dataclass(frozen=True)
class Address:
    """Where a graph is and who asks; ``name`` is safe to show."""

    uri: str
    database: str | None
    user: str
    password: str

    @property
    def name(self) -> str:
        """The URL without user and password."""
        return f"{self.uri}/{self.database}" if self.database else self.uri


def address_of(url: str, user: str = "", password: str = "") -> Address:
    """Return what a URL says; user and password count where it names none.

    >>> address_of("neo4j://anna:s%40fe@example.org:7687/funding", password="other").password
    's@fe'
    >>> address_of("bolt://localhost").name
    'bolt://localhost'

    Raises:
        StoreUnavailableError: if it names no server.
    """
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    if parts.scheme not in SCHEMES or not parts.hostname or "/" in parts.path.strip("/"):
        shown = f"{parts.scheme}://{place}{parts.path}"
        raise StoreUnavailableError(
            f"{shown} names no Neo4j server; give neo4j://HOST:PORT/DATABASE,"
            " such as neo4j://localhost:7687/neo4j"
        )
    return Address(
        uri=f"{parts.scheme}://{place}" + (f"?{parts.query}" if parts.query else ""),
        database=unquote(parts.path.strip("/")) or None,
        user=unquote(parts.username or "") or user or "neo4j",
        password=unquote(parts.password or "") or password,
    )


def connect(address: Address, *, patience: float) -> neo4j.Driver:
    """Return a driver that has reached the server.

    Raises:
        StoreUnavailableError: if it cannot be reached, refuses the password, or is too old.
    """
    # Its errors say it all; without a handler, logging would print them beside ours.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    with translating(address.name):
        try:
            driver = neo4j.GraphDatabase.driver(
                address.uri,
                auth=(address.user, address.password),
                max_transaction_retry_time=patience,
                connection_timeout=patience,
                telemetry_disabled=True,
                notifications_min_severity="OFF",
            )
        except ValueError as error:
            raise StoreUnavailableError(f"{address.name}: {error}; check the URL") from error
        try:
            check_age(address.name, driver.get_server_info().agent)
        except BaseException:
            driver.close()
            raise
    return driver


def check_age(name: str, agent: str) -> None:
    """Refuse a server that is older than what the statements need.

    Raises:
        StoreUnavailableError: naming its version and the oldest that will do.
    """
    found = AGENT.match(agent)
    if found is None or tuple(map(int, found.groups())) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise StoreUnavailableError(
            f"{name}: the server is {agent}, and guanxi needs Neo4j {oldest} or later; upgrade it"
        )
