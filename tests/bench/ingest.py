"""Print characters a second and peak memory of every step from a file to the store.

    python tests/bench/ingest.py [FOLDER]

The folder is by default the one named corpus in GUANXI_DATA. Memory is the most that the
process has held so far, so a step shows only what it adds to those before it. The steps are
run one by one first; "all of these" is the pipeline as `guanxi ingest` runs it.
"""

from __future__ import annotations

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


if __name__ == "__main__":
    measure(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "corpus")
