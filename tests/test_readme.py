"""The manual is right: its commands run, and what it shows of their output is what they print."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Confidences and scores move whenever the extraction gets better; names and quotes must stay.
FIGURE = re.compile(r"\b\d\.\d\d\b")
PASSAGE = {
    "id": "1",
    "text": "青岚资本投资了澜辰科技。",
    "entities": [
        {"id": "e1", "type": "Organization", "name": "青岚资本", "mentions": ["青岚资本"]},
        {"id": "e2", "type": "Organization", "name": "澜辰科技", "mentions": ["澜辰科技"]},
    ],
    "relations": [{"type": "INVESTED_IN", "head": "e1", "tail": "e2"}],
}
DEALS = "investor,firm,day,sum\n青岚资本,澜辰科技,06/05/2031,1亿元\n松林资本,澜辰科技,,\n"


def steps():
    """Yield every command of the console blocks with the lines shown below it, in order."""
    for kind, block in BLOCK.findall(README):
        if kind != "console":
            continue
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = step.splitlines()
            yield command, shown


def run(command, folder, environment):
    name, *arguments = shlex.split(command)
    assert name == "guanxi"
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments], cwd=folder, env=environment,
        capture_output=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip


def masked(lines):
    return [FIGURE.sub("#.##", line.rstrip()) for line in lines]


def find_in_order(shown, printed):
    """Return the first shown line that is not printed after those before it; ... stands for any."""
    rest = iter(printed)
    for line in shown:
        if line != "..." and line not in rest:
            return line
    return None


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the files that the examples name, and the environment of the commands."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "press").mkdir()
    (folder / "press" / "澜辰.txt").write_text(PASSAGE["text"], encoding="utf-8")
    (folder / "deals.csv").write_text(DEALS, encoding="utf-8")
    (mapping,) = re.findall(r"^```toml\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
    (folder / "deals.toml").write_text(mapping, encoding="utf-8")
    line = json.dumps(PASSAGE, ensure_ascii=False) + "\n"
    (folder / "passages.jsonl").write_text(line, encoding="utf-8")
    (folder / "gold.jsonl").write_text(line, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    environment.pop("GUANXI_STORE", None)
    return folder, environment


def test_the_commands_of_the_manual_print_what_it_shows(place):
    folder, environment = place
    ran = 0
    for command, shown in steps():
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            environment[name] = value
            continue
        done = run(command, folder, environment)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        missing = find_in_order(masked(shown), masked(done.stdout.splitlines()))
        assert missing is None, f"{command} does not print {missing!r} but:\n{done.stdout}"
        ran += 1
    assert ran >= 12
    assert (folder / "unitree.graphml").exists()
    assert (folder / "extracted.jsonl").exists()

    (code,) = (block for kind, block in BLOCK.findall(README) if kind == "python")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment,
        capture_output=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "美团" in done.stdout


def test_the_manual_mentions_every_command():
    commands = subprocess.run(
        [sys.executable, "-m", "api.cli", "--help"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True, timeout=60,
    ).stdout.split("Commands:")[1]  # fmt: skip

    names = re.findall(r"^  (\w+)  ", commands, flags=re.MULTILINE)
    assert len(names) >= 11
    assert [name for name in names if f"$ guanxi {name}" not in README] == []


def test_the_relations_of_the_manual_are_those_of_the_ontology():
    from graph.ontology import relations

    rows = re.findall(r"^\| ([A-Z_, ]+) \| ([\w, ]+) \| ([\w, ]+) \|$", README, flags=re.MULTILINE)
    told = {
        name: (set(heads.split(", ")), set(tails.split(", ")))
        for names, heads, tails in rows
        for name in names.split(", ")
    }
    assert told == {name: (set(each.heads), set(each.tails)) for name, each in relations().items()}


def test_the_settings_of_the_manual_are_those_there_are():
    from api.settings import Settings

    rows = re.findall(r"^\| `(GUANXI_\w+)` \| (.*?) ?\| (.+) \|$", README, flags=re.MULTILINE)
    told = {name: (default.strip("`"), says) for name, default, says in rows}
    there = {
        f"GUANXI_{name.upper()}": (
            str(field.default or ""),
            field.description,
        )
        for name, field in Settings.model_fields.items()
    }
    assert told == there
