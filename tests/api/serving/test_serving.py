"""The command that serves: what it says, what it refuses, and that nothing outlives it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from api.serving.jobs import Supervisor
from api.serving.starting import listening

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_says_where_it_is_answers_and_ends_when_told(serve, workers):
    server = serve("--workers", workers, "--log-format", "json")

    assert "http://127.0.0.1:" in server.said
    assert "open to everybody on this machine and to no other" in server.said
    status, headers, body = server.get("/health/live")
    assert (status, json.loads(body)) == (200, {"status": "ok"})
    assert "Server" not in headers
    for _ in range(10):
        server.get("/api/v1/search?q=secret")
    assert 'route="/api/v1/search",status="200"} 10.0' in server.get("/metrics")[2]

    server.process.send_signal(signal.SIGTERM)
    told = server.process.communicate(timeout=20)[1]
    assert "secret" not in told
    lines = [json.loads(line) for line in told.splitlines()]
    assert [line["route"] for line in lines if "route" in line].count("/api/v1/search") == 10


@pytest.mark.parametrize("workers", ["1", "2"])
def test_nothing_outlives_a_server_that_was_killed(serve, workers, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    server = serve("--workers", workers)
    server.get("/health/live")
    family = server.family()

    server.process.kill()

    _, alive = psutil.wait_procs(family, timeout=15)
    assert alive == []
    assert list(tmp_path.glob("guanxi-figures-*")) == []


def test_a_worker_that_was_killed_is_followed_by_another(serve):
    server = serve("--workers", "2")
    server.get("/health/live")
    first = server.workers()

    first.pop().kill()

    deadline = time.monotonic() + 60
    while len(server.workers() - first) < 1:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert server.get("/health/live")[0] == 200


def run(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments], cwd=folder, text=True, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60, check=False,
    )  # fmt: skip


def test_it_refuses_an_open_door_and_says_what_to_do(tmp_path):
    done = run(tmp_path, "serve", "--host", "0.0.0.0", "--port", "0")

    assert done.returncode == 1
    assert done.stderr == (
        "0.0.0.0 is reached from other machines, and no key protects it;"
        " make one first: guanxi keys add NAME --role reader\n"
    )


def test_it_says_that_a_port_is_taken(tmp_path):
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        done = run(tmp_path, "serve", "--port", str(port))

    assert done.returncode == 1
    assert done.stderr == (
        f"127.0.0.1:{port} cannot be listened on (Address already in use);"
        " give another with --port\n"
    )


def test_with_a_key_it_serves_others_who_show_it(serve, tmp_path):
    key = run(tmp_path, "keys", "add", "anna", "--role", "reader").stdout.strip()
    server = serve("--host", "0.0.0.0")
    server.address = server.address.replace("0.0.0.0", "127.0.0.1")

    assert "open to" not in server.said
    with pytest.raises(urllib.error.HTTPError, match="401"):
        server.get("/api/v1/search?q=a")
    assert server.get("/api/v1/search?q=a", Authorization=f"Bearer {key}")[0] == 200


def leave():
    """End at once, as a process that fails does."""


def linger():
    """Stay, as a process that works does."""
    time.sleep(60)


def test_a_process_that_ends_is_started_again_later_each_time(caplog):
    supervisor = Supervisor(leave, shortest=0.05)
    supervisor.start()
    deadline = time.monotonic() + 30
    while len(caplog.records) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    supervisor.stop()

    assert len(caplog.records) >= 2
    assert supervisor.process.exitcode == 0


def test_a_process_is_ended_with_the_server():
    supervisor = Supervisor(linger)
    supervisor.start()
    assert supervisor.process.is_alive()

    supervisor.stop()

    assert not supervisor.process.is_alive()
