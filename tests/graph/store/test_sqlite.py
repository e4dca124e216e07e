"""What holds of the SQLite store beyond the contract: files, processes, full disks."""

from __future__ import annotations

import multiprocessing
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import count
from random import Random

import pytest

from graph.errors import StoreError, StoreFormatError, StoreUnavailableError
from graph.store.sqlite import SqliteStore
from graph.store.sqlite_schema import VERSION
from tests.graph.factories import Claimed, make_graph, random_graph
from tests.graph.store.oracle import everything

KILLS = 30
DOCUMENTS = 5


def numbered(number):
    """Return the document stored at this turn; every few turns an address comes again, changed."""
    return random_graph(Random(number), f"{number % DOCUMENTS}.txt", facts=40)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "guanxi.db"


@pytest.fixture
def store(path):
    with closing(SqliteStore(path)) as opened:
        yield opened


def test_what_was_stored_is_there_when_opened_again(path):
    with closing(SqliteStore(path)) as store:
        store.replace_document(numbered(0))
        before = everything(store)

    with closing(SqliteStore(path)) as store:
        assert everything(store) == before


def test_a_closed_store_is_one_file(path):
    with closing(SqliteStore(path)) as store:
        store.replace_document(numbered(0))

    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="processes are not forked here"
)
def test_killed_at_any_moment_no_finished_document_is_lost_and_none_is_half(path):
    chance = Random(3)
    acknowledged = -1
    for _ in range(KILLS):
        acknowledged = _store_until_killed(path, acknowledged + 1, chance.uniform(0, 0.1))
        with closing(SqliteStore(path)) as store, closing(SqliteStore(None)) as fresh:
            stored = [store.graph_of(document.id) for document in store.documents()]
            begun = acknowledged + 1  # may be finished or not, but not half
            for versions in (acknowledged, begun):
                expected = _latest_of_each(versions)
                if stored == expected:
                    break
            assert stored == expected, f"after {acknowledged}"
            for graph in reversed(stored):
                fresh.replace_document(graph)
            assert everything(store) == everything(fresh)
            assert store._sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert acknowledged > KILLS


def _store_until_killed(path, first, seconds):
    """Return the last document that the killed process said was stored, at least ``first``."""
    # A fork, because starting Python thirty times would take most of the time.
    forking = multiprocessing.get_context("fork")
    said, saying = forking.Pipe(duplex=False)
    process = forking.Process(target=_store_without_end, args=(path, first, saying))
    process.start()
    saying.close()
    last = said.recv()  # to kill it while it stores, not while it opens
    time.sleep(seconds)
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with suppress(EOFError):
        while True:
            last = said.recv()
    said.close()
    return last


def _store_without_end(path, first, saying):
    store = SqliteStore(path)
    for number in count(first):
        store.replace_document(numbered(number))
        saying.send(number)


def _latest_of_each(number):
    return [numbered(latest) for latest in sorted(
        range(max(0, number - DOCUMENTS + 1), number + 1), key=lambda latest: latest % DOCUMENTS
    )]  # fmt: skip


def test_readers_see_whole_documents_while_one_writes(path, store):
    versions = [
        make_graph("a.txt", [Claimed(f"{stem}{n}号", "SUPPLIES", "海塔") for n in range(20)])
        for stem in ("远山", "青禾")
    ]
    store.replace_document(versions[0])

    def read_often(_):
        seen = set()
        with closing(SqliteStore(path)) as reader:
            for _ in range(30):
                graph = reader.graph_of(versions[0].document.id)
                stems = {entity.name[:2] for entity in reader.all_entities()} - {"海塔"}
                seen.add((versions.index(graph), len(stems)))
        return seen

    with ThreadPoolExecutor(2) as readers:
        reading = [readers.submit(read_often, number) for number in range(2)]
        for turn in range(20):
            store.replace_document(versions[turn % 2])

    assert {pair for one in reading for pair in one.result()} <= {(0, 1), (1, 1)}


def test_threads_that_share_a_store_take_turns(store):
    with ThreadPoolExecutor(4) as threads:
        changes = list(threads.map(store.replace_document, map(numbered, range(5))))

    assert len(changes) == store.stats().documents == 5


