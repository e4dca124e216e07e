"""Reaching a Neo4j server, making the schema there, and what its errors mean to people."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString
from urllib.parse import unquote, urlsplit

import neo4j
from neo4j import exceptions

from graph.errors import StoreError, StoreFormatError, StoreUnavailableError
from graph.store import cypher

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
OLDEST = (5, 26)  # the first that takes the type of a relationship as a parameter
AGENT = re.compile(r"Neo4j/(\d+)\.(\d+)")
TOO_SLOW = "it took too long, maybe because another program is writing; try again"
ADVICE = {
    "Neo.ClientError.Database.DatabaseNotFound":
        "the server has no such database; name another at the end of the URL",
    "Neo.ClientError.Security.Forbidden":
        "this user may not do that; give one who may read and write",
    "Neo.ClientError.Transaction.TransactionTimedOut":
        "it took longer than the server allows; raise db.transaction.timeout there",
    # The same timeout, by what the transaction was doing when it passed.
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": TOO_SLOW,
    "Neo.ClientError.Transaction.LockClientStopped": TOO_SLOW,
    "Neo.TransientError.Transaction.LockClientStopped": TOO_SLOW,
    "Neo.TransientError.Transaction.Terminated": TOO_SLOW,
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError":
        "the server has too little memory for this; raise dbms.memory.transaction.total.max there",
}  # fmt: skip


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


def prepare(session: neo4j.Session, name: str, *, create: bool) -> None:
    """Make the schema in an empty database; bring that of an older version up to date.

    A graph that neo4j-admin loaded has none yet either: it is made on the first opening.

    Raises:
        StoreUnavailableError: if nothing is there and nothing is to be made.
        StoreFormatError: if it holds another program's graph or is of a newer version.
    """
    newest = len(cypher.MIGRATIONS)
    version, bare = _version(session)
    if version is None:
        if labels := session.execute_read(_answer, cypher.ANYTHING):
            held = f" (a node {':'.join(labels[0])} is there)" if labels[0] else ""
            raise StoreFormatError(
                f"{name}: this database holds a graph that is not guanxi's{held};"
                " give an empty database"
            )
        if not create:
            raise StoreUnavailableError(f"{name}: no store there; run guanxi ingest first")
        version = 0
    elif version > newest:
        raise StoreFormatError(
            f"{name}: written by a newer guanxi (format {version}, this one reads {newest});"
            " upgrade guanxi or give another database"
        )
    # A change of the schema is a transaction of its own; each can be made again.
    made = 0 if bare else version
    for reached, statements in enumerate(cypher.MIGRATIONS[made:], made + 1):
        for statement in statements:
            session.run(statement).consume()
        session.run(cypher.SET_VERSION, version=reached).consume()


def _version(session: neo4j.Session) -> tuple[int | None, bool]:
    """Return the version of the store there, and whether it came without a schema."""
    found = session.execute_read(_answer, cypher.VERSION)
    return (int(found[0][0]), bool(found[0][1])) if found else (None, False)


def _answer(tx: neo4j.ManagedTransaction, statement: LiteralString) -> list[Any]:
    return tx.run(statement).value()


@contextmanager
def translating(name: str) -> Iterator[None]:
    """Turn errors of the driver inside the block into errors of guanxi."""
    try:
        yield
    except (exceptions.DriverError, exceptions.Neo4jError) as error:
        raise translated(name, error) from error


def translated(name: str, error: exceptions.DriverError | exceptions.Neo4jError) -> StoreError:
    """Return what an error of the driver or the server means, with a remedy, in one line."""
    about_server = isinstance(error, exceptions.Neo4jError)
    said = " ".join(((error.message if about_server else "") or str(error)).split())
    if isinstance(error, exceptions.AuthError):
        return StoreUnavailableError(
            f"{name}: the server refused user or password; give them in GUANXI_NEO4J_USER and"
            f" GUANXI_NEO4J_PASSWORD or in the URL ({said})"
        )
    if isinstance(error, exceptions.Neo4jError):
        if advice := ADVICE.get(error.code or ""):
            return StoreUnavailableError(f"{name}: {advice} ({said})")
        if error.is_retryable():
            return StoreUnavailableError(f"{name}: the server is busy; try again ({said})")
        return StoreError(f"{name}: {said}")
    if isinstance(
        error,
        (exceptions.ServiceUnavailable, exceptions.SessionExpired, exceptions.ConfigurationError),
    ):
        return StoreUnavailableError(
            f"{name}: the server cannot be reached; check that it runs and that host and port"
            f" are right ({said})"
        )
    return StoreError(f"{name}: {said}")
