"""Statements that somebody else wrote, run on a Neo4j server in such a way that they only read.

All guards are the server's own word. The session's access mode is READ, in which it refuses
to write. Before a statement is run, its plan (``EXPLAIN``) must say that it reads, and must
hold nothing that reaches beyond the graph: ``LOAD CSV`` reads the server's files and
addresses, commands show its settings and other people's queries, plug-ins do anything.

A plan shows most subqueries as operators. One that is computed for each member of a list,
or in a branch of CASE, appears only as text in the details of the operator that computes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import neo4j
from neo4j import exceptions

from graph.errors import StatementError, StoreTimeoutError
from graph.store import cypher
from graph.store.neo4j_errors import translated
from graph.store.neo4j_values import plain
from graph.store.reading import Limits, Reading

if TYPE_CHECKING:
    from graph.store.reading import Value

# On a line of its own, so that columns are counted as in the statement itself.
EXPLAIN = "EXPLAIN\n"
PROCEDURES = frozenset({
    "db.index.fulltext.queryNodes",
    "db.index.fulltext.queryRelationships",
    "db.labels",
    "db.propertyKeys",
    "db.relationshipTypes",
    "db.schema.nodeTypeProperties",
    "db.schema.relTypeProperties",
    "db.schema.visualization",
})  # fmt: skip
COMMANDS = ("Show", "Terminate", "Administration")
BEYOND = {
    "w": "it writes",
    "rw": "it writes",
    "s": "it changes or shows what belongs to the server",
}
# How 5.26 and later releases write a call inside an expression; `CALL (n) {` is a subquery.
INNER_CALL = re.compile(r"ResolvedCall\(|\bCALL\s+[^\s({]")
INNER_LOAD = re.compile(r"\bLOAD\s+CSV\b")
PLACE = re.compile(r" \(line (\d+), column (\d+) \(offset: \d+\)\)")
ABOUT_STATEMENT = ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.")
TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"


@contextmanager
def reading(
    session: neo4j.Session,
    name: str,
    statement: str,
    parameters: Mapping[str, object],
    limits: Limits,
) -> Iterator[Reading]:
    """Run a statement that only reads in a session of access mode READ.

    Raises:
        StatementError: if it does not parse, lacks a parameter, or would do more than read.
        StoreError: if it takes longer than the limit, or the server goes away.
    """
    with _telling(name, limits):
        _refuse_more_than_reading(session, statement, parameters, limits)
        result = _run(session, statement, parameters, limits)
        given = Reading(tuple(result.keys()), iter(()))
        if result.peek() is not None:
            given.rows = _taken(result, limits.rows, given)
        elif result.consume().plan is not None:
            # Nothing but a plan: the statement itself began with EXPLAIN.
            raise StatementError("EXPLAIN gives no rows; leave it out")
        yield given


def _taken(result: neo4j.Result, wanted: int, given: Reading) -> Iterator[tuple[Value, ...]]:
    for row in islice(result, wanted):
        yield tuple(plain(value) for value in row)
    given.cut = result.peek() is not None


def _refuse_more_than_reading(
    session: neo4j.Session, statement: str, parameters: Mapping[str, object], limits: Limits
) -> None:
    plugged_in = [str(name) for name in _run(session, cypher.PLUGGED_IN, {}, limits).value()]
    explained = _run(session, EXPLAIN + statement, parameters, limits).consume()
    reason = BEYOND.get(explained.query_type or "s", "")
    for operator in _operators(explained.plan):
        reason = reason or _beyond_the_graph(operator, plugged_in)
    if reason:
        raise StatementError(f"only statements that read the graph are run: {reason}")


def _operators(plan: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    if plan:
        yield plan
        for child in plan.get("children", ()):
            yield from _operators(child)


def _beyond_the_graph(operator: Mapping[str, Any], plugged_in: list[str]) -> str:
    """Return what an operator of a plan does beyond reading the graph, or an empty text."""
    kind = operator["operatorType"].partition("@")[0]
    details = str(operator["args"].get("Details", ""))
    if kind.startswith("LoadCSV") or INNER_LOAD.search(details):
        return "LOAD CSV reads files and addresses of the server"
    if kind.startswith(COMMANDS):
        return "it is a command to the server"
    if kind == "ProcedureCall" and (called := details.partition("(")[0]) not in PROCEDURES:
        return f"it calls {called}, which is none of {', '.join(sorted(PROCEDURES))}"
    if INNER_CALL.search(details):
        return "it calls a procedure inside an expression; call it before, in a clause of its own"
    called_too = [name for name in plugged_in if f"{name}(".casefold() in details.casefold()]
    return f"{called_too[0]} is a plug-in of the server" if called_too else ""


def _run(
    session: neo4j.Session, statement: str, parameters: Mapping[str, object], limits: Limits
) -> neo4j.Result:
    # The one place where a statement is not a constant: running what people write is its purpose.
    query = neo4j.Query(statement, timeout=limits.seconds)
    try:
        return session.run(query, dict(parameters))
    except (OverflowError, TypeError, ValueError) as error:
        raise StatementError(f"the statement or a parameter cannot be sent: {error}") from error


@contextmanager
def _telling(name: str, limits: Limits) -> Iterator[None]:
    """Turn errors of the server into what they say about the statement, or about the server."""
    try:
        yield
    except exceptions.Neo4jError as error:
        code = error.code or ""
        if code == TIMED_OUT:
            raise StoreTimeoutError(
                f"{name}: the statement took longer than {limits.seconds:g} seconds and was ended;"
                " ask for less, or give it more time (--timeout)"
            ) from error
        if code.startswith(ABOUT_STATEMENT):
            raise StatementError(_told(error.message or code)) from error
        raise translated(name, error) from error
    except exceptions.DriverError as error:
        raise translated(name, error) from error


def _told(message: str) -> str:
    r"""Return what the server says of a statement in one line, the place first.

    >>> _told('Unknown function (line 3, column 9 (offset: 31))\n"RETURN f()"\n        ^')
    'line 2, column 9: Unknown function'
    """
    if found := PLACE.search(message):
        line, column = int(found[1]) - 1, int(found[2])
        if line < 1:  # on the line of EXPLAIN, or nowhere: about the statement as a whole
            line, column = 1, 1
        return f"line {line}, column {column}: {' '.join(message[: found.start()].split())}"
    if "execution mode" in message:
        return "PROFILE is not run; leave it out"
    return f"the statement: {' '.join(message.split())}"
