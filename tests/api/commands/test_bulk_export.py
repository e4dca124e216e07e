import json

import pytest


@pytest.mark.usefixtures("small_store")
def test_it_says_what_was_written_and_where_to_read_on(guanxi, tmp_path):
    ran = guanxi("bulk-export", "out")

    told = "out: 1 document, 5 entities, 4 links; out/README.txt says how to load them\n"
    assert (ran.status, ran.out, ran.err) == (0, told, "")
    assert "sh import.sh" in (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("small_store")
def test_it_says_so_in_json(guanxi):
    ran = guanxi("bulk-export", "out", "--json")

    assert json.loads(ran.out) == {
        "documents": 1, "entities": 5, "facts": 4, "links": 4, "judgements": 0,
    }  # fmt: skip


@pytest.mark.usefixtures("small_store")
def test_a_folder_of_something_else_is_refused_in_one_line(guanxi, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.csv").touch()

    ran = guanxi("bulk-export", "out")

    assert ran.status == 1
    assert ran.err.endswith(
        "the folder is not empty (a.csv is there); give the name of a new one\n"
    )
    assert ran.err.count("\n") == 1


def test_without_a_store_nothing_is_written(guanxi, tmp_path):
    ran = guanxi("bulk-export", "out")

    assert ran.status == 1
    assert "no store there" in ran.err
    assert list(tmp_path.iterdir()) == []
