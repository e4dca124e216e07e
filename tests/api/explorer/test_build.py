"""What is shipped is what the sources build."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

EXPLORER = Path(__file__).parents[3] / "api" / "explorer"


@pytest.fixture
def npm():
    """Return a function that runs npm in a folder."""
    program = shutil.which("npm")
    if program is None:
        told = "no npm: install node 20.19 or later"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)

    def run(folder, *arguments):
        ran = subprocess.run(
            [program, *arguments], cwd=folder, capture_output=True, encoding="utf-8",
            check=False, timeout=300,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout + ran.stderr

    return run


def files_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_shipped_files_are_what_the_sources_build(npm, tmp_path):
    folder = tmp_path / "explorer"
    shutil.copytree(EXPLORER, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    npm(folder, "ci")
    npm(folder, "run", "build")

    assert files_in(folder / "dist") == files_in(EXPLORER / "dist")


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
