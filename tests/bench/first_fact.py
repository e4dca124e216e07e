"""Print how soon a fresh process gives its first fact, and what memory one long text takes.

    python tests/bench/first_fact.py [FOLDER] [--characters 300000]

Each figure is of a process of its own. The long text is the documents of the folder (by default
corpus in GUANXI_DATA) behind one another, as one document. The project promises the first fact
within 5 s of `import`, and less than 1 GB. Where other programs run too, only the seconds of a
core tell something.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("GUANXI_DATA", ROOT.parent / "shared"))
RUNS = 3
SOON, LITTLE = 5.0, 1000
TEXTS = {
    "Chinese": "云杉科技A轮获得青松资本3000万人民币投资。",
    "English": "Anna Pine is the CEO of Oak Software Inc.",
}
FIRST = """
import sys, time
start = time.perf_counter()
from extractors.pipeline import Pipeline
assert Pipeline().extract(sys.argv[1])["relations"]
print(time.perf_counter() - start, time.process_time())
"""
LONG = """
import resource, sys
from pathlib import Path
from extractors.pipeline import Pipeline
found = Pipeline().extract(Path(sys.argv[1]).read_text(encoding="utf-8"))
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((most if sys.platform == "darwin" else most * 1024) / 1e6, len(found["relations"]))
"""


def measure(folder: Path, characters: int) -> None:
    """Print both figures beside what is promised."""
    for language, text in TEXTS.items():
        for run in range(1, RUNS + 1):
            seconds, busy = map(float, told(FIRST, text).split())
            print(
                f"first fact, {language}, run {run}: {seconds:.2f} s from import, {busy:.2f} s of a"
                f" core (promised: {SOON:.0f} s)"
            )
    with tempfile.TemporaryDirectory() as place:
        text = Path(place, "long.txt")
        text.write_text(long_text(folder)[:characters], encoding="utf-8")
        size = len(text.read_text(encoding="utf-8"))
        megabytes, facts = told(LONG, str(text)).split()
    print(
        f"one text of {size:,} characters, {facts} facts: at most {float(megabytes):.0f} MB held"
        f" (promised: {LITTLE} MB)"
    )


def told(program: str, *arguments: str) -> str:
    """Return what a process prints that does nothing but run a program."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True
    ).stdout


def long_text(folder: Path) -> str:
    """Return the texts of a folder's documents, each an article of its own."""
    sys.path.insert(0, str(ROOT))
    from extractors.reading import files, read

    return "\n\n".join(read(path).text for path in files([folder]).files)


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", nargs="?", type=Path, default=DATA / "corpus")
    asked.add_argument("--characters", type=int, default=300_000)
    given = asked.parse_args()
    measure(given.folder, given.characters)
