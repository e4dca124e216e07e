"""The history of a SQLite store: one row a change, written in the change's transaction."""

from __future__ import annotations

import json
import sqlite3

from graph.records import HistoryEntry


def note(sql: sqlite3.Connection, entry: HistoryEntry) -> None:
    """Write down one change."""
    row = entry.model_dump(mode="json", exclude={"row"})
    row |= {name: json.dumps(row[name], ensure_ascii=False) for name in ("added", "taken_back")}
    marks = ", ".join(f":{name}" for name in row)
    sql.execute(f"INSERT INTO history ({', '.join(row)}) VALUES ({marks})", row)


def entries(sql: sqlite3.Connection, since: str, after: int, limit: int) -> list[HistoryEntry]:
    """Return the changes from a time and after a row on, in order."""
    names = tuple(HistoryEntry.model_fields)
    found = sql.execute(
        f"SELECT {', '.join(names)} FROM history WHERE row > ? AND at >= ? ORDER BY row LIMIT ?",
        (after, since, max(limit, 0)),
    )
    rows = [dict(zip(names, row, strict=True)) for row in found]
    lists = ("added", "taken_back")
    return [HistoryEntry(**row | {name: json.loads(row[name]) for name in lists}) for row in rows]


def revision(sql: sqlite3.Connection) -> str:
    """Return the number and the time of the last change: the time tells stores apart."""
    last = sql.execute("SELECT row, at FROM history ORDER BY row DESC LIMIT 1").fetchone()
    return f"{last[0]}-{last[1]}" if last else "0"
