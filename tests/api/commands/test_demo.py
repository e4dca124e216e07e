import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from api.commands.demo import QUESTIONS
from api.ingest import SAMPLE

ROOT = Path(__file__).parents[3]
SERVES = re.compile("^guanxi serves ", re.MULTILINE)


def test_the_demonstration_reads_everything_and_answers_every_question(guanxi, tmp_path):
    told = json.loads(guanxi("demo", "--json").out)

    assert (tmp_path / "guanxi-demo.db").exists()
    assert told["ingested"]["skipped"] == 0
    assert told["ingested"]["read"] == len(list(SAMPLE.iterdir())) >= 16
    assert len(told["examples"]) >= 5
    assert len(told["answers"]) == len(QUESTIONS) == 3
    for answer in told["answers"]:
        (path,) = answer["paths"]
        documents = {hop["source"]["document"] for hop in path["hops"]}
        assert len(documents) >= 2, "a path within one document shows little"
        assert all(hop["reading"] for hop in path["hops"])


def test_the_demonstration_starts_afresh(guanxi, tmp_path):
    (tmp_path / "guanxi-demo.db").write_text("left over")

    ran = guanxi("demo")

    assert (ran.status, ran.err) == (0, "")
    assert "unchanged" not in ran.out
    assert ran.out.splitlines()[-1].startswith("Try next: guanxi show ")


@pytest.fixture
def shown(tmp_path):
    """Return a function that starts the demonstration and reads until it says where it is."""
    started = []

    def start(*options, terminal=None, **environment):
        process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "demo", *options], cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdin=terminal, stdout=terminal or subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def address_in(lines):
    (address,) = re.findall(r"http://127\.0\.0\.1:\d+", next(filter(SERVES.search, lines)))
    return address


def test_the_explorer_is_shown_until_it_is_interrupted(shown):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = shown("--serve", GUANXI_PORT=str(port))
        address = address_in(line.decode() for line in process.stdout)
    with urllib.request.urlopen(address, timeout=20) as told:
        page = told.read().decode()
    process.send_signal(signal.SIGINT)

    assert address != f"http://127.0.0.1:{port}", "that port was taken"
    assert "<title>guanxi" in page
    assert process.wait(20) == 0


def test_in_a_terminal_with_a_display_a_browser_opens(shown, tmp_path):
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\necho $1 > {tmp_path}/visited\n")
    browser.chmod(0o755)
    ours, theirs = pty.openpty()
    process = shown(
        terminal=theirs, GUANXI_PORT="0", DISPLAY=":0", BROWSER=f"{browser} %s"
    )  # fmt: skip
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as screen:
        address = address_in(screen)
        with urllib.request.urlopen(address, timeout=20) as told:
            assert told.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert (tmp_path / "visited").read_text().strip() == address


def test_without_a_terminal_it_says_how_to_look_and_ends(guanxi):
    ran = guanxi("demo")

    assert ran.status == 0
    assert "Look at it: guanxi serve --store sqlite:guanxi-demo.db" in ran.out
    assert not SERVES.search(ran.out)
