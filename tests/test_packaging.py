"""What the wheel holds and that it works away from the source tree."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMES = ("graph", "extractors", "api")
CODE = {".py", ".pyc"}
EXPLORER = ROOT / "api" / "explorer"
BUILT = EXPLORER / "dist"
# Of the explorer's folder: the page as it was built, and the package that makes snapshots.
SHIPPED = {BUILT, EXPLORER / "__init__.py", EXPLORER / "snapshot"}


def run(*arguments, cwd, **environment):
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env={**os.environ, **environment},
        capture_output=True, encoding="utf-8", check=True, timeout=300,
    ).stdout  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the source tree."""
    folder = tmp_path_factory.mktemp("dist")
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("guanxi-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A folder with what the wheel installs, and nothing else of guanxi's."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def source_files():
    return {
        path.relative_to(ROOT).as_posix()
        for name in NAMES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
        if EXPLORER not in path.parents or SHIPPED.intersection({path, *path.parents})
    }


def test_the_wheel_holds_every_file_of_the_three_packages(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())

    wanted = source_files()
    assert {Path(name).suffix for name in wanted} > {".toml", ".npz", ".txt", ".pdf", ".docx"}
    assert wanted <= packed


def test_the_wheel_holds_the_explorer_built_and_nothing_that_it_is_built_from(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("api/explorer/")}

    assert "api/explorer/dist/index.html" in packed
    shipped = tuple(path.relative_to(ROOT).as_posix() for path in SHIPPED)
    assert {name for name in packed if not name.startswith(shipped)} == set()


def test_the_wheel_holds_nothing_beside_the_packages(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == set(NAMES)


def test_the_installed_command_works_from_another_folder(installed, tmp_path):
    version = run("-m", "api.cli", "--version", cwd=tmp_path, PYTHONPATH=str(installed))
    shown = run("-m", "api.cli", "demo", cwd=tmp_path, PYTHONPATH=str(installed))
    where = run("-c", "import api; print(api.__file__)", cwd=tmp_path, PYTHONPATH=str(installed))

    assert version.startswith("guanxi 0.1.0")
    assert "Try next: guanxi show" in shown
    assert Path(where.strip()).is_relative_to(installed)


def test_no_other_distribution_brings_packages_of_these_names():
    owners = packages_distributions()

    for name in NAMES:
        assert set(owners.get(name, ["guanxi"])) == {"guanxi"}


def test_the_lock_has_every_dependency_that_is_declared():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = declared["project"]["dependencies"] + declared["dependency-groups"]["dev"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    locked = set(re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE))
    assert {re.match(r"[\w.-]+", each)[0] for each in wanted} - locked == set()
