import subprocess
import sys

import pytest

from api.jobs.claims import TRIES, ClaimLostError, Claims
from api.jobs.owners import Owner
from api.jobs.queue import Queue
from api.jobs.records import NewDocument, Outcome
from graph.errors import UnknownNameError

READ = Outcome(status="read", document="document-1", title="一", added=2)


def new(number):
    return NewDocument(name=f"{number}.txt", uri=f"upload:{number}.txt", bytes=10, file=str(number))


def owner(process=1, place="elsewhere"):
    return Owner(place=place, process=process, started="1")


@pytest.fixture
def claims(database):
    return Claims(database, owner())


@pytest.fixture
def other(database):
    return Claims(database, owner(2))


@pytest.fixture
def job(queue):
    queue.add("job-1", "tester", [new(0), new(1)])
    return "job-1"


def test_a_job_goes_from_queued_to_done(queue, claims, job):
    assert queue.job(job).status == "queued"
    assert claims.claim() == job
    assert queue.job(job).status == "running"
    for position in (0, 1):
        assert claims.next(job).position == position
        assert queue.documents(job)[position].status == "reading"
        claims.progress(job, position, 0.5)
        assert queue.documents(job)[position].share == 0.5
        claims.finish(job, position, READ)
    assert claims.next(job) is None

    done = queue.job(job)
    assert (done.status, done.documents.read, done.reason) == ("done", 2, None)
    assert done.finished
    assert queue.documents(job)[0].title == "一"
    assert claims.claim() is None


def test_a_job_fails_only_when_no_document_was_read(queue, claims, job):
    claims.claim()
    for outcome in (Outcome(status="failed", reason="bad"), Outcome(status="unchanged")):
        claims.finish(job, claims.next(job).position, outcome)
    claims.next(job)
    queue.add(
        "job-2", "tester", [NewDocument(name="x.zip", uri="upload:x.zip", bytes=1, reason="no")]
    )

    assert (queue.job(job).status, queue.job(job).reason) == ("done", "1 of 2 documents failed")
    assert (queue.job("job-2").status, queue.job("job-2").documents.failed) == ("failed", 1)


def test_jobs_come_in_order_and_are_listed_the_latest_first(queue, claims):
    for number in range(3):
        queue.add(f"job-{number}", "tester", [new(number)])

    assert [claims.claim() for _ in range(3)] == ["job-0", "job-1", "job-2"]
    assert [each.id for each in queue.jobs()] == ["job-2", "job-1", "job-0"]
    assert [each.id for each in queue.jobs(start=1, limit=1)] == ["job-1"]


def test_a_job_has_one_runner_until_that_gives_no_sign_of_life(database, queue, claims, job):
    claims.claim()
    assert Claims(database, owner(2)).claim() is None

    late = Claims(database, owner(2), lease=-1)
    assert late.claim() == job
    with pytest.raises(ClaimLostError):
        claims.beat(job)
    with pytest.raises(ClaimLostError):
        claims.finish(job, 0, READ)


def test_the_job_of_a_dead_process_of_this_machine_is_taken_over_at_once(database, queue, job):
    script = (
        "from pathlib import Path; from api.jobs.claims import Claims;"
        " from api.jobs.owners import Owner; from api.service.database import ServiceDatabase;"
        f" claims = Claims(ServiceDatabase(Path({str(database.path)!r})), Owner.here());"
        " claims.claim(); claims.next('job-1')"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
    assert queue.job(job).documents.reading == 1

    claims = Claims(database, Owner.here())
    assert claims.claim() == job
    assert claims.next(job).tries == 2


def test_a_living_process_is_not_dead_and_a_later_one_of_its_number_is_another():
    here = Owner.here()

    assert not here.is_dead()
    assert not owner().is_dead()
    if here.started:
        assert here.model_copy(update={"started": "another time"}).is_dead()


def test_a_document_that_stops_its_reader_every_time_fails_and_the_job_goes_on(queue, claims, job):
    claims.claim()
    for tries in range(1, TRIES + 1):
        assert (task := claims.next(job)).position == 0
        assert task.tries == tries
        claims.try_again(job)

    assert claims.next(job).position == 1
    assert queue.documents(job)[0].status == "failed"
    assert "stops the reader every time" in queue.documents(job)[0].reason


def test_a_job_that_is_released_is_not_blamed_for_it(queue, claims, other, job):
    for _ in range(TRIES + 1):
        claims.claim()
        claims.next(job)
        claims.release(job)
    assert queue.job(job).status == "queued"

    assert other.claim() == job
    assert other.next(job).tries == 1


def test_a_waiting_job_is_cancelled_at_once_and_stays_so(queue, claims, job):
    assert queue.cancel(job).status == "cancelled"
    assert queue.cancel(job).status == "cancelled"
    assert {each.status for each in queue.documents(job)} == {"cancelled"}
    assert claims.claim() is None


def test_a_running_job_is_cancelled_once_its_document_is_dealt_with(queue, claims, job):
    claims.claim()
    claims.next(job)
    assert not claims.beat(job)
    cancelling = queue.cancel(job)
    assert (cancelling.status, cancelling.cancelling) == ("running", True)
    assert claims.beat(job)

    claims.finish(job, 0, READ)
    assert claims.next(job) is None
    assert (queue.job(job).status, queue.job(job).cancelling) == ("cancelled", False)
    assert [each.status for each in queue.documents(job)] == ["read", "cancelled"]


def test_a_cancelled_job_whose_runner_died_is_cancelled_by_the_next(database, queue, claims, job):
    claims.claim()
    claims.next(job)
    queue.cancel(job)

    late = Claims(database, owner(2), lease=-1)
    assert late.claim() == job
    assert late.next(job) is None
    assert queue.job(job).status == "cancelled"


def test_changes_are_told_from_where_the_caller_left_off(queue, claims, job):
    first, documents = queue.changes(job, after=0)
    assert len(documents) == 2
    assert queue.changes(job, after=first.version)[1] == ()

    claims.claim()
    claims.next(job)
    claims.finish(job, 0, READ)
    later, documents = queue.changes(job, after=first.version)
    assert [(each.position, each.status) for each in documents] == [(0, "read")]
    assert later.version > first.version


def test_a_finished_job_is_forgotten_in_the_end(queue, job):
    queue.cancel(job)
    queue.forget("2000-01-01")
    assert queue.job(job)
    queue.forget("9999-01-01")

    with pytest.raises(UnknownNameError):
        queue.job(job)
    assert queue.documents(job) == []


def test_the_queue_outlasts_who_opened_it(database, queue, job):
    assert Queue(database).job(job) == queue.job(job)
    assert queue.waiting_bytes() == 20
    assert queue.unfinished() == {job}
