import json
from pathlib import Path

import pytest

from api.formats import FORMATS
from graph.exports import FOLDERS

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


@pytest.mark.usefixtures("small_store")
def test_an_export_holds_the_part_around_an_entity(guanxi, tmp_path):
    ran = guanxi(
        "export", "白石学院", "--hops", "1", "--format", "json", "-o", tmp_path / "out.json"
    )

    assert ran.status == 0
    exported = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert {entity["name"] for entity in exported["entities"]} == {"白石学院", "赵远"}


@pytest.mark.usefixtures("small_store")
def test_an_export_without_a_file_goes_to_standard_output(guanxi):
    ran = guanxi("export", "--format", "graphml")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.lstrip().startswith("<?xml")
    assert "青岚资本领投澜辰科技A轮融资" in ran.out


@pytest.mark.usefixtures("small_store")
def test_a_format_that_does_not_exist_is_a_misuse(guanxi):
    ran = guanxi("export", "--format", "docx")

    assert ran.status == 2
    assert "graphml" in ran.err


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.usefixtures("small_store")
def test_every_format_is_written_to_where_it_was_asked(guanxi, tmp_path, format_):
    ran = guanxi("export", "--format", format_, "-o", tmp_path / "out")

    assert ran.status == 0
    assert (tmp_path / "out").is_dir() == (format_ in FOLDERS)
    assert format_ in guanxi("export", "--help").out


@pytest.mark.usefixtures("small_store")
def test_a_folder_cannot_go_to_standard_output(guanxi):
    ran = guanxi("export", "--format", "csv")

    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "csv is a folder of files; name it: -o FOLDER\n"


@needs_full
@pytest.mark.usefixtures("small_store")
def test_an_export_to_a_full_disk_fails_in_one_line(guanxi):
    ran = guanxi("export", "--format", "json", "-o", FULL)

    assert ran.status == 1
    assert "/dev/full" in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.fixture
def gold(tmp_path):
    """A file with one annotated passage."""
    entities = [
        {"id": "e1", "type": "Organization", "name": "青岚资本", "mentions": ["青岚资本"]},
        {"id": "e2", "type": "Organization", "name": "澜辰科技", "mentions": ["澜辰科技"]},
    ]
    relation = {"type": "INVESTED_IN", "head": "e1", "tail": "e2"}
    passage = {
        "id": "p1", "text": "青岚资本领投澜辰科技A轮融资。", "entities": entities,
        "relations": [relation],
    }  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(passage, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_extracting_gives_a_line_for_a_line_with_spans_in_the_text(guanxi, gold, tmp_path):
    ran = guanxi("extract", gold, "-o", "out.jsonl")

    passage = json.loads(gold.read_text(encoding="utf-8"))
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert list(found) == ["id", "entities", "relations"]
    assert found["id"] == "p1"
    assert [relation["type"] for relation in found["relations"]] == ["INVESTED_IN"]
    for entity in found["entities"]:
        for start, end in entity["spans"]:
            assert passage["text"][start:end] in entity["mentions"]


def test_extracting_reports_bad_lines_and_gives_the_others(guanxi, gold, tmp_path):
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_bytes(b"{}\n" + gold.read_bytes())

    ran = guanxi("extract", mixed)

    assert ran.status == 1
    assert ran.err.startswith(f"{mixed}: line 1: ")
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["p1"]


@needs_full
def test_extracting_to_a_full_disk_fails_in_one_line(guanxi, gold):
    ran = guanxi("extract", gold, "-o", FULL)

    assert ran.status == 1
    assert "/dev/full" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_missing_input_leaves_the_output_as_it_was(guanxi, tmp_path):
    (tmp_path / "out.jsonl").write_text("before\n")

    ran = guanxi("extract", "gone.jsonl", "-o", "out.jsonl")

    assert ran.status == 1
    assert "gone.jsonl" in ran.err
    assert (tmp_path / "out.jsonl").read_text() == "before\n"
