"""The queue of ingest jobs, as those see it who bring jobs and ask about them.

It lives in the server's own file, so that it outlasts every process. Each change of a job
or of one of its documents takes the next version of the job: whoever saw one version asks
for what changed since, and no log of events has to be kept. ``api.jobs.claims`` is the side
of those who do the work.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from api.jobs.records import FINISHED, Counts, Job, JobDocument, NewDocument
from api.service.database import Connection, Row, ServiceDatabase
from api.service.times import now
from graph.errors import UnknownNameError

COLUMNS = ", ".join(JobDocument.model_fields)


def new_job() -> str:
    """Return an id that no other job has."""
    return f"job-{secrets.token_hex(8)}"


class Queue:
    """The jobs of a server."""

    def __init__(self, database: ServiceDatabase) -> None:
        self._database = database

    def add(self, job: str, caller: str, documents: Iterable[NewDocument]) -> None:
        """Put a job into the queue; one with nothing to read has failed at once."""
        rows = [
            (
                job, number, each.name, each.uri, each.file, each.bytes,
                "failed" if each.file is None else "queued", each.reason,
            )
            for number, each in enumerate(documents)
        ]  # fmt: skip
        with self._database.writing() as sql:
            sql.execute(
                "INSERT INTO jobs (id, created, caller, status, version)"
                " VALUES (?, ?, ?, 'queued', 1)",
                (job, now(), caller),
            )
            sql.executemany(
                "INSERT INTO job_documents (job, position, name, uri, file, bytes, status, reason,"
                " version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
                rows,
            )
            if not any(row[6] == "queued" for row in rows):
                close(sql, job)

    def job(self, identifier: str) -> Job:
        """Return one job.

        Raises:
            UnknownNameError: if there is none of this id.
        """
        with self._database.reading() as sql:
            return _job(sql, identifier)

    def jobs(self, *, start: int = 0, limit: int = 50) -> list[Job]:
        """Return jobs, the latest first."""
        with self._database.reading() as sql:
            rows = sql.execute(
                "SELECT * FROM jobs ORDER BY row DESC LIMIT ? OFFSET ?", (limit, start)
            ).fetchall()
            return [_job_of(row, _counts(sql, row["id"])) for row in rows]

    def documents(self, job: str, *, start: int = 0, limit: int = 100) -> list[JobDocument]:
        """Return documents of a job in the order in which they were sent."""
        statement = (
            f"SELECT {COLUMNS} FROM job_documents WHERE job = ? ORDER BY position LIMIT ? OFFSET ?"
        )
        with self._database.reading() as sql:
            rows = sql.execute(statement, (job, limit, start)).fetchall()
        return [JobDocument(**dict(row)) for row in rows]

    def changes(
        self, job: str, *, after: int, limit: int = 100
    ) -> tuple[Job, Sequence[JobDocument]]:
        """Return a job as it is, and documents that changed after a version, in that order.

        Documents that changed at one version come together, though they be more than asked.

        Raises:
            UnknownNameError: if there is no such job any more.
        """
        statement = (
            f"SELECT {COLUMNS} FROM job_documents WHERE job = ?1 AND version > ?2 AND version <="
            " coalesce((SELECT version FROM job_documents WHERE job = ?1 AND version > ?2"
            "           ORDER BY version LIMIT 1 OFFSET ?3), ?4) ORDER BY version, position"
        )
        with self._database.reading() as sql:
            current = _job(sql, job)
            if current.version <= after:
                return current, ()
            rows = sql.execute(statement, (job, after, limit - 1, current.version)).fetchall()
        return current, [JobDocument(**dict(row)) for row in rows]

    def cancel(self, job: str) -> Job:
        """Take a job back and return it: at once, or after the document that is being read.

        One that is finished stays as it is.

        Raises:
            UnknownNameError: if there is none of this id.
        """
        with self._database.writing() as sql:
            status = _job(sql, job).status
            if status not in FINISHED:
                version = bump(sql, job)
                sql.execute("UPDATE jobs SET cancelling = 1 WHERE id = ?", (job,))
                sql.execute(
                    "UPDATE job_documents SET status = 'cancelled', version = ?"
                    " WHERE job = ? AND status = 'queued'",
                    (version, job),
                )
            if status == "queued":
                close(sql, job)
            return _job(sql, job)

    def waiting_bytes(self) -> int:
        """Return how many bytes of uploads are still to be read."""
        with self._database.reading() as sql:
            found: int = sql.execute(
                "SELECT coalesce(sum(bytes), 0) FROM job_documents AS document"
                " JOIN jobs ON jobs.id = job WHERE jobs.status IN ('queued', 'running')"
                " AND document.status IN ('queued', 'reading')"
            ).fetchone()[0]
        return found

    def unfinished(self) -> set[str]:
        """Return the ids of the jobs whose uploads are still needed."""
        with self._database.reading() as sql:
            rows = sql.execute("SELECT id FROM jobs WHERE status IN ('queued', 'running')")
            return {row["id"] for row in rows}

    def forget(self, before: str) -> None:
        """Remove the jobs that were finished before an ISO time; what they stored stays."""
        with self._database.writing() as sql:
            sql.execute("DELETE FROM jobs WHERE finished < ?", (before,))


def bump(sql: Connection, job: str) -> int:
    """Return the version of a job that the change about to be made takes."""
    sql.execute("UPDATE jobs SET version = version + 1 WHERE id = ?", (job,))
    version: int = sql.execute("SELECT version FROM jobs WHERE id = ?", (job,)).fetchone()[0]
    return version


def close(sql: Connection, job: str) -> None:
    """Finish a job in which nothing is left to do, as its documents say."""
    row = sql.execute("SELECT cancelling FROM jobs WHERE id = ?", (job,)).fetchone()
    counts = _counts(sql, job)
    total = sum(counts.model_dump().values())
    status = "done" if counts.read + counts.unchanged else "failed"
    reason = f"{counts.failed} of {total} documents failed" if counts.failed else None
    bump(sql, job)
    sql.execute(
        "UPDATE jobs SET status = ?, reason = ?, finished = ?, owner = NULL, beat = NULL"
        " WHERE id = ?",
        ("cancelled" if row["cancelling"] else status, reason, now(), job),
    )


def _job(sql: Connection, identifier: str) -> Job:
    row = sql.execute("SELECT * FROM jobs WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        raise UnknownNameError("job", identifier)
    return _job_of(row, _counts(sql, identifier))


def _job_of(row: Row, counts: Counts) -> Job:
    return Job(
        id=row["id"], status=row["status"], created=row["created"], finished=row["finished"],
        cancelling=bool(row["cancelling"]) and row["status"] not in FINISHED,
        caller=row["caller"], reason=row["reason"], documents=counts, version=row["version"],
    )  # fmt: skip


def _counts(sql: Connection, job: str) -> Counts:
    rows = sql.execute(
        "SELECT status, count(*) FROM job_documents WHERE job = ? GROUP BY status", (job,)
    )
    return Counts(**dict(rows))
