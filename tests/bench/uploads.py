"""Send mutated uploads of every format to a running server and print how it answered.

    python tests/bench/uploads.py [--count 5000] [--seed 0]

``guanxi serve`` is started on a store of its own. Each upload is a document of the
sample corpus, or a ZIP archive of some, with bits flipped, pieces cut out, or pieces of
another spliced in; one in ten is damaged in its form instead. The server must answer each;
every job must end with a reason for each document that was not read.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "api" / "sample"
AT_ONCE = 8
MIB = 1 << 20
SIGNS = {"api.cli serve": "server", "spawn_main": "runner", "api.jobs.reader": "reader"}


class Mutations:
    """Makes uploads that are nearly right; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._whole = {path.name: path.read_bytes() for path in sorted(SAMPLE.iterdir())}
        self._by_suffix: dict[str, list[str]] = {}
        for name in self._whole:
            self._by_suffix.setdefault(Path(name).suffix, []).append(name)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for names in self._by_suffix.values():
                packed.writestr(names[0], self._whole[names[0]])
        self._whole["all.zip"] = archive.getvalue()
        self._by_suffix[".zip"] = ["all.zip"]

    def upload(self) -> tuple[str, bytes]:
        """Return the content type and the body of an upload; every format is as frequent."""
        name = self._random.choice(self._by_suffix[self._random.choice(sorted(self._by_suffix))])
        spoils_form = self._random.random() < 0.1
        content = self._whole[name] if spoils_form else self._mutated(self._whole[name])
        head = f'--cut\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + b"\r\n--cut--\r\n"
        return "multipart/form-data; boundary=cut", self._mutated(body) if spoils_form else body

    def _mutated(self, content: bytes) -> bytes:
        for _ in range(self._random.choice((1, 1, 2, 5))):
            content = self._random.choice((self._flipped, self._cut, self._spliced, self._doubled))(
                content
            )
        return content

    def _flipped(self, content: bytes) -> bytes:
        flipped = bytearray(content)
        for _ in range(self._random.choice((1, 4, 64)) if content else 0):
            flipped[self._random.randrange(len(flipped))] ^= 1 << self._random.randrange(8)
        return bytes(flipped)

    def _cut(self, content: bytes) -> bytes:
        start, end = self._span(content)
        return content[:start] if self._random.random() < 0.5 else content[:start] + content[end:]

    def _spliced(self, content: bytes) -> bytes:
        other = self._whole[self._random.choice(sorted(self._whole))]
        (start, end), (begin, finish) = self._span(content), self._span(other)
        return content[:start] + other[begin:finish] + content[end:]

    def _doubled(self, content: bytes) -> bytes:
        start, end = self._span(content)
        return content[:end] + content[start:end] * self._random.choice((1, 3, 10)) + content[end:]

    def _span(self, content: bytes) -> tuple[int, int]:
        start, end = sorted(self._random.randrange(len(content) + 1) for _ in range(2))
        return start, end


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Give the address of a server and its process."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GUANXI_")}
    environment = {
        **kept, "PYTHONPATH": str(ROOT), "GUANXI_STORE": f"sqlite:{folder}/guanxi.db",
        "GUANXI_RATE": "1000000/minute", "GUANXI_DOCUMENT_SECONDS": "30",
    }  # fmt: skip
    serving = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--log-level", "error"],
        stdout=subprocess.PIPE, text=True, env=environment, cwd=folder,
    )  # fmt: skip
    try:
        said = serving.stdout.readline()
        yield re.search("http://[^ ,]+", said)[0], psutil.Process(serving.pid)
    finally:
        serving.terminate()
        serving.wait()


async def send_all(address: str, uploads: Mutations, count: int) -> Counter[str]:
    """Return how often each answer came."""
    answers: Counter[str] = Counter()
    waiting = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(base_url=address, timeout=120) as client:

        async def send(kind: str, body: bytes) -> None:
            try:
                answer = await client.post(
                    "/api/v1/jobs", content=body, headers={"Content-Type": kind}
                )
                answers[str(answer.status_code)] += 1
            except httpx.HTTPError as error:
                answers[type(error).__name__] += 1
                print(f"{error!r} after {len(body):,} bytes")
            finally:
                waiting.release()

        async with asyncio.TaskGroup() as group:
            for _ in range(count):
                await waiting.acquire()
                group.create_task(send(*uploads.upload()))
    return answers


def become(address: str, peaks: dict[str, int], process: psutil.Process) -> Counter[str]:
    """Wait until every job is finished; return what became of the documents."""
    with httpx.Client(base_url=address, timeout=120) as client:
        cursor, jobs = None, []
        while True:
            page = client.get(
                "/api/v1/jobs",
                params={"limit": 500, **({"cursor": cursor} if cursor else {})},
            ).json()
            jobs += [job["id"] for job in page["items"]]
            if not (cursor := page["next"]):
                break
        became: Counter[str] = Counter()
        for job in reversed(jobs):
            while (shown := client.get(f"/api/v1/jobs/{job}").json())["job"]["finished"] is None:
                note_peaks(peaks, process)
                time.sleep(0.2)
            for document in shown["documents"]["items"]:
                became[document["status"]] += 1
                reason = document["reason"] or ""
                if document["status"] == "failed" and not reason:
                    became["failed without a reason"] += 1
                for sign in ("please report", "stops the reader", "takes more than"):
                    if sign in reason:
                        became[f"... {sign}"] += 1
                        print(reason)
    return became


def note_peaks(peaks: dict[str, int], server: psutil.Process) -> None:
    """Keep the most memory that each kind of process has held; readers come and go."""
    for process in (server, *server.children(recursive=True)):
        with suppress(psutil.Error, OSError):
            command = " ".join(process.cmdline())
            held = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())
            name = next((name for sign, name in SIGNS.items() if sign in command), None)
            if name and held:
                peaks[name] = max(peaks[name], int(held[1]) * 1024)


def main() -> None:
    """Run the uploads and print the answers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    peaks: dict[str, int] = Counter()
    with tempfile.TemporaryDirectory() as place, server(Path(place)) as (address, process):
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(httpx.HTTPError):
                if httpx.get(f"{address}/health/ready").status_code == 200:
                    break
            time.sleep(0.2)
        began = time.monotonic()
        answers = asyncio.run(send_all(address, Mutations(arguments.seed), arguments.count))
        print(f"{arguments.count:,} uploads in {time.monotonic() - began:.0f} s: {dict(answers)}")
        became = become(address, peaks, process)
        note_peaks(peaks, process)
        print(f"dealt with after {time.monotonic() - began:.0f} s: {dict(became)}")
        left = [path for path in Path(place).rglob("*") if "uploads" in path.parts[-1]]
        print(
            f"files left: {sum(1 for each in left for path in each.rglob('*') if path.is_file())}"
        )
        print(", ".join(f"{name} {most / MIB:,.0f} MiB" for name, most in peaks.items()))


if __name__ == "__main__":
    main()
