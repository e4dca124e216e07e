"""Files read ahead by real processes: the same graph, whatever becomes of one of them."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path

import pytest

from api.ingest import Ingestion, UnreadError
from api.reading_ahead import AHEAD, MOST, WORTH, ReadingAhead, worth
from graph.store import open_store

ROOT = Path(__file__).parents[2]
# A reader that does what a text tells it to, in a module that workers can import.
ACTING = """
import os, signal, time
from pathlib import Path
from graph.records import DocumentGraph

class Acting:
    def read(self, document):
        Path(document.text.split()[0] + ".begun").touch()
        if "die" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "break" in document.text:
            raise ZeroDivisionError("no such luck")
        if "linger" in document.text:
            time.sleep(0.5)
        return DocumentGraph(document=document)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")


@pytest.fixture
def acting(tmp_path, monkeypatch):
    (tmp_path / "acting_reader.py").write_text(ACTING)
    monkeypatch.syspath_prepend(tmp_path)
    return "acting_reader:Acting"


@pytest.fixture
def told(tmp_path):
    """A function that writes a file for each word, which its reader acts upon."""

    def write(*words):
        paths = [tmp_path / f"{number}.txt" for number in range(len(words))]
        for path, word in zip(paths, words, strict=True):
            path.write_text(f"{path.with_suffix('')} {word}")
        return paths

    return write


def outcomes(paths, factory, workers):
    store = open_store("memory:")
    ingestion = Ingestion(store, pytest.fail)
    with ReadingAhead(map(ingestion.order, paths), workers, factory=factory) as ahead:
        ingestion.reading = ahead
        found = [ingestion.ingest(path) for path in paths]
    store.close()
    return found


def test_files_are_stored_in_the_order_they_are_asked_for(acting, told):
    paths = told("linger", "go", "go", "linger", "go")

    found = outcomes(paths, acting, 3)

    assert [(each.path, each.status) for each in found] == [(str(p), "read") for p in paths]


def test_a_worker_that_is_killed_costs_its_own_file_alone(acting, told):
    paths = told("go", "die", "go", "die", "go")

    found = outcomes(paths, acting, 2)

    assert [each.status for each in found] == ["read", "skipped", "read", "skipped", "read"]
    assert found[1].error == (
        f"{paths[1]}: the process that read it was killed (SIGKILL); try it alone, with --workers 1"
    )


def test_a_fault_and_a_missing_file_are_told_as_without_workers(acting, told):
    paths = told("break", "go", "go")
    paths[2].unlink()

    broken, fine, missing = outcomes(paths, acting, 2)

    assert fine.status == "read"
    assert broken.error.startswith(f"{paths[0]}: a fault in guanxi, please report it: ZeroDivision")
    assert missing.error.startswith(f"{paths[2]}: does not exist")


def test_a_file_with_the_hash_it_is_known_by_is_not_read(acting, told):
    from extractors.reading import read

    (path,) = told("die")
    order = (path, path.as_uri(), read(path).sha256)

    with ReadingAhead([order], 1, factory=acting) as ahead:
        assert ahead(*order) is None


def test_workers_are_only_a_few_files_ahead_of_the_writer(acting, told, tmp_path):
    paths = told("linger", *["go"] * 40)
    orders = [(path, path.as_uri(), None) for path in paths]

    with ReadingAhead(orders, 2, factory=acting) as ahead:
        ahead(*orders[0])
        begun = list(tmp_path.glob("*.begun"))

    assert 1 <= len(begun) <= 1 + AHEAD * 2


def test_no_process_is_left_when_the_writer_stops_early(acting, told):
    paths = told(*["linger"] * 6)
    orders = [(path, path.as_uri(), None) for path in paths]

    with suppress(KeyboardInterrupt), ReadingAhead(orders, 2, factory=acting) as ahead:
        ahead(*orders[0])
        workers = [process.pid for process in active_children()]
        raise KeyboardInterrupt

    assert len(workers) == 2
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_a_worker_that_cannot_make_its_reader_says_so_for_each_file(told):
    (path,) = told("go")
    order = (path, path.as_uri(), None)

    with (
        ReadingAhead([order], 1, factory="no_such_module:Reader") as ahead,
        pytest.raises(UnreadError, match="No module named 'no_such_module'"),
    ):
        ahead(*order)


@pytest.mark.parametrize(
    ("sizes", "cores", "number"),
    [
        ([], 4, 1),
        ([WORTH - 1], 4, 1),
        ([WORTH] * 3, 4, 3),
        ([WORTH] * 30, 4, 4),
        ([WORTH] * 30, 99, MOST),
        ([WORTH] * 30, None, 1),
    ],
)
def test_a_run_has_as_many_workers_as_it_is_worth(monkeypatch, sizes, cores, number):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)

    assert worth(sizes) == number


@pytest.fixture
def press(tmp_path):
    """A folder of small documents that share entities, one of them broken."""
    folder = tmp_path / "press"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(
            f"2031年{number + 1}月5日，澜辰科技宣布完成近亿元A轮融资，青岚资本领投，"
            f"第{number}家投资方松林资本跟投。澜辰科技与白石大学签署合作协议。\n",
            encoding="utf-8",
        )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    return folder


def ingest(folder, store, *more, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "api.cli", "ingest", folder, "--store", f"sqlite:{store}", *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, **options,
    )  # fmt: skip


def rows(store):
    """Return all that a store holds, row for row, but for the times of its history."""
    with sqlite3.connect(store) as connection:
        tables = [name for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )]  # fmt: skip
        columns = {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in tables
        }
        return {
            table: [
                [value for name, value in zip(columns[table], row, strict=True) if name != "at"]
                for row in connection.execute(f"SELECT * FROM {table}")
            ]
            for table in tables
        }


def test_the_graph_is_the_same_whatever_the_number_of_workers(press, tmp_path):
    told = {}
    for number in ("1", "3"):
        ran = ingest(press, tmp_path / f"{number}.db", "--workers", number, "--json")
        out, err = ran.communicate()
        told[number] = (ran.returncode, json.loads(out), err)

    assert told["1"] == told["3"]
    assert told["1"][1]["read"] == 8
    assert rows(tmp_path / "1.db") == rows(tmp_path / "3.db")


def test_an_interruption_stops_writer_and_workers_and_keeps_what_is_stored(press, tmp_path):
    ran = ingest(press, tmp_path / "a.db", "--workers", "2", start_new_session=True)
    first = ran.stdout.readline()

    os.killpg(ran.pid, signal.SIGINT)
    _, err = ran.communicate(timeout=60)

    assert first.startswith(str(press / "0.txt"))
    assert ran.returncode == 130
    assert err.startswith("interrupted at ")
    assert len(err.splitlines()) == 1
    assert is_gone(ran.pid)


def is_gone(group):
    """Tell whether all processes of a group end within some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
