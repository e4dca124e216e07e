"""A queue with uploads in it, and runners that work it off with a quick reader."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from api.jobs.names import address
from api.jobs.queue import Queue, new_job
from api.jobs.records import FINISHED, NewDocument
from api.jobs.runner import run
from api.service.database import ServiceDatabase
from api.settings import Settings

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
START = (
    "import sys; sys.path[:0] = [{root!r}, {here!r}];"
    " from api.jobs.runner import run; from api.settings import Settings;"
    " run(Settings(), reader={reader!r})"
)


@pytest.fixture
def settings(tmp_path):
    return Settings(
        store=f"sqlite:{tmp_path}/guanxi.db", document_seconds=2, document_bytes=600_000_000
    )


@pytest.fixture
def database(settings):
    return ServiceDatabase(settings.service_file)


@pytest.fixture
def queue(database):
    return Queue(database)


@pytest.fixture
def add(settings, queue):
    """Return a function that puts a job into the queue, as an upload would."""

    def put(files, folder=None):
        job = new_job()
        place = settings.uploads_folder / job
        place.mkdir(parents=True)
        documents = []
        for number, (name, content) in enumerate(files.items()):
            raw = content if isinstance(content, bytes) else content.encode()
            (place / str(number)).write_bytes(raw)
            documents.append(
                NewDocument(name=name, uri=address(folder, name), bytes=len(raw), file=str(number))
            )
        queue.add(job, "tester", documents)
        return job

    return put


@pytest.fixture
def runner(settings, monkeypatch):
    """Return a function that starts a runner in this process, with the reader for tests."""
    monkeypatch.syspath_prepend(str(HERE))
    running = []

    def start(reader="hostile:Reader", **changed):
        stop = threading.Event()
        thread = threading.Thread(
            target=run,
            args=(settings.model_copy(update=changed), stop),
            kwargs={"reader": reader},
        )
        thread.start()
        running.append((thread, stop))

        def end():
            stop.set()
            thread.join(timeout=30)
            assert not thread.is_alive()

        return end

    yield start
    for thread, stop in running:
        stop.set()
        thread.join(timeout=30)


@pytest.fixture
def runner_process(settings):
    """Return a function that starts a runner as a process of its own."""
    processes = []

    def start(reader="hostile:Reader"):
        process = subprocess.Popen(
            [sys.executable, "-c", START.format(root=str(ROOT), here=str(HERE), reader=reader)],
            env={
                **os.environ,
                "GUANXI_STORE": settings.store,
                "GUANXI_DOCUMENT_SECONDS": str(settings.document_seconds),
                "GUANXI_DOCUMENT_BYTES": str(settings.document_bytes),
            },
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def finished(queue):
    """Return a function that waits for jobs and returns their documents, each by name."""

    def wait(*jobs, seconds=60):
        until = time.monotonic() + seconds
        while any(queue.job(job).status not in FINISHED for job in jobs):
            assert time.monotonic() < until, [queue.job(job) for job in jobs]
            time.sleep(0.05)
        return {each.name: each for job in jobs for each in queue.documents(job, limit=1000)}

    return wait


@pytest.fixture
def wait_for():
    """Return a function that waits until something holds."""

    def wait(holds, seconds=60):
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until
            time.sleep(0.02)

    return wait
