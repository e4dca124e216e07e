"""SQLite files of an older version, and those that may only be read."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from graph.errors import GuanxiError, StoreError, StoreFormatError, StoreUnavailableError
from graph.store.sqlite import SqliteStore
from graph.store.sqlite_schema import VERSION
from tests.graph.factories import Named, make_document, make_graph, random_graph
from tests.graph.store.oracle import everything

NOBODY = 65534
SINCE_VERSION_4 = ("DROP TABLE readings", "ALTER TABLE names DROP COLUMN words")
SINCE_VERSION_2 = (
    *SINCE_VERSION_4,
    "DROP TRIGGER links_added",
    "DROP TRIGGER links_removed",
    "DROP TABLE degrees",
    "DROP TABLE history",
    "DROP TABLE trigrams",
    "CREATE TABLE pairs (pair TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (pair, name))"
    " WITHOUT ROWID",
    "PRAGMA user_version = 1",
)


@pytest.fixture
def folder():
    # Not tmp_path, which other users may not enter.
    with tempfile.TemporaryDirectory() as made:
        entered = Path(made)
        entered.chmod(0o755)
        yield entered
        entered.chmod(0o755)


@pytest.fixture
def path(folder):
    made = folder / "a store?.db"
    with closing(SqliteStore(made)) as store:
        store.replace_document(numbered(0))
    return made


def numbered(number):
    return random_graph(Random(number), f"{number}.txt", facts=20)


def aged(path, *statements):
    """Take back what version 2 added, or what these statements do."""
    with closing(sqlite3.connect(path)) as sql:
        for statement in statements or SINCE_VERSION_2:
            sql.execute(statement)


def forbid_writing(path):
    path.chmod(0o444)
    path.parent.chmod(0o555)


def without_rights(ask, *arguments):
    """Return what is answered to somebody whom permissions bind, or raise what they get."""
    if os.geteuid() != 0:
        return ask(*arguments)
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("processes are not forked here, and nothing else takes root's rights away")
    receiving, sending = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(
        target=_as_nobody, args=(sending, ask, arguments)
    )
    child.start()
    sending.close()
    answer = receiving.recv()
    child.join()
    receiving.close()
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _as_nobody(sending, ask, arguments):
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    try:
        sending.send(ask(*arguments))
    except (GuanxiError, AssertionError) as error:
        sending.send(error)


def read(path):
    with closing(SqliteStore(path)) as store:
        return everything(store)


def change(path):
    with closing(SqliteStore(path)) as store:
        store.replace_document(numbered(1))


def counted(store):
    """Return the degrees as the links tell them, and as the store does, with links counted too."""
    near = {one.id: [] for one in store.all_entities()}
    for link in store.links():
        near[link.head].append(link.tail)
        near[link.tail].append(link.head)
    kept = dict(store._sql.execute("SELECT entity, links FROM degrees"))
    others = store.degrees(near)
    return (
        {one: (len(set(others)), len(others)) for one, others in near.items()},
        {one: (others[one], kept.get(one, 0)) for one in near},
    )


def test_a_file_of_version_1_is_brought_up_to_date(path, folder):
    before = read(path)
    aged(path)

    with closing(SqliteStore(path)) as store, closing(SqliteStore(folder / "new.db")) as fresh:
        assert everything(store) == before
        from_links, told = counted(store)
        assert told == from_links
        assert any(links for _, links in told.values())
        schema = "SELECT name, sql FROM sqlite_master ORDER BY name"
        assert [*store._sql.execute(schema)] == [*fresh._sql.execute(schema)]
        assert store._sql.execute("PRAGMA user_version").fetchone() == (VERSION,)
        store.replace_document(numbered(1))
        from_links, told = counted(store)
        assert told == from_links


def test_names_of_version_3_are_found_by_their_pinyin(path):
    with closing(SqliteStore(path)) as store:
        store.replace_document(
            make_graph("b.txt", named=[Named("单海塔", "Person"), Named("Tower")])
        )
        rows = "SELECT * FROM readings ORDER BY word, name"
        fresh = store._sql.execute(rows).fetchall()
    aged(path, *SINCE_VERSION_4, "PRAGMA user_version = 3")

    with closing(SqliteStore(path)) as store:
        assert [one.name for one in store.search("shanhai")] == ["单海塔"]
        assert store._sql.execute(rows).fetchall() == fresh
        store.remove_document(make_document("b.txt").id)
        assert store.search("shanhai") == []


def test_a_migration_that_fails_leaves_version_1(path):
    aged(path)
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("CREATE TRIGGER links_removed AFTER DELETE ON links BEGIN SELECT 1; END")

    with pytest.raises(StoreError, match="links_removed already exists"):
        SqliteStore(path)

    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("PRAGMA user_version").fetchone() == (1,)
        tables = sql.execute("SELECT name FROM sqlite_master WHERE name = 'degrees'")
        assert tables.fetchall() == []


def test_degrees_follow_every_change():
    with closing(SqliteStore(None)) as store:
        for turn in range(30):
            graph = random_graph(Random(turn), f"{turn % 4}.txt", facts=12)
            if turn % 7 == 6:
                store.remove_document(graph.document.id)
            else:
                store.replace_document(graph)
            from_links, told = counted(store)
            assert told == from_links
        for document in list(store.hashes()):
            store.remove_document(document)
        assert store._sql.execute("SELECT * FROM degrees").fetchall() == []


def test_a_file_that_may_only_be_read_answers(path):
    expected = read(path)
    forbid_writing(path)

    assert without_rights(read, path) == expected
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_may_only_be_read_does_not_matter_to_readers(path):
    expected = read(path)
    path.parent.chmod(0o555)

    assert without_rights(read, path) == expected


def test_a_file_that_may_only_be_read_is_not_changed(path):
    forbid_writing(path)

    with pytest.raises(StoreUnavailableError, match="may not be written; check the permissions"):
        without_rights(change, path)


def test_what_a_writer_has_just_written_is_read(path):
    with closing(SqliteStore(path)) as writer:
        writer.replace_document(numbered(1))
        expected = everything(writer)
        assert path.with_name(f"{path.name}-wal").stat().st_size

        forbid_writing(path)
        assert without_rights(read, path) == expected


def test_changes_that_were_never_brought_into_a_file_are_not_passed_over(path, folder):
    other = folder / "copy"
    other.mkdir()
    with closing(SqliteStore(path)) as writer:
        writer.replace_document(numbered(1))
        for suffix in ("", "-wal"):  # as a crash leaves them, moved without the third file
            copied = other / f"store.db{suffix}"
            copied.write_bytes(path.with_name(path.name + suffix).read_bytes())
            copied.chmod(0o444)
    other.chmod(0o555)

    with pytest.raises(StoreUnavailableError, match=r"still in store\.db-wal and cannot be read"):
        without_rights(read, other / "store.db")


def test_a_reader_hears_of_a_file_that_changed_under_it(path, monkeypatch):
    monkeypatch.setattr("graph.store.sqlite_opening._writable", lambda _: False)
    with closing(SqliteStore(path)) as reader:
        monkeypatch.undo()
        assert reader.stats().documents == 1
        change(path)

        with pytest.raises(StoreUnavailableError, match="changed meanwhile; open it again"):
            reader.stats()


def test_an_old_file_that_may_only_be_read_is_told(path):
    aged(path)
    forbid_writing(path)

    with pytest.raises(StoreFormatError, match=r"older guanxi \(format 1.*open it once where"):
        without_rights(read, path)
