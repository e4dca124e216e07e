"""The queue as runners see it: jobs are claimed on a lease, and every step proves the claim.

Invariant: only the owner of a running job changes its documents (a cancellation, which only
touches documents that nobody reads, aside). A runner whose claim was taken over learns so
at its next step and lets go; what it had stored is stored again, with equal result.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from api.jobs.owners import Owner
from api.jobs.queue import bump, close
from api.jobs.records import Outcome, Task
from api.service.database import Connection, Row, ServiceDatabase

LEASE = 30.0  # seconds without a sign of life after which a job is taken over
TRIES = 3
STOPPER = "{name}: stops the reader every time ({tries} tries); check the file, or split it"


class ClaimLostError(Exception):
    """The job belongs to another runner now, or is gone."""


class Claims:
    """The jobs that one runner takes on."""

    def __init__(self, database: ServiceDatabase, owner: Owner, *, lease: float = LEASE) -> None:
        self._database = database
        self._owner = owner.model_dump_json()
        self._lease = lease

    def claim(self) -> str | None:
        """Return a job that is this runner's from now on: the oldest that is to be done.

        A document that was being read when its runner died is to be read again, unless that
        happened too often.
        """
        with self._database.reading() as sql:
            if not _claimable(sql, self._lease):
                return None
        with self._database.writing() as sql:
            jobs = _claimable(sql, self._lease)
            if not jobs:
                return None
            sql.execute(
                "UPDATE jobs SET status = 'running', owner = ?, beat = ?, reason = NULL"
                " WHERE id = ?",
                (self._owner, time.time(), jobs[0]),
            )
            _put_back(sql, jobs[0])
            return jobs[0]

    def beat(self, job: str) -> bool:
        """Give a sign of life, and tell whether the job was cancelled.

        Raises:
            ClaimLostError: if the job is not this runner's any more.
        """
        with self._owned(job) as sql:
            sql.execute("UPDATE jobs SET beat = ? WHERE id = ?", (time.time(), job))
            row = sql.execute("SELECT cancelling FROM jobs WHERE id = ?", (job,)).fetchone()
            return bool(row["cancelling"])

    def next(self, job: str) -> Task | None:
        """Return the document to read next, or None once the job is finished, which it then is.

        Raises:
            ClaimLostError: if the job is not this runner's any more.
        """
        with self._owned(job) as sql:
            row = sql.execute(
                "SELECT position, name, uri, file, tries + 1 AS tries FROM job_documents"
                " WHERE job = ? AND status = 'queued' ORDER BY position LIMIT 1",
                (job,),
            ).fetchone()
            if row is None:
                close(sql, job)
                return None
            sql.execute(
                "UPDATE job_documents SET status = 'reading', share = 0, tries = tries + 1,"
                " version = ? WHERE job = ? AND position = ?",
                (bump(sql, job), job, row["position"]),
            )
            return Task(**dict(row))

    def progress(self, job: str, position: int, share: float) -> None:
        """Note which share of a document was read.

        Raises:
            ClaimLostError: if the job is not this runner's any more.
        """
        with self._owned(job) as sql:
            sql.execute(
                "UPDATE job_documents SET share = ?, version = ? WHERE job = ? AND position = ?",
                (share, bump(sql, job), job, position),
            )

    def finish(self, job: str, position: int, outcome: Outcome) -> None:
        """Note what became of a document.

        Raises:
            ClaimLostError: if the job is not this runner's any more.
        """
        with self._owned(job) as sql:
            sql.execute(
                "UPDATE job_documents SET status = :status, document = :document, title = :title,"
                " added = :added, kept = :kept, taken_back = :taken_back, reason = :reason,"
                " share = iif(:status IN ('read', 'unchanged'), 1, share), version = :version"
                " WHERE job = :job AND position = :position",
                {
                    **outcome.model_dump(), "job": job, "position": position,
                    "version": bump(sql, job),
                },
            )  # fmt: skip

    def say(self, job: str, reason: str | None) -> None:
        """Note what a job waits for, or that it goes on.

        Raises:
            ClaimLostError: if the job is not this runner's any more.
        """
        with self._owned(job) as sql:
            bump(sql, job)
            sql.execute("UPDATE jobs SET reason = ? WHERE id = ?", (reason, job))

    def try_again(self, job: str) -> None:
        """Put the document whose reader died back into the queue, unless it died too often.

        Raises:
            ClaimLostError: if the job is not this runner's any more.
        """
        with self._owned(job) as sql:
            _put_back(sql, job)

    def release(self, job: str) -> None:
        """Leave a job to other runners; the document in hand is not held against it.

        Raises:
            ClaimLostError: if the job is not this runner's any more.
        """
        with self._owned(job) as sql:
            sql.execute(
                "UPDATE job_documents SET tries = max(tries - 1, 0)"
                " WHERE job = ? AND status = 'reading'",
                (job,),
            )
            _put_back(sql, job)
            sql.execute(
                "UPDATE jobs SET status = 'queued', owner = NULL, beat = NULL WHERE id = ?", (job,)
            )

    @contextmanager
    def _owned(self, job: str) -> Iterator[Connection]:
        with self._database.writing() as sql:
            held = sql.execute(
                "SELECT 1 FROM jobs WHERE id = ? AND owner = ? AND status = 'running'",
                (job, self._owner),
            ).fetchone()
            if held is None:
                raise ClaimLostError(job)
            yield sql


def _claimable(sql: Connection, lease: float) -> list[str]:
    """Return the jobs that wait, and those whose owner is gone, the oldest first."""
    rows = sql.execute(
        "SELECT id, status, owner, beat FROM jobs WHERE status IN ('queued', 'running')"
        " ORDER BY row LIMIT 1000"
    )
    now = time.time()
    return [row["id"] for row in rows if row["status"] == "queued" or _is_left(row, now - lease)]


def _is_left(row: Row, since: float) -> bool:
    owner, beat = row["owner"], row["beat"]
    return beat < since or Owner.model_validate_json(owner).is_dead()


def _put_back(sql: Connection, job: str) -> None:
    """Queue what was being read again, unless its reader died too often over it."""
    version = bump(sql, job)
    cancelling = sql.execute("SELECT cancelling FROM jobs WHERE id = ?", (job,)).fetchone()[0]
    for row in sql.execute(
        "SELECT position, name, tries FROM job_documents WHERE job = ? AND status = 'reading'",
        (job,),
    ).fetchall():
        failed = row["tries"] >= TRIES and not cancelling
        status = "failed" if failed else "cancelled" if cancelling else "queued"
        reason = STOPPER.format(name=row["name"], tries=row["tries"]) if failed else None
        sql.execute(
            "UPDATE job_documents SET status = ?, reason = ?, share = 0, version = ?"
            " WHERE job = ? AND position = ?",
            (status, reason, version, job, row["position"]),
        )
