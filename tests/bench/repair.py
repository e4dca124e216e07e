"""Print how quickly texts are repaired and segmented, and what the repair gains.

Run as ``python tests/bench/repair.py FILE...``, from the root of the repository.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

from extractors.reading import read
from extractors.reading.repair import STEPS, repaired
from extractors.reading.view import View
from extractors.segments import articles


def main(paths: list[Path]) -> None:
    """Print characters a second, for each step and file."""
    repaired("暖机。 袁 遥")  # loads the dictionary of words
    for path in paths:
        text = read(path).text
        view = View.of(text)
        print(f"{path.name}: {len(text):,} characters")
        for step in STEPS:
            start = perf_counter()
            view = step(view)
            print(f"  {step.__name__:14} {len(text) / (perf_counter() - start):12,.0f} a second")
        start = perf_counter()
        found = articles(view.text)
        speed = len(view.text) / (perf_counter() - start)
        count = sum(len(article.sentences) for article in found)
        print(f"  {'articles':14} {speed:12,.0f} a second")
        print(f"  {len(found)} articles, {count} sentences, {len(view.text):,} characters left")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
