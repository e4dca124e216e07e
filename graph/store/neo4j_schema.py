"""Making the schema in a Neo4j database, bringing it up to date, and checking that it is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, LiteralString, NamedTuple

import neo4j

from graph.errors import StoreFormatError, StoreUnavailableError
from graph.store import cypher
from graph.store.neo4j_resolution import searched_by
from graph.store.neo4j_rows import ask, tell

MAKES = re.compile(
    r"CREATE (CONSTRAINT|INDEX|FULLTEXT INDEX) (\w+) IF NOT EXISTS FOR \(n:(\w+)\) (.*)"
)
PROPERTY = re.compile(r"\bn\.(\w+)")
ANALYZER = re.compile(r"`fulltext\.analyzer`: '(\w+)'")


class Index(NamedTuple):
    """An index, or that by which a constraint is kept."""

    name: str
    type: str
    labels: tuple[str, ...]
    properties: tuple[str, ...]
    is_unique: bool
    analyzer: str | None

    def serves_as(self, wanted: Index) -> bool:
        """Tell whether it does what the other would; a full-text index is asked by its name."""
        named = wanted.name if wanted.analyzer else self.name
        return self == wanted._replace(name=named)

    def hinders(self, wanted: Index) -> bool:
        """Tell whether the other cannot be made while this is there."""
        same_place = (self.type, self.labels, self.properties) == wanted[1:4]
        return self.name == wanted.name or same_place


def prepare(session: neo4j.Session, name: str, *, create: bool) -> None:
    """Make the schema in an empty database; bring that of an older version up to date.

    An index that somebody dropped is made anew.

    Raises:
        StoreUnavailableError: if nothing is there and nothing is to be made.
        StoreFormatError: if it holds another program's graph or indexes, or is of a newer
            version.
    """
    newest = len(cypher.MIGRATIONS)
    version = _version(session)
    if version is None:
        if labels := _rows(session, cypher.ANYTHING):
            held = f" (a node {':'.join(labels[0][0])} is there)" if labels[0][0] else ""
            raise StoreFormatError(
                f"{name}: this database holds a graph that is not guanxi's{held};"
                " give an empty database"
            )
        if not create:
            raise StoreUnavailableError(f"{name}: no store there; run guanxi ingest first")
        version = 0
    if version > newest:
        raise StoreFormatError(
            f"{name}: written by a newer guanxi (format {version}, this one reads {newest});"
            " upgrade guanxi or give another database"
        )
    if _is_whole(session, name) and version == newest:
        return
    # Each statement is a transaction of its own, and can be made again: after a crash, or
    # where something was dropped.
    for reached, statements in enumerate(cypher.MIGRATIONS, 1):
        for statement in statements:
            session.run(statement).consume()
        if version < reached == cypher.SPELT:
            session.execute_write(_spell)
        session.run(cypher.SET_VERSION, version=max(version, reached)).consume()
    _is_whole(session, name)


def _spell(tx: neo4j.ManagedTransaction) -> None:
    """Give the names that there are the words by which they are found in pinyin."""
    tell(tx, cypher.SET_WORDS, [
        {"id": id_, **searched_by(type_, names)}
        for id_, type_, names in ask(tx, cypher.NAMES_OF_ENTITIES)
        if not all(map(str.isascii, names))
    ])  # fmt: skip


def _is_whole(session: neo4j.Session, name: str) -> bool:
    """Tell whether all indexes are there.

    Raises:
        StoreFormatError: if another is in the way of one, or one failed.
    """
    wanted = [*wanted_indexes()]
    missing = set(wanted)
    rows = _rows(session, cypher.INDEXES)
    for index_name, type_, labels, properties, constraint, analyzer, state in rows:
        index = Index(
            index_name, type_, tuple(labels), tuple(properties), constraint is not None, analyzer
        )
        works = {other for other in wanted if index.serves_as(other) and state != "FAILED"}
        if not works and any(map(index.hinders, wanted)):
            what = f"{'CONSTRAINT' if constraint else 'INDEX'} `{constraint or index_name}`"
            raise StoreFormatError(
                f"{name}: {what} on {':'.join(labels)}({', '.join(properties)})"
                f" {'failed' if state == 'FAILED' else 'is in the way of those of guanxi'};"
                f" run DROP {what} there and then the command again, or give another database"
            )
        missing -= works
    return not missing


def wanted_indexes() -> Iterator[Index]:
    """Yield the indexes that the migrations make, those of constraints among them."""
    for statements in cypher.MIGRATIONS:
        for made in filter(None, map(MAKES.match, statements)):
            kind, name, label, rest = made.groups()
            analyzer = ANALYZER.search(rest)
            yield Index(
                name,
                "FULLTEXT" if kind == "FULLTEXT INDEX" else "RANGE",
                (label,),
                tuple(PROPERTY.findall(rest)),
                kind == "CONSTRAINT",
                analyzer[1] if analyzer else None,
            )


def _version(session: neo4j.Session) -> int | None:
    rows = _rows(session, cypher.VERSION)
    return int(rows[0][0]) if rows else None


def _rows(session: neo4j.Session, statement: LiteralString) -> list[list[Any]]:
    return session.execute_read(lambda tx: tx.run(statement).values())
