"""What ``bulk-export`` writes, and what it leaves alone; the importer is in test_bulk_import."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from random import Random

import pytest

from graph.errors import InputError, StoreError
from graph.exports.bulk import bulk_export, files, size_of
from graph.exports.bulk.ledger import Ledger
from graph.store.sqlite import SqliteStore
from tests.graph.factories import Claimed, Named, make_graph, make_judgement, random_graph

GRAPHS = [random_graph(Random(number), f"{number}.txt", facts=12) for number in range(8)]
BETWEEN = "\ufdd0"


@pytest.fixture
def store():
    with closing(SqliteStore(None)) as opened:
        for graph in GRAPHS:
            opened.replace_document(graph)
        opened.judge(make_judgement(GRAPHS[0].entities[0].id, GRAPHS[1].entities[0].id))
        yield opened


@pytest.fixture
def export(store, tmp_path):
    """Export to a folder, none if not told otherwise, and return what is in it."""

    def run(folder=tmp_path / "out", of=store):
        bulk_export(of, folder, lambda _: None)
        return contents(folder)

    return run


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_graph_gives_the_same_bytes_however_it_was_stored(store, export, tmp_path):
    with closing(SqliteStore(tmp_path / "other.db")) as other:
        for judgement in store.judgements():
            other.judge(judgement)
        for graph in reversed(GRAPHS):
            other.replace_document(graph)

        assert export(tmp_path / "one") == export(tmp_path / "two", of=other)


def test_it_counts_what_it_wrote_and_tells_of_every_step(store, tmp_path):
    steps = []

    exported = bulk_export(store, tmp_path / "out", steps.append)

    stats = store.stats()
    assert (exported.documents, exported.facts, exported.judgements) == (8, stats.facts, 1)
    assert exported.entities == sum(stats.entities.values())
    assert exported.links == sum(stats.links.values())
    assert sum(steps) == size_of(store)


def test_no_value_an_empty_text_and_a_text_are_told_apart(export):
    with closing(SqliteStore(None)) as other:
        kinds = [Named("远山", kind=None), Named("青禾", kind=""), Named("海塔", kind='a "b"')]
        other.replace_document(make_graph("a.txt", [], kinds))

        rows = export(of=other)["local_entities.csv"].decode().splitlines()

    assert ',"Organization",,"远山","远山",,0,' in rows[1]
    assert ',"Organization","","青禾","青禾",,1,' in rows[2]
    assert ',"Organization","a ""b""","海塔","海塔",,2,' in rows[3]


def test_the_importer_is_told_of_a_row_longer_than_it_reads_at_once(export, monkeypatch):
    small = export()["import.args"].decode().splitlines()
    monkeypatch.setattr(files, "SMALLEST_BUFFER", 1)

    with closing(SqliteStore(None)) as other:
        other.replace_document(make_graph("a.txt", [], [Named("😀" * 1000)]))
        told = export(of=other)["import.args"].decode().splitlines()

    assert "--read-buffer-size=4194304" in small
    # A row repeats the name a few times; each of its characters is two to Java.
    (size,) = (int(line.partition("=")[2]) for line in told if "buffer" in line)
    assert 4_000 < size <= 32_768


def test_an_earlier_export_is_replaced(store, export, tmp_path):
    export()
    (tmp_path / "out" / "import.report").write_text("of the importer", encoding="utf-8")
    store.remove_document(GRAPHS[0].document.id)

    again = export()

    assert again == export(tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "out"]


def test_an_empty_folder_is_filled(export, tmp_path):
    (tmp_path / "empty").mkdir()

    assert "import.sh" in export(tmp_path / "empty")


def test_a_folder_with_anything_else_in_it_is_refused_and_left_alone(export, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work", encoding="utf-8")

    with pytest.raises(InputError, match=r"not empty \(thesis.txt is there\); give the name of a"):
        export()

    assert contents(tmp_path / "out") == {"thesis.txt": b"years of work"}


def test_a_place_that_cannot_be_is_refused(export, tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(InputError, match="file: is no folder; give the name of a new one"):
        export(tmp_path / "file")
    with pytest.raises(InputError, match=r"no/out: the folder .*/no does not exist; create it"):
        export(tmp_path / "no" / "out")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left"), r"written \(No space left\); nothing was changed"),
        (sqlite3.OperationalError("disk is full"), r"written \(disk is full\); free some space"),
        (KeyboardInterrupt("pressed"), "pressed"),
    ],
    ids=["disk full", "ledger full", "interrupted"],
)
def test_an_export_that_fails_leaves_what_was_there(
    store, export, tmp_path, monkeypatch, error, told
):
    before = export()
    store.remove_document(GRAPHS[0].document.id)

    def fails(self, ids):
        raise error

    monkeypatch.setattr(Ledger, "unseen", fails)
    with pytest.raises((InputError, KeyboardInterrupt), match=told):
        export()

    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("moment", ["hashes", "all_entities", "links"])
def test_a_store_that_changes_meanwhile_is_not_exported_by_halves(
    store, export, tmp_path, monkeypatch, moment
):
    ask = getattr(store, moment)
    asked = []

    def ask_and_change():
        answer = ask()
        answer = answer if moment == "hashes" else list(answer)
        asked.append(moment)
        if len(asked) == (2 if moment == "hashes" else 1):
            store.remove_document(GRAPHS[3].document.id)
            store.replace_document(make_graph("new.txt", [Claimed("甲", "ACQUIRED", "乙")]))
        return answer

    monkeypatch.setattr(store, moment, ask_and_change)
    with pytest.raises(StoreError, match="changed while it was exported; run the same command"):
        export()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [f"a{BETWEEN}b", ""], ids=["the delimiter", "nothing"])
def test_a_name_that_could_not_be_read_back_is_refused(export, tmp_path, name):
    with closing(SqliteStore(None)) as other:
        other.replace_document(make_graph("a.txt", [], [Named(name)]))

        with pytest.raises(InputError, match="cannot read back; use guanxi copy"):
            export(of=other)

    assert list(tmp_path.iterdir()) == []
