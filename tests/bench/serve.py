"""Requests a second and their times under load, beside a bare FastAPI route in the same run.

    python tests/bench/serve.py [--keep FILE] [--seconds 10] [--connections 50] [--workers 2]

The store holds Crunchbase 2013 (graphs/crunchbase2013 below GUANXI_DATA), imported into FILE
once. The load comes from wrk where it is installed, else from a client in this process, which
is slower than the server and so tells less. The bare route returns a constant from as many
workers. Every figure is taken again while the server's store is being written to, and with the
answers that the server keeps: *kept* asks a few hundred questions again and again, the others
work every answer out. ``cpu`` is the processor time of the server's processes for a request,
which other programs on the machine change less than they do the times.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.store import open_store

ROOT = Path(__file__).parents[2]
SEED = 20131212
BARE = """
from fastapi import FastAPI
app = FastAPI()
@app.get("/")
async def constant() -> dict[str, str]:
    return {"status": "ok"}
"""
Asked = dict[str, list[str]]


def fill(file: Path) -> None:
    """Import Crunchbase 2013 into a store, once."""
    data = Path(os.environ.get("GUANXI_DATA", ROOT.parent / "shared"))
    tables = sorted((data / "data/graphs/crunchbase2013").glob("*.csv"))
    if not tables:
        sys.exit(f"{data}: no graphs/crunchbase2013 there; set GUANXI_DATA")
    command = [sys.executable, "-m", "api.cli", "import", "crunchbase2013", *map(str, tables)]
    subprocess.run([*command, "--store", f"sqlite:{file}"], cwd=ROOT, check=False)


def questions(file: Path) -> Asked:
    """Return lines of method, path and body, for entities that are linked, at random."""
    chance = random.Random(SEED)
    store = open_store(f"sqlite:{file}")
    chosen = []
    for link in store.links():
        if chance.random() < 0.02:
            chosen.append((link.head, link.tail))
    chance.shuffle(chosen)
    chosen = chosen[:300]
    names = store.entities(id_ for pair in chosen for id_ in pair)
    two_hops = []
    for left, middle in chosen[:150]:
        around = [link for link in store.expand([middle]) if left not in (link.head, link.tail)]
        if around:
            end = around[0].tail if around[0].head == middle else around[0].head
            two_hops.append((left, end))
    store.close()
    quoted = urllib.parse.quote
    return {
        "search": [
            f"GET\t/api/v1/search?q={quoted(names[a].name[:4])}&limit=10" for a, _ in chosen
        ],
        "entity": [f"GET\t/api/v1/entities/{b}" for _, b in chosen],
        "neighbourhood": [
            "POST\t/api/v1/neighbourhood\t" + json.dumps({"seeds": [a], "hops": 1})
            for a, _ in chosen
        ],
        "two-hop paths": [f"GET\t/api/v1/paths?from={a}&to={b}&hops=2&k=3" for a, b in two_hops],
    }


def is_there(address: str, line: str) -> bool:
    method, path, *body = line.split("\t")
    request = urllib.request.Request(
        address + path, method=method, data=body[0].encode() if body else None,
        headers={"Content-Type": "application/json"},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=30):
            return True
    except urllib.error.HTTPError as refused:
        print(f"  {path}: {refused.code} {refused.read()[:200]!r}")
        return False


class Server(NamedTuple):
    """Where a server is, and its first process."""

    address: str
    pid: int

    def cpu(self) -> float:
        """Return the seconds of processor time that it and its children took so far."""
        ticks = 0
        waiting = [self.pid]
        while waiting:
            pid = waiting.pop()
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().split()[13:15]))
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(command: list[str], address: str, **environment: str) -> Iterator[Server]:
    """Give a server while it runs."""
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield Server(address.removesuffix("/health/ready").rstrip("/"), process.pid)
    finally:
        process.terminate()
        process.wait()


def load_by_wrk(server: Server, lines: list[str], connections: int, seconds: int) -> str:
    before = server.cpu()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as paths:
        paths.write("\n".join(lines) + "\n")
        paths.flush()
        told = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s",
             "-s", str(Path(__file__).with_suffix(".lua")), server.address],
            env={**os.environ, "PATHS": paths.name}, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    (figures,) = (line for line in told.splitlines() if line.startswith("FIGURES"))
    requests, microseconds, half, late, wrong = map(int, figures.split()[1:])
    each = (server.cpu() - before) / max(requests, 1)
    return shown(requests * 1e6 / microseconds, half / 1000, late / 1000, wrong, each)


def load_by_client(server: Server, lines: list[str], connections: int, seconds: int) -> str:
    import httpx

    before = server.cpu()
    times: list[float] = []
    wrong = 0

    async def ask(client: httpx.AsyncClient, turn: int, end: float) -> None:
        nonlocal wrong
        while time.monotonic() < end:
            turn = (turn + 1) % len(lines)
            method, path, *body = lines[turn].split("\t")
            began = time.monotonic()
            told = await client.request(
                method, path, content=body[0] if body else None,
                headers={"Content-Type": "application/json"},
            )  # fmt: skip
            times.append(time.monotonic() - began)
            wrong += told.status_code != 200

    async def all_of_them() -> None:
        limits = httpx.Limits(max_connections=connections)
        async with httpx.AsyncClient(base_url=server.address, limits=limits, timeout=30) as client:
            end = time.monotonic() + seconds
            await asyncio.gather(*(ask(client, turn, end) for turn in range(connections)))

    asyncio.run(all_of_them())
    times.sort()
    at = [times[int(len(times) * share)] * 1000 for share in (0.5, 0.99)]
    return shown(len(times) / seconds, *at, wrong, (server.cpu() - before) / len(times))


def shown(rate: float, half: float, late: float, wrong: int, each: float) -> str:
    told = f"{rate:7,.0f}/s  p50 {half:6.1f} ms  p99 {late:6.1f} ms  cpu {each * 1000:5.2f} ms"
    return told + (f"  {wrong} not 200" if wrong else "")


def is_posted(lines: list[str]) -> bool:
    return lines[0].startswith("POST")


@contextmanager
def ingesting(file: Path, folder: Path) -> Iterator[None]:
    """Read changed documents into the store, again and again, meanwhile."""
    (folder / "press").mkdir(exist_ok=True)
    for number in range(200):
        text = f"青岚资本{number}领投澜辰科技{number}A轮融资，金额1亿元。" * 20
        (folder / "press" / f"{number}.txt").write_text(text, encoding="utf-8")
    # Every time the documents say something else: a round B where it was a round A, and back.
    script = (
        'while true; do "$0" -m api.cli ingest "$1" --store "$2";'
        ' sed -i "s/A轮/B轮/g;t;s/B轮/A轮/g" "$1"/*.txt; done'
    )
    process = subprocess.Popen(
        ["sh", "-c", script, sys.executable, str(folder / "press"), f"sqlite:{file}"], cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    time.sleep(5)
    try:
        yield
    finally:
        os.killpg(process.pid, 15)
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, help="the store, made if it is not there")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--port", type=int, default=8650)
    options = parser.parse_args()
    load = load_by_wrk if shutil.which("wrk") else load_by_client
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        file = (options.keep or folder / "bench.db").absolute()
        if not file.exists():
            fill(file)
        asked = questions(file)
        (folder / "bare.py").write_text(BARE)
        bare = [
            sys.executable, "-m", "uvicorn", "bare:app", "--app-dir", place, "--port",
            str(options.port + 1), "--workers", str(options.workers), "--no-access-log",
        ]  # fmt: skip
        guanxi = [
            sys.executable, "-m", "api.cli", "serve", "--store", f"sqlite:{file}", "--port",
            str(options.port), "--workers", str(options.workers), "--log-level", "warning",
            "--no-jobs", "--service", str(folder / "service.db"),
        ]  # fmt: skip
        print(f"{load.__name__}, {options.connections} connections, {options.workers} workers")
        with running(bare, f"http://127.0.0.1:{options.port + 1}/") as server:
            print(f"{'a bare route':40}", load(server, ["GET\t/"], 50, options.seconds))
        for kept, room in (("", "0"), (", kept", "64000000")):
            with running(
                guanxi, f"http://127.0.0.1:{options.port}/health/ready",
                GUANXI_RATE="1000000/second", GUANXI_ANSWERS_BYTES=room,
            ) as server:  # fmt: skip
                there = {
                    name: lines for name, lines in asked.items()
                    if is_there(server.address, lines[0]) and not (kept and is_posted(lines))
                }  # fmt: skip
                there = {"health": ["GET\t/health/live"], **there}
                for name, lines in there.items():
                    told = load(server, lines, options.connections, options.seconds)
                    print(f"{name + kept:40}", told, flush=True)
                with ingesting(file, folder):
                    for name, lines in there.items():
                        told = load(server, lines, options.connections, options.seconds)
                        print(f"{name + kept + ', ingesting':40}", told, flush=True)


if __name__ == "__main__":
    main()
