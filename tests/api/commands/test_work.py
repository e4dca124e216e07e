import json
import os
from pathlib import Path

import pytest

from graph.store import open_store

TEXT = "青岚资本领投澜辰科技A轮融资。\n"


@pytest.fixture
def press(tmp_path):
    """A folder with one document."""
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


def contents():
    store = open_store("sqlite:guanxi.db")
    held = [store.graph_of(document.id) for document in store.documents()]
    store.close()
    return held


def test_ingesting_says_what_was_added_and_stores_it(guanxi, press):
    ran = guanxi("ingest", "press")

    (held,) = contents()
    added = len(held.facts)
    assert (ran.status, ran.err) == (0, "")
    assert added > 0
    assert ran.out.splitlines()[0].startswith(f"press/a.txt: {added} added  ")
    assert ran.out.splitlines()[-1] == f"1 document read; facts: {added} added"


def test_ingesting_twice_changes_nothing(guanxi, press):
    guanxi("ingest", "press")
    before = contents()

    again = guanxi("ingest", "press", "--again")
    unchanged = guanxi("ingest", "press")

    assert "0 added, " in again.out
    assert " kept" in again.out
    assert unchanged.out.splitlines()[-1] == "0 documents read, 1 unchanged; facts: 0 added"
    assert contents() == before


def test_a_changed_document_takes_back_what_it_no_longer_says(guanxi, press):
    guanxi("ingest", "press")
    (press / "a.txt").write_text("澜辰科技没有新的消息。\n", encoding="utf-8")

    ran = guanxi("ingest", "press", "--json")

    summary = json.loads(ran.out)
    assert summary["taken_back"] > 0
    assert [len(held.facts) for held in contents()] == [0]


@pytest.mark.parametrize("how", ["path", "address", "id"])
def test_a_document_is_removed_by_path_address_or_id(guanxi, press, how):
    guanxi("ingest", "press")
    (held,) = contents()
    file = press / "a.txt"
    file.unlink()
    name = {"path": file, "address": file.as_uri(), "id": held.document.id}[how]

    ran = guanxi("remove", name, "--json")

    assert json.loads(ran.out) == {
        "id": held.document.id, "taken_back": sorted(fact.id for fact in held.facts),
    }  # fmt: skip
    assert contents() == []


def test_removing_what_is_not_there_is_a_misuse(guanxi, press):
    guanxi("ingest", "press")

    ran = guanxi("remove", "press/b.txt")

    assert ran.status == 2
    assert "press/b.txt" in ran.err


def test_files_of_other_formats_are_counted(guanxi, press):
    (press / "photo.jpg").write_bytes(b"\xff\xd8\xff")

    ran = guanxi("ingest", "press")

    assert ran.status == 0
    assert "1 of other formats passed over" in ran.out


def test_an_empty_path_does_not_mean_the_current_folder(guanxi, press):
    ran = guanxi("ingest", "")

    assert ran.status == 2
    assert "a path is empty" in ran.err


def test_a_file_whose_name_is_no_text_is_read_and_removed(guanxi, press):
    name = os.fsdecode(b"press/\xff\xfe.txt")
    Path(name).write_text("赵远是澜辰科技的首席执行官。", encoding="utf-8")

    assert guanxi("ingest", name).status == 0
    assert guanxi("remove", name).status == 0