def test_a_full_disk_is_told_and_leaves_the_store_as_it_was(store):
    store.replace_document(numbered(0))
    before = everything(store)
    # A limit on the pages of the file fails in SQLite exactly as a full disk does.
    (used,) = store._sql.execute("PRAGMA page_count").fetchone()
    store._sql.execute(f"PRAGMA max_page_count = {used + 2}")
    big = make_graph("big.txt", [Claimed(f"远山{n}", "SUPPLIES", f"海塔{n}") for n in range(300)])

    with pytest.raises(StoreUnavailableError, match=r"guanxi\.db: the disk is full; free some"):
        store.replace_document(big)

    assert everything(store) == before
    store._sql.execute("PRAGMA max_page_count = 1000000")
    assert len(store.replace_document(big).added) == 300


def test_a_second_writer_is_told_to_wait(path, store):
    store.replace_document(numbered(0))
    with closing(SqliteStore(path, patience=0.05)) as second:
        store._sql.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreUnavailableError, match="another program is writing to it; try"):
            second.replace_document(numbered(1))

        assert second.stats().documents == 1
        store._sql.execute("ROLLBACK")
        second.replace_document(numbered(1))


def test_a_store_that_may_not_be_written_is_told(store):
    store._sql.execute("PRAGMA query_only = ON")

    with pytest.raises(StoreUnavailableError, match="may not be written; check the permissions"):
        store.replace_document(numbered(0))


def test_an_interrupted_change_is_rolled_back(store, monkeypatch):
    store.replace_document(numbered(0))
    before = everything(store)

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("graph.store.sqlite_changes.refresh_links", interrupt)
    with pytest.raises(KeyboardInterrupt):
        store.replace_document(numbered(1))

    assert everything(store) == before


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(StoreUnavailableError, match="cannot be opened; check that its folder"):
        SqliteStore(tmp_path / "none" / "guanxi.db")


def test_a_folder_in_place_of_a_file_is_told(tmp_path):
    with pytest.raises(StoreUnavailableError, match="cannot be opened"):
        SqliteStore(tmp_path)


def test_a_file_that_is_no_database_is_refused_and_left_alone(path):
    path.write_text("远山科技投资了青禾。" * 200, encoding="utf-8")
    before = path.read_bytes()

    with pytest.raises(StoreFormatError, match="this is no guanxi store; give another path"):
        SqliteStore(path)

    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (words TEXT)")
    before = path.read_bytes()

    with pytest.raises(StoreFormatError, match="this is no guanxi store"):
        SqliteStore(path)

    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_store_of_a_newer_version_is_refused(path):
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")

    with pytest.raises(StoreFormatError, match=rf"newer guanxi \(format {VERSION + 1}, this one"):
        SqliteStore(path)


def test_a_damaged_store_is_told(path):
    with closing(SqliteStore(path)) as store:
        store.replace_document(numbered(0))
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 8192))

    with (
        pytest.raises(StoreFormatError, match="damaged; restore a copy or ingest"),
        closing(SqliteStore(path)) as store,
    ):
        everything(store)


def test_an_error_of_another_kind_is_still_an_error_of_the_store(store):
    store._sql.execute("DROP TABLE trigrams")

    with pytest.raises(StoreError, match=r"guanxi\.db: no such table: trigrams"):
        store.search("海塔")


def test_expand_walks_from_the_ids_and_never_scans_all_links(store):
    asked = []
    store._sql.set_trace_callback(asked.append)
    store.expand(["entity-0"])
    store._sql.set_trace_callback(None)

    plans = [
        step[-1]
        for statement in asked
        if "links" in statement
        for step in store._sql.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert sum("SEARCH links USING" in step for step in plans) == 2
    assert not any("SCAN links" in step for step in plans)


def test_what_is_asked_at_once_is_asked_of_one_state(path, store):
    store.replace_document(numbered(0))
    before = list(store.links())

    def asked():
        first = list(store.links())
        with closing(SqliteStore(path)) as other:
            other.replace_document(numbered(1))
        return first, list(store.links())

    assert store.at_once(asked) == (before, before)
    assert list(store.links()) != before
