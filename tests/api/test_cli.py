import os
import subprocess
import sys

import pytest

from api.cli import main
from api.commands import work

HEAVY = {
    "numpy", "spacy", "pydantic", "networkx", "trafilatura", "docx", "pypdfium2", "lxml",
    "rjieba", "charset_normalizer", "sqlite3", "rich",
}  # fmt: skip


def python(*arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.endswith("NUM_THREADS")}
    return subprocess.run(
        [sys.executable, *arguments], env={**kept, **environment},
        capture_output=True, encoding="utf-8", check=True, timeout=60,
    )  # fmt: skip


def test_help_loads_no_heavy_library():
    ran = python("-X", "importtime", "-m", "api.cli", "--help")

    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in ran.stderr.splitlines()}
    assert "typer" in loaded
    assert loaded & HEAVY == set()
    assert "ingest" in ran.stdout


def test_every_command_explains_itself_with_an_example(guanxi):
    commands = guanxi("--help").out.split("Commands:")[1].splitlines()
    names = [line.split()[0] for line in commands if line.startswith("  ") and "  " in line[2:]]

    assert len(names) >= 11
    for name in names:
        ran = guanxi(name, "--help")
        assert ran.status == 0
        assert f"\n  guanxi {name}" in ran.out


def test_threads_are_one_unless_the_user_set_them():
    show = (
        "import os, sys; sys.argv = ['guanxi', '--version'];"
        "from api.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(os.environ['OMP_NUM_THREADS'])"
    )

    assert python("-c", show).stdout.splitlines()[-1] == "1"
    assert python("-c", show, OMP_NUM_THREADS="4").stdout.splitlines()[-1] == "4"


def test_an_interruption_is_told_and_gives_its_own_status(guanxi, tmp_path, monkeypatch):
    class Interrupted:
        def read(self, document):
            raise KeyboardInterrupt

    (tmp_path / "a.txt").write_text("One text.")
    monkeypatch.setattr(work, "pipeline", Interrupted)

    ran = guanxi("ingest", "a.txt")

    assert ran.status == 130
    assert ran.err == "interrupted at a.txt; the documents before it are stored\n"
    assert guanxi("stats").status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["trace", "one"], id="an argument is missing"),
        pytest.param(["fly"], id="no such command"),
        pytest.param(["trace", "a", "b", "--hops", "0"], id="a value out of range"),
    ],
)
def test_a_misused_command_ends_with_status_2(guanxi, arguments):
    assert guanxi(*arguments).status == 2


def test_the_version_is_told(capfd):
    with pytest.raises(SystemExit):
        main(["--version"])

    assert capfd.readouterr().out.startswith("guanxi 0.")


@pytest.mark.usefixtures("small_store")
def test_what_a_terminal_cannot_show_is_escaped():
    ran = python("-m", "api.cli", "search", "澜辰", PYTHONIOENCODING="ascii")

    assert r"\u6f9c\u8fb0\u79d1\u6280" in ran.stdout
