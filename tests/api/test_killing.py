"""kill -9 at any moment: no finished document is lost, no half one is left, a rerun completes."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from graph.store import open_store

ROOT = Path(__file__).parents[2]
KILLS = 30
# Loads the pipeline once and forks for every run, so that a run is all reading and storing.
# Prints how long an undisturbed run took; then kills each further run at a share of that.
RUNS = """
import os, signal, sys, time
from api.cli import main
from api.commands.work import pipeline

def start(folder, store):
    child = os.fork()
    if child == 0:
        sys.stdout = open(store + ".log", "w", buffering=1, encoding="utf-8")
        try:
            main(["ingest", folder, "--store", "sqlite:" + store])
        finally:
            os._exit(0)
    return child

folder, place, *shares = sys.argv[1:]
pipeline().extract("澜辰科技研发机器人。")
began = time.perf_counter()
os.waitpid(start(folder, place + "/whole.db"), 0)
took = time.perf_counter() - began
for number, share in enumerate(shares):
    child = start(folder, f"{place}/killed-{number}.db")
    time.sleep(took * float(share))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Ten small documents that share entities, so that storing one touches links of others."""
    made = tmp_path_factory.mktemp("press")
    for number in range(10):
        Path(made, f"{number}.txt").write_text(
            f"澜辰科技第{number}次融资\n"
            f"2031年{number + 1}月5日，澜辰科技宣布完成A轮融资，青岚资本领投，"
            f"第{number}家投资方松林资本跟投。"
            f"澜辰科技与白石大学签署合作协议，研发澜辰{number}号机器人。\n",
            encoding="utf-8",
        )
    return made


@pytest.fixture(scope="module")
def killed(folder, tmp_path_factory):
    """The folder with the store of an undisturbed run and those of the killed ones."""
    place = tmp_path_factory.mktemp("killed")
    shares = [str(random.Random(number).uniform(0, 1.1)) for number in range(KILLS)]
    subprocess.run(
        [sys.executable, "-c", RUNS, str(folder), str(place), *shares],
        cwd=ROOT, check=True, timeout=300,
    )  # fmt: skip
    return place


def contents(path):
    """All that a store holds: what every document says and what follows from it."""
    store = open_store(f"sqlite:{path}")
    documents = {document.uri: store.graph_of(document.id) for document in store.documents()}
    derived = (list(store.all_entities()), list(store.links()), store.stats())
    store.close()
    return documents, derived


def finished(path):
    """The files that the log of a run says were read."""
    log = Path(f"{path}.log").read_text(encoding="utf-8")
    return {line.split(": ")[0] for line in log.splitlines() if " added  " in line}


def test_killing_at_any_moment_loses_nothing_and_leaves_nothing_half(killed):
    whole, _ = contents(killed / "whole.db")
    assert len(whole) == 10

    sizes = []
    for number in range(KILLS):
        path = killed / f"killed-{number}.db"
        stored, _ = contents(path)
        sizes.append(len(stored))
        assert {Path(done).as_uri() for done in finished(path)} <= stored.keys()
        assert stored == {uri: whole[uri] for uri in stored}
    # The moments were well spread: some runs died early and some late.
    assert min(sizes) < 5
    assert max(sizes) > 5


def test_a_rerun_completes_what_was_killed(killed, folder, guanxi):
    whole = contents(killed / "whole.db")

    for number in range(KILLS):
        path = killed / f"killed-{number}.db"
        assert guanxi("ingest", folder, "--store", f"sqlite:{path}").status == 0
        assert contents(path) == whole
