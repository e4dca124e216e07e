"""What is shipped is what the sources build."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

EXPLORER = Path(__file__).parents[3] / "api" / "explorer"

MOST = 400_000  # bytes of all scripts, compressed


def files_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_shipped_files_are_what_the_sources_build(npm, sources):
    npm(sources, "run", "build")

    assert files_in(sources / "dist") == files_in(EXPLORER / "dist")


def test_the_shipped_scripts_are_small():
    scripts = (EXPLORER / "dist" / "assets").glob("*.js")

    assert 0 < sum(len(gzip.compress(each.read_bytes())) for each in scripts) < MOST


def test_versions_are_exact_and_no_registry_is_named():
    package = json.loads((EXPLORER / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((EXPLORER / "package-lock.json").read_text(encoding="utf-8"))

    wanted = package["dependencies"] | package["devDependencies"]
    assert all(version[0].isdigit() for version in wanted.values())
    assert [name for name, each in lock["packages"].items() if "resolved" in each] == []
    assert all("integrity" in each for name, each in lock["packages"].items() if name)


def test_no_source_is_longer_than_300_lines():
    lengths = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in (EXPLORER / "src").glob("*.ts")
    }

    assert {name: lines for name, lines in lengths.items() if lines > 300} == {}
