"""kill -9 of everything that serves, amid twenty jobs: each is done once, as if nothing was."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import httpx
import psutil
import pytest

from api.ingest import Ingestion
from api.jobs.names import address
from graph.store import open_store
from tests.api.serving.quick import Reader

JOBS = 20
PATH = "/api/v1/jobs"


def uploads():
    """Return the files of every job by name; some replace one of a job before, one is broken."""
    jobs = []
    for number in range(JOBS):
        files = {
            f"{number % 15}.txt": f"青岚资本 INVESTED_IN 澜辰{number}\n澜辰{number} SUPPLIES 松林",
            f"{number}b.txt": f"澜辰{number} PARTNERS_WITH 白石学院",
        }
        jobs.append({name: text.encode() for name, text in files.items()})
    jobs[7]["broken.pdf"] = b"no PDF"
    jobs[11] = {"broken alone.docx": b"no Word"}
    return jobs


def ingested(folder, jobs):
    """Return what a store holds that read the same files one after the other."""
    store = open_store(f"sqlite:{folder}/plain.db")
    reader = Reader()
    for files in jobs:
        ingestion = Ingestion(store, lambda: reader, uri=lambda path: address("p", path.name))
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
            ingestion.ingest(Path(folder, name))
    found = contents(store)
    store.close()
    return found


def contents(store):
    """Return all that a store says, and in which order it came, without times."""
    documents = {document.uri: store.graph_of(document.id) for document in store.documents()}
    history = [entry.model_dump(exclude={"row", "at"}) for entry in store.history(limit=1000)]
    return documents, list(store.all_entities()), list(store.links()), store.stats(), history


class Client:
    """Brings the jobs to whichever server runs, and asks after them."""

    def __init__(self, serve):
        self._serve = serve
        self._http = None
        self.jobs = []
        self.start("--workers", "2")

    def start(self, *options):
        """Start a server on the files of the one before."""
        self.close()
        self.server = self._serve(*options, module="tests.api.serving.quick")
        self._http = httpx.Client(base_url=self.server.address, timeout=60)

    def close(self):
        if self._http:
            self._http.close()

    def send(self, files):
        form = [("files", (name, content)) for name, content in files.items()]
        answer = self._http.post(PATH, files=form, data={"folder": "p"})
        assert answer.status_code == 202, answer.text
        self.jobs.append(answer.json()["id"])

    def all(self):
        answer = self._http.get(PATH, params={"limit": 500})
        return {job["id"]: job for job in answer.json()["items"]}

    def wait(self, finished):
        """Wait until so many jobs are finished and, short of all of them, one is being read."""
        until = time.monotonic() + 60
        while True:
            found = self.all().values()
            done = sum(job["finished"] is not None for job in found)
            reading = any(job["documents"]["reading"] for job in found)
            if done >= finished and (reading or finished == JOBS):
                return
            assert time.monotonic() < until, found
            time.sleep(0.05)

    def documents(self, job):
        return self._http.get(f"{PATH}/{job}").json()["documents"]["items"]

    def readers(self):
        return [
            each for each in self.server.family() if "api.jobs.reader" in " ".join(each.cmdline())
        ]


def kill(processes):
    for each in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.kill()
    psutil.wait_procs(processes, timeout=20)


@pytest.mark.timeout(240)
def test_whatever_is_killed_amid_jobs_each_is_done_once(serve, tmp_path, request):
    jobs = uploads()
    client = Client(serve)
    request.addfinalizer(client.close)
    for files in jobs[:12]:
        client.send(files)

    client.wait(finished=2)
    kill(client.readers())
    client.wait(finished=4)
    kill([reader.parent() for reader in client.readers()])
    client.wait(finished=6)
    client.server.process.kill()  # what follows it ends by itself, beside the next
    client.start()
    for files in jobs[12:]:
        client.send(files)
    client.wait(finished=9)
    kill(client.server.family())
    client.start()
    client.wait(finished=JOBS)

    ended = client.all()
    assert list(reversed(ended)) == client.jobs
    told = {
        document["name"]: document["reason"]
        for job in client.jobs
        for document in client.documents(job)
        if document["status"] not in ("read", "unchanged")
    }
    assert {name: reason.partition(";")[0] for name, reason in told.items()} == {
        "broken.pdf": "broken.pdf: is not a PDF",
        "broken alone.docx": "broken alone.docx: is not a Word document",
    }
    assert [job["status"] for job in ended.values()].count("failed") == 1
    assert ended[client.jobs[11]]["reason"]
    assert list(tmp_path.glob("guanxi.service.db.uploads/*")) == []
    with contextlib.closing(open_store(f"sqlite:{tmp_path}/guanxi.db")) as store:
        assert contents(store) == ingested(tmp_path, jobs)
