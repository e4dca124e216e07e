"""The history of a Neo4j store: one node a change, written in the change's transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph.records import HistoryEntry
from graph.store import cypher
from graph.store.neo4j_rows import ask, record

if TYPE_CHECKING:
    from neo4j import ManagedTransaction


def note(tx: ManagedTransaction, entry: HistoryEntry) -> None:
    """Write down one change; its row is the number of the transaction."""
    fields = entry.model_dump(mode="json", exclude={"row"})
    fields["taken_back"] = json.dumps(fields["taken_back"], ensure_ascii=False)
    tx.run(cypher.NOTE_CHANGE, change=fields).consume()


def entries(tx: ManagedTransaction, since: str, after: int, limit: int) -> list[HistoryEntry]:
    """Return the changes from a time and after a row on, in order."""
    rows = ask(tx, cypher.HISTORY, since=since, after=after, limit=max(limit, 0))
    return [
        record(HistoryEntry, row | {"taken_back": json.loads(row["taken_back"])}) for (row,) in rows
    ]


def revision(tx: ManagedTransaction) -> str:
    """Return the number and the time of the last change: the time tells stores apart."""
    last = ask(tx, cypher.REVISION)
    return f"{last[0][0]}-{last[0][1]}" if last else "0"
