"""The log of who changed what through a server: appended to, never changed."""

from __future__ import annotations

import json

from api.service.database import ServiceDatabase
from api.service.times import now
from graph.records import Record


class AuditEntry(Record):
    """One change: ``caller`` is the name and id of a key, or ``local`` where none was asked for."""

    row: int
    at: str
    caller: str
    action: str
    object: str
    detail: dict[str, str | int]


class Audit:
    """The log of changes."""

    def __init__(self, database: ServiceDatabase) -> None:
        self._database = database

    def note(self, caller: str, action: str, about: str, **detail: str | int) -> None:
        """Append that somebody did something, such as ``remove`` a document, by its id."""
        with self._database.writing() as sql:
            sql.execute(
                "INSERT INTO audit (at, caller, action, object, detail) VALUES (?, ?, ?, ?, ?)",
                (now(), caller, action, about, json.dumps(detail, ensure_ascii=False)),
            )

    def entries(self, *, before: int | None = None, limit: int = 100) -> list[AuditEntry]:
        """Return entries, the latest first; ``before`` is the row of the last one seen."""
        statement = "SELECT * FROM audit WHERE (? IS NULL OR row < ?) ORDER BY row DESC LIMIT ?"
        with self._database.reading() as sql:
            rows = sql.execute(statement, (before, before, limit)).fetchall()
        return [AuditEntry(**{**dict(row), "detail": json.loads(row["detail"])}) for row in rows]
