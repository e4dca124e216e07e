import json
from pathlib import Path

import pytest

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


@needs_full
@pytest.mark.usefixtures("small_store")
def test_an_export_to_a_full_disk_fails_in_one_line(guanxi):
    ran = guanxi("export", "--format", "json", "-o", FULL)

    assert ran.status == 1
    assert "/dev/full" in ran.err
    assert len(ran.err.splitlines()) == 1
