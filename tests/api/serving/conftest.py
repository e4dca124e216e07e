"""Servers in processes of their own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[3]


class Served:
    """A server in a process of its own."""

    def __init__(self, folder, *options, module="api.cli"):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("GUANXI_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, "serve", "--port", "0", *options],
            cwd=folder, env={**environment, "PYTHONPATH": str(ROOT)}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.said = self.process.stdout.readline()
        self.address = next((w.rstrip(",") for w in self.said.split() if w.startswith("http")), "")

    def get(self, path, **headers):
        request = urllib.request.Request(self.address + path, headers=headers)
        with urllib.request.urlopen(request, timeout=20) as told:
            return told.status, dict(told.headers), told.read().decode()

    def family(self):
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def workers(self):
        """Return the processes that answer and have not ended."""
        found = set()
        for each in self.family()[1:]:
            with contextlib.suppress(psutil.Error):
                if "spawn_main" in " ".join(each.cmdline()):
                    found.add(each)
        return found


@pytest.fixture
def serve(tmp_path):
    servers = []

    def start(*options, **named):
        servers.append(Served(tmp_path, *options, **named))
        return servers[-1]

    yield start
    for server in servers:
        if server.process.poll() is None:
            server.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(20)
        server.process.kill()
        server.process.communicate()
