"""What the errors of the Neo4j driver and server mean to people, with a remedy."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import exceptions

from graph.errors import StoreError, StoreFormatError, StoreUnavailableError

OLDEST = (5, 26)  # the first that takes the type of a relationship as a parameter
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
# The driver tells these apart by its words alone.
UNREACHED = {
    "closed with incomplete handshake response":
        "the server hangs up, maybe because it asks for encryption; then write {scheme}+s:// for"
        " {scheme}://, or {scheme}+ssc:// where its certificate is self-signed",
    "looks like HTTP":
        "this is the server's port for browsers; give that for Bolt, mostly 7687",
    "does not support communication with this driver":
        "the server speaks none of the driver's protocols; guanxi needs Neo4j"
        f" {'.'.join(map(str, OLDEST))} or later",
}  # fmt: skip


@contextmanager
def translating(name: str) -> Iterator[None]:
    """Turn errors of the driver inside the block into errors of guanxi."""
    try:
        yield
    except (exceptions.DriverError, exceptions.Neo4jError) as error:
        raise translated(name, error) from error


def translated(name: str, error: exceptions.DriverError | exceptions.Neo4jError) -> StoreError:
    """Return what an error of the driver or the server means, with a remedy, in one line."""
    if isinstance(error, exceptions.Neo4jError):
        return _refused(name, error)
    if isinstance(
        error,
        (exceptions.ServiceUnavailable, exceptions.SessionExpired, exceptions.ConfigurationError),
    ):
        return StoreUnavailableError(f"{name}: {_unreached(name, error)}")
    return StoreError(f"{name}: {_said(error)}")


def _refused(name: str, error: exceptions.Neo4jError) -> StoreError:
    """Return what the server refused."""
    code, said = error.code or "", _said(error)
    if isinstance(error, exceptions.AuthError):
        return StoreUnavailableError(
            f"{name}: the server refused user or password; give them in GUANXI_NEO4J_USER and"
            f" GUANXI_NEO4J_PASSWORD or in the URL ({said})"
        )
    if advice := ADVICE.get(code):
        return StoreUnavailableError(f"{name}: {advice} ({said})")
    if code.startswith("Neo.ClientError.Schema."):
        return StoreFormatError(
            f"{name}: an index or constraint there is missing or in the way; drop the one in the"
            f" way and run the command again, which makes those missing ({said})"
        )
    if error.is_retryable():
        return StoreUnavailableError(f"{name}: the server is busy; try again ({said})")
    return StoreError(f"{name}: {said}")


def _unreached(name: str, error: BaseException) -> str:
    """Return why no connection came about, and what to do about it."""
    scheme, _, place = name.partition("://")
    causes = [*_causes(error)]
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (
                "the server's certificate cannot be trusted; install one of a trusted authority,"
                " let SSL_CERT_FILE name the file of your own, or, where it is self-signed, write"
                f" {scheme}sc://{place} ({cause.verify_message})"
            )
        if isinstance(cause, ssl.SSLError):
            plain = scheme.partition("+")[0]
            return (
                "the server does not speak TLS at this port; write"
                f" {plain}://{place}, or switch encryption on there ({cause.reason})"
            )
    said = _said(causes[-1])
    for words, advice in UNREACHED.items():
        if words in said:
            return f"{advice.format(scheme=scheme)} ({said})"
    return (
        "the server cannot be reached; check that it runs and that host and port are right"
        f" ({said})"
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those that it came from, the first of several each time."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.exceptions[0] if isinstance(cause, BaseExceptionGroup) else cause.__cause__


def _said(error: BaseException) -> str:
    message = error.message if isinstance(error, exceptions.Neo4jError) else ""
    return " ".join((message or str(error)).split())
