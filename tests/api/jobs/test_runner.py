import os
import signal
import time
from pathlib import Path

import pytest

from graph.store import open_store


@pytest.fixture
def stored(settings):
    """Return a function that gives the text of every stored document by its address."""

    def texts():
        store = open_store(settings.store)
        found = {document.uri: document.text for document in store.documents()}
        store.close()
        return found

    return texts


def test_the_documents_of_a_job_are_stored_and_their_uploads_removed(
    add, runner, finished, queue, stored, settings
):
    job = add({"a.txt": "青岚资本", "b.pdf": "no PDF", "澜 辰.md": "# 澜辰"}, folder="press")
    runner()
    documents = finished(job)

    assert {name: each.status for name, each in documents.items()} == {
        "a.txt": "read", "b.pdf": "failed", "澜 辰.md": "read",
    }  # fmt: skip
    assert documents["b.pdf"].reason.startswith("b.pdf: is not a PDF")
    assert stored() == {
        "upload:press/a.txt": "青岚资本",
        "upload:press/%E6%BE%9C%20%E8%BE%B0.md": "# 澜辰",
    }
    assert queue.job(job).reason == "1 of 3 documents failed"
    assert not (settings.uploads_folder / job).exists()


def test_the_same_file_again_is_not_read_and_a_changed_one_replaces_it(
    add, runner, finished, stored
):
    first = add({"a.txt": "青岚资本"})
    again = add({"a.txt": "青岚资本"})
    changed = add({"a.txt": "澜辰科技"})
    runner()

    assert finished(first)["a.txt"].status == "read"
    unchanged = finished(again)["a.txt"]
    assert (unchanged.status, unchanged.title) == ("unchanged", "青岚资本")
    assert finished(changed)["a.txt"].status == "read"
    assert stored() == {"upload:a.txt": "澜辰科技"}


def test_a_hostile_document_fails_with_a_reason_and_the_others_are_read(add, runner, finished):
    job = add({
        "1.txt": "青岚资本", "2.txt": "LOOP", "3.txt": "ALLOCATE", "4.txt": "CRASH",
        "5.txt": "FAULT", "6.txt": "澜辰科技",
    })  # fmt: skip
    runner()
    documents = finished(job)

    reasons = {name: each.reason for name, each in documents.items()}
    assert [name for name, reason in reasons.items() if reason is None] == ["1.txt", "6.txt"]
    assert "takes more than 2 s" in reasons["2.txt"]
    assert "MB of memory" in reasons["3.txt"]
    assert "stops the reader every time (3 tries)" in reasons["4.txt"]
    assert "please report it" in reasons["5.txt"]


def test_cancelling_gives_up_the_document_in_hand_and_keeps_what_is_stored(  # noqa: PLR0917
    add, runner, finished, queue, stored, wait_for, settings
):
    job = add({"a.txt": "青岚资本", "b.txt": "SLEEP 60", "c.txt": "澜辰科技"})
    runner(document_seconds=90)
    wait_for(lambda: queue.job(job).documents.reading and queue.job(job).documents.read)
    queue.cancel(job)
    documents = finished(job, seconds=10)

    assert [each.status for each in documents.values()] == ["read", "cancelled", "cancelled"]
    assert queue.job(job).status == "cancelled"
    assert stored() == {"upload:a.txt": "青岚资本"}
    assert not (settings.uploads_folder / job).exists()


def test_a_runner_that_is_to_stop_leaves_the_document_to_the_next(
    add, runner, finished, queue, wait_for
):
    job = add({"a.txt": "SLEEP 1", "b.txt": "SLEEP 60"})
    end = runner(document_seconds=90)
    wait_for(lambda: queue.job(job).documents.read)
    end()
    assert queue.job(job).status == "queued"
    assert queue.job(job).documents.queued == 1

    runner(document_seconds=1)
    assert "takes more than 1 s" in finished(job)["b.txt"].reason


def test_a_store_that_cannot_be_reached_is_waited_for(
    add, runner, finished, queue, wait_for, settings
):
    path = Path(settings.store.removeprefix("sqlite:"))
    path.mkdir()
    job = add({"a.txt": "青岚资本"})
    runner()
    wait_for(lambda: "waits for the store" in (queue.job(job).reason or ""))
    path.rmdir()

    assert finished(job)["a.txt"].status == "read"
    assert queue.job(job).reason is None


def test_an_upload_that_is_gone_fails_its_document(add, runner, finished, settings):
    job = add({"a.txt": "青岚资本", "b.txt": "澜辰科技"})
    (settings.uploads_folder / job / "0").unlink()
    runner()

    assert "a.txt: does not exist" in finished(job)["a.txt"].reason
    assert finished(job)["b.txt"].status == "read"


def test_two_runners_share_the_jobs(add, runner_process, finished, stored):
    jobs = [add({f"{number}.txt": f"第{number}家公司"}) for number in range(10)]
    runner_process()
    runner_process()

    assert {each.status for each in finished(*jobs).values()} == {"read"}
    assert len(stored()) == 10


def test_a_runner_leaves_at_the_first_request(runner_process, add, finished):
    process = runner_process()
    finished(add({"a.txt": "青岚资本"}))
    readers = children(process.pid)
    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=10) == 0
    assert readers
    assert not any(map(is_alive, readers))


def children(process):
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def is_alive(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


needs_proc = pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="looks processes up in /proc"
)


@needs_proc
def test_a_reader_ends_with_its_runner_even_over_an_endless_document(
    runner_process, add, queue, wait_for
):
    process = runner_process()
    job = add({"a.txt": "LOOP"})
    wait_for(lambda: queue.job(job).documents.reading and children(process.pid))
    readers = children(process.pid)
    process.kill()
    process.wait()

    wait_for(lambda: not any(map(is_alive, readers)), seconds=5)


@needs_proc
def test_killing_runners_and_readers_loses_nothing_and_doubles_nothing(
    add, runner_process, finished, queue, settings, wait_for
):
    """Twenty jobs; runners and readers are killed (-9) at moments spread over the work."""
    texts = {
        number: {
            f"{number}-{each}.txt": f"{'SLEEP 0.05 ' if each else '第'}{number}家"
            for each in range(2)
        }
        for number in range(20)
    }
    jobs = [add(files) for files in texts.values()]

    def dealt_with():
        counts = [queue.job(job).documents for job in jobs]
        return sum(each.read + each.unchanged + each.failed for each in counts)

    process = runner_process()
    kills = 0
    while any(queue.job(job).finished is None for job in jobs):
        before = dealt_with()
        wait_for(
            lambda before=before: dealt_with() >= min(before + 4, 40),
            seconds=30,
        )
        time.sleep(0.03 * (kills % 5))
        if kills % 2 and (readers := children(process.pid)):
            os.kill(readers[0], signal.SIGKILL)
        else:
            process.kill()
            process.wait()
            process = runner_process()
        kills += 1

    assert kills >= 6
    documents = finished(*jobs)
    assert len(documents) == 40
    assert all(each.status in ("read", "unchanged") or each.reason for each in documents.values())
    assert sum(each.status in ("read", "unchanged") for each in documents.values()) >= 38
    store = open_store(settings.store)
    stats, uris = store.stats(), [document.uri for document in store.documents()]
    history = store.history()
    store.close()
    assert len(uris) == len(set(uris)) == stats.documents == stats.mentions
    assert len(history) == len(uris)
    # What a killed runner left is swept by the next one, which may only be starting.
    wait_for(lambda: not list(settings.uploads_folder.iterdir()), seconds=30)
