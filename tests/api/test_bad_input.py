"""Bad input of every kind: one clear line, the others are ingested, the exit status is 1."""

import json
import sqlite3
from pathlib import Path

import pytest
from fpdf import FPDF

GOOD = "青岚资本领投澜辰科技A轮融资。澜辰科技研发了澜辰一号机器人。\n"


def pdf(*, password=None):
    made = FPDF()
    made.set_font("helvetica")
    made.add_page()
    made.multi_cell(0, text="Lanchen Robotics raised $10 million. " * 40)
    if password:
        made.set_encryption(owner_password=password, user_password=password)
    return bytes(made.output())


def sparse(path):
    with path.open("wb") as file:
        file.truncate(100_000_000)


BAD = {
    "empty.txt": lambda path: path.write_bytes(b""),
    "blank.md": lambda path: path.write_bytes(b" \n\n"),
    "truncated.pdf": lambda path: path.write_bytes(pdf()[:600]),
    "encrypted.pdf": lambda path: path.write_bytes(pdf(password="secret")),
    "fake.docx": lambda path: path.write_bytes(b"no document at all"),
    "huge.txt": sparse,
    "binary.txt": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "missing.txt": lambda path: None,
}


@pytest.fixture
def good(tmp_path):
    """Two good files, the first and the last in order of their names."""
    paths = [tmp_path / "a-good.txt", tmp_path / "z-good.txt"]
    for path in paths:
        path.write_text(GOOD, encoding="utf-8")
    return paths


def stored(guanxi):
    return json.loads(guanxi("stats", "--json").out)["documents"]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_reported_in_one_line_and_the_others_are_ingested(
    name, good, guanxi, tmp_path
):
    BAD[name](tmp_path / name)

    ran = guanxi("ingest", good[0], tmp_path / name, good[1])

    (complaint,) = ran.err.splitlines()
    assert complaint.startswith(f"{tmp_path / name}: ")
    assert "Error" not in complaint
    assert ran.status == 1
    assert stored(guanxi) == 2


def test_a_folder_of_bad_files_costs_no_good_one(good, guanxi, tmp_path):
    for name, make in BAD.items():
        make(tmp_path / name)

    ran = guanxi("ingest", tmp_path, "--json")

    summary = json.loads(ran.out)
    assert ran.status == 1
    assert len(ran.err.splitlines()) == len(BAD) - 1  # a missing file is not in the folder
    assert (summary["read"], summary["skipped"]) == (len(good), len(BAD) - 1)


def test_a_folder_that_may_not_be_looked_into_is_reported(good, guanxi, tmp_path, monkeypatch):
    # Permissions bind everybody but root, whom tests may run as; so the refusal is staged.
    closed = tmp_path / "closed"
    closed.mkdir()
    look = Path.iterdir

    def refuse(path):
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(Path, "iterdir", refuse)

    ran = guanxi("ingest", tmp_path)

    (complaint,) = ran.err.splitlines()
    assert complaint.startswith(f"{closed}: ")
    assert ran.status == 1
    assert stored(guanxi) == len(good)


def test_a_full_disk_costs_only_what_does_not_fit(good, guanxi, tmp_path, monkeypatch):
    # SQLite itself refuses what goes beyond so many pages, with the error of a full disk.
    connect = sqlite3.connect

    def small(*arguments, **options):
        connection = connect(*arguments, **options)
        connection.execute("PRAGMA max_page_count = 200")
        return connection

    (tmp_path / "large.txt").write_text(GOOD + " " * 1_000_000 + GOOD, encoding="utf-8")
    with monkeypatch.context() as staged:
        staged.setattr(sqlite3, "connect", small)
        ran = guanxi("ingest", good[0], tmp_path / "large.txt", good[1])

    (complaint,) = ran.err.splitlines()
    assert complaint.startswith(f"{tmp_path / 'large.txt'}: ")
    assert "full" in complaint
    assert ran.status == 1
    assert stored(guanxi) == len(good)


def test_a_store_that_is_none_fails_in_one_line_and_is_left_alone(good, guanxi, tmp_path):
    (tmp_path / "notes.db").write_text("my notes, not a database " * 100)

    ran = guanxi("ingest", *good, "--store", "sqlite:notes.db")

    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert (tmp_path / "notes.db").read_text() == "my notes, not a database " * 100
