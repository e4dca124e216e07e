from pathlib import Path

import pytest

from api.output import write_through, written
from graph.errors import InputError

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


def test_a_file_appears_whole(tmp_path):
    target = tmp_path / "out.json"

    with written(target) as file:
        file.write(b"a")
        assert not target.exists()

    assert target.read_bytes() == b"a"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_what_was_there(tmp_path):
    target = tmp_path / "out.json"
    target.write_text("before")

    with pytest.raises(ZeroDivisionError), written(target) as file:
        file.write(b"half" * (1 // 0))

    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_none_means_standard_output(capsys):
    with written(None) as file:
        file.write(b"a line\n")

    assert capsys.readouterr().out == "a line\n"


@needs_full
def test_a_full_device_is_named_in_the_error_and_stays_a_device():
    with pytest.raises(InputError, match=r"/dev/full.*No space left"), written(FULL) as out:
        out.write(b"a" * 100_000)

    assert FULL.is_char_device()


@needs_full
def test_what_replaces_files_does_not_replace_a_device():
    with pytest.raises(InputError, match=r"/dev/full.*No space left"):
        write_through(lambda path: path.write_text("a"), FULL)

    assert FULL.is_char_device()


def test_what_replaces_files_can_write_to_standard_output(capsys):
    write_through(lambda path: path.write_text("a line\n"), None)

    assert capsys.readouterr().out == "a line\n"


def test_a_missing_folder_is_named_as_it_was_given(tmp_path):
    target = tmp_path / "no" / "out.json"

    with pytest.raises(InputError, match=str(target)), written(target):
        pass


def test_a_dash_means_standard_output(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with written(Path("-")) as stream:
        stream.write(b"whole\n")
    write_through(lambda path: path.write_bytes(b"whole\n"), Path("-"))

    assert capsys.readouterr().out == "whole\n" * 2
    assert not list(tmp_path.iterdir())
