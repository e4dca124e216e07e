"""Print characters a second and peak memory of every step from a file to the store.

    python tests/bench/ingest.py [FOLDER]
    python tests/bench/ingest.py [FOLDER] --workers 4

The folder is by default the one named corpus in GUANXI_DATA. Memory is the most that the
process has held so far, so a step shows only what it adds to those before it. The steps are
run one by one first; "all of these" is the pipeline as `guanxi ingest` runs it.

With --workers the files are instead ingested whole by one worker and by more, up to that
many, each number in turn: seconds with the loading of their models, and the most memory that any
one of them held.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
DATA = Path(os.environ.get("GUANXI_DATA", ROOT.parent / "shared"))
MIB = 1 << 20


class Clock:
    """Adds up the seconds of each step, and the most memory held when it ended."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.memory: dict[str, int] = {}

    @contextmanager
    def timing(self, step: str) -> Iterator[None]:
        """Count the block as part of a step."""
        start = time.perf_counter()
        yield
        self.seconds[step] += time.perf_counter() - start
        self.memory[step] = peak()

    def report(self, characters: int) -> None:
        """Print a line for each step, in the order in which they began."""
        print(f"{'step':28}{'seconds':>9}{'characters/s':>15}{'peak MiB':>10}")
        for step, seconds in self.seconds.items():
            speed = characters / seconds if seconds else 0
            print(f"{step:28}{seconds:9.2f}{speed:15,.0f}{self.memory[step] / MIB:10,.0f}")


def peak() -> int:
    """Return the most bytes that this process has held; macOS counts bytes, Linux KiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def measure(folder: Path) -> None:
    """Read a folder step by step, then as a whole, and print what each took."""
    clock = Clock()
    with clock.timing("loading"):
        from extractors.components import build
        from extractors.pipeline import Pipeline
        from extractors.reading import files, read
        from graph.store import open_store

        nlp, pipeline = build(), Pipeline()
        pipeline.extract("")
    documents = []
    for path in files([folder]).files:
        with clock.timing("read"):
            documents.append(read(path))
    characters = sum(len(document.text) for document in documents)
    for document in documents:
        measure_finders(clock, nlp, document.text)
    with tempfile.TemporaryDirectory() as place:
        store = open_store(f"sqlite:{place}/bench.db")
        for document in documents:
            with clock.timing("all of these"):
                graph = pipeline.read(document)
            with clock.timing("store"):
                store.replace_document(graph)
        stats = store.stats()
        store.close()
    print(f"{len(documents)} documents, {characters:,} characters, {stats.facts:,} facts")
    clock.report(characters)


def measure_finders(clock: Clock, nlp: Language, text: str) -> None:
    """Repair, segment and analyse a text, each finder on its own clock."""
    from extractors.reading.repair import repaired
    from extractors.segments import articles
    from extractors.spans import Passage, Sentence

    with clock.timing("repair"):
        view = repaired(text)
    with clock.timing("segments"):
        found = articles(view.text)
    for article in found:
        sentences = tuple(
            Sentence(each.start - article.start, each.end - article.start, each.language)
            for each in article.sentences
        )
        doc = nlp.make_doc(view.text[article.start : article.end])
        doc._.passage = Passage(doc.text, sentences)
        kind = "mentions"
        for name, component in nlp.pipeline:
            with clock.timing(f"{kind}: {name}"):
                doc = component(doc)
            if name == "guanxi_merge":
                kind = "facts"


def measure_workers(folder: Path, most: int) -> None:
    """Ingest a folder with one worker process, two, and so on, and print how they scale."""
    from api.ingest import Ingestion
    from api.reading_ahead import ReadingAhead
    from extractors.reading import files, read
    from graph.store import open_store

    paths = files([folder]).files
    characters = sum(len(read(path).text) for path in paths)
    print(f"{len(paths)} documents, {characters:,} characters")
    print(f"{'workers':>7}{'seconds':>9}{'characters/s':>15}{'times':>7}{'peak MiB':>10}")
    alone = 0.0
    for number in range(1, most + 1):
        with tempfile.TemporaryDirectory() as place:
            store = open_store(f"sqlite:{place}/bench.db")
            ingestion = Ingestion(store, list)
            with ReadingAhead([ingestion.order(path) for path in paths], number) as reading:
                ingestion.reading = reading
                start = time.perf_counter()
                for path in paths:
                    ingestion.ingest(path)
                seconds = time.perf_counter() - start
            store.close()
        alone = alone or seconds
        most_held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
        print(
            f"{number:7}{seconds:9.2f}{characters / seconds:15,.0f}{alone / seconds:7.2f}"
            f"{most_held / MIB:10,.0f}"
        )


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", nargs="?", type=Path, default=DATA / "corpus")
    asked.add_argument("--workers", type=int)
    given = asked.parse_args()
    if given.workers:
        measure_workers(given.folder, given.workers)
    else:
        measure(given.folder)
