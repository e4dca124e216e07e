"""Uploading over HTTP, and following what becomes of it."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from api.jobs.runner import run
from api.service.database import ServiceDatabase
from api.service.keys import Keys, Role

JOBS = Path(__file__).parents[1] / "jobs"


@pytest.fixture
def client(serve):
    return serve()


@pytest.fixture
def working(settings, monkeypatch):
    """Have jobs done in this process, by the reader for tests."""
    monkeypatch.syspath_prepend(str(JOBS))
    stop = threading.Event()
    thread = threading.Thread(
        target=run, args=(settings, stop), kwargs={"reader": "hostile:Reader"}
    )
    thread.start()
    yield
    stop.set()
    thread.join(timeout=30)


def files(*named):
    return [("files", (name, content)) for name, content in named]


def add(client, *named, **fields):
    return client.post("/api/v1/jobs", files=files(*named), data=fields)


def events(answer):
    """Return the kind, the id and the content of every event."""
    blocks = [block for block in answer.text.split("\n\n") if block and not block.startswith(":")]
    read = [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]
    return [(each["event"], int(each["id"]), json.loads(each["data"])) for each in read]


def test_an_upload_becomes_a_job_that_can_be_followed_to_its_end(client, working):
    answer = add(client, ("a.txt", "青岚资本"), ("b.xyz", "x"), folder="press")

    assert answer.status_code == 202
    place = answer.headers["location"]
    assert place == f"/api/v1/jobs/{answer.json()['id']}"
    with client.stream("GET", f"{place}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        stream.read()
        told = events(stream)
    last = {event["position"]: event for kind, _, event in told if kind == "document"}
    assert [last[0]["status"], last[1]["status"]] == ["read", "failed"]
    assert told[-1][0] == "job"
    assert told[-1][2]["status"] == "done"

    shown = client.get(place).json()
    assert shown["job"]["documents"] == {
        "queued": 0, "reading": 0, "read": 1, "unchanged": 0, "failed": 1, "cancelled": 0,
    }  # fmt: skip
    assert [each["uri"] for each in shown["documents"]["items"]] == [
        "upload:press/a.txt", "upload:press/b.xyz",
    ]  # fmt: skip
    assert "has the suffix '.xyz'" in shown["documents"]["items"][1]["reason"]
    assert (
        client.get("/api/v1/search", params={"q": "青岚"}).json()["items"][0]["name"] == "青岚资本"
    )


def test_events_go_on_after_the_last_one_seen(client):
    place = add(client, ("a.txt", "x"), ("b.txt", "y")).headers["location"]
    client.post(f"{place}/cancel")
    first = events(client.get(f"{place}/events"))
    seen = first[-1][1]

    assert [kind for kind, _, _ in first] == ["document", "document", "job"]
    assert events(client.get(f"{place}/events", headers={"Last-Event-ID": str(seen)})) == []
    assert events(client.get(f"{place}/events", headers={"Last-Event-ID": "?"})) == first


def test_a_job_is_cancelled(client):
    place = add(client, ("a.txt", "x")).headers["location"]
    cancelled = client.post(f"{place}/cancel").json()

    assert (cancelled["status"], cancelled["documents"]["cancelled"]) == ("cancelled", 1)
    assert client.post(f"{place}/cancel").json() == cancelled


def test_jobs_and_their_documents_come_page_by_page(client):
    made = [add(client, (f"{number}.txt", "x")).json()["id"] for number in range(3)]
    many = add(client, *((f"{number}.txt", "x") for number in range(3)))

    first = client.get("/api/v1/jobs", params={"limit": 3}).json()
    second = client.get("/api/v1/jobs", params={"limit": 3, "cursor": first["next"]}).json()
    assert [job["id"] for job in first["items"] + second["items"]] == [
        many.json()["id"],
        *made[::-1],
    ]
    page = client.get(many.headers["location"], params={"limit": 2}).json()["documents"]
    rest = client.get(many.headers["location"], params={"cursor": page["next"], "limit": 2}).json()
    assert [each["position"] for each in page["items"] + rest["documents"]["items"]] == [0, 1, 2]


@pytest.mark.parametrize(
    ("changed", "status", "kind"),
    [
        pytest.param({"upload_bytes": 10}, 413, "upload-too-large", id="file"),
        pytest.param({"request_bytes": 100}, 413, "upload-too-large", id="request"),
        pytest.param({"request_bytes": 1500, "waiting_bytes": 1}, 503, "queue-full", id="queue"),
    ],
)
def test_an_upload_over_a_limit_is_refused_and_leaves_nothing(
    serve, settings, changed, status, kind
):
    client = serve(**changed)
    add(client, ("a.txt", "x" * 500)) if kind == "queue-full" else None
    before = sorted(settings.uploads_folder.rglob("*"))
    answer = add(client, ("b.txt", "x" * 1000))

    assert answer.status_code == status
    assert answer.json()["type"] == f"urn:guanxi:problem:{kind}"
    assert sorted(settings.uploads_folder.rglob("*")) == before


def test_what_is_no_form_is_refused(client):
    answer = client.post("/api/v1/jobs", json={"files": []})

    assert answer.status_code == 415
    assert "curl -F files=@" in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["/api/v1/jobs/job-0", "/api/v1/jobs/job-0/events", "/api/v1/jobs/%00"]
)
def test_an_unknown_job_is_told_so(client, path):
    assert client.get(path).status_code == 404


def test_readers_may_look_and_editors_may_bring(serve, settings):
    keys = Keys(ServiceDatabase(settings.service_file))
    reader, editor = keys.add("r", Role.READER), keys.add("e", Role.EDITOR)
    client = serve()

    def ask(method, path, key, **more):
        return client.request(method, path, headers={"Authorization": f"Bearer {key}"}, **more)

    one = files(("a.txt", "x"))
    assert client.post("/api/v1/jobs", files=one).status_code == 401
    assert ask("POST", "/api/v1/jobs", reader, files=one).status_code == 403
    place = ask("POST", "/api/v1/jobs", editor, files=one).headers["location"]
    assert ask("GET", place, reader).status_code == 200
    assert ask("POST", f"{place}/cancel", reader).status_code == 403
    assert ask("POST", f"{place}/cancel", editor).status_code == 200
    assert len(list(settings.uploads_folder.iterdir())) == 1


def test_who_brought_or_cancelled_a_job_is_written_down(client):
    job = add(client, ("a.txt", "xyz")).json()["id"]
    client.post(f"/api/v1/jobs/{job}/cancel")

    entries = client.app.state.audit.entries()
    assert [(each.action, each.object, each.caller) for each in entries] == [
        ("cancel job", job, "local"), ("add job", job, "local"),
    ]  # fmt: skip
    assert entries[1].detail == {"files": 1, "bytes": 3}


def test_a_crowd_of_followers_leaves_room_for_other_requests(client, monkeypatch):
    place = add(client, ("a.txt", "x")).headers["location"]
    monkeypatch.setattr("api.web.watching.MOST", 0)

    answer = client.get(f"{place}/events")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:guanxi:problem:busy")


def test_the_form_is_described_for_clients(client):
    described = client.get("/openapi.json").json()["paths"]["/api/v1/jobs"]["post"]

    form = described["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert form["properties"]["files"]["items"] == {"type": "string", "format": "binary"}
    assert "202" in described["responses"]
