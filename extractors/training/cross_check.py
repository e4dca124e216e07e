"""How good the trained models are on passages that they were not trained on.

    python -m extractors.training.cross_check DATA [press|labels]

Five-fold: for each fifth of the passages, the models of both languages are trained on the other
four and on everything else that the shipped ones are trained on, and read it through the whole
pipeline. The passages are those of the press, or else all that are trained on. What shares a
story with a fifth is not trained on for it. Then the shipped models read the passages kept apart.

Only what is fitted is kept from seeing a passage: rules and lists were written with those of the
press and the training split in view.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from extractors.facts.readings import readings as languages
from extractors.gold import read_gold
from extractors.pipeline import Pipeline
from extractors.training.examples import examples as name_examples
from extractors.training.examples import readings
from extractors.training.figures import table
from extractors.training.kept_apart import sharing
from extractors.training.labelled import labelled
from extractors.training.public_examples import public
from extractors.training.relation_examples import examples, sources
from extractors.training.train_names import model, passages, write
from extractors.training.train_relations import FOLDS, train

Passage = Mapping[str, Any]
STARTED = time.monotonic()


class Material:
    """What models are trained on, with all that does not depend on which passages are left out."""

    def __init__(self, data: Path) -> None:
        """Read the passages below a folder of shared data."""
        self.passages = passages(data)
        self._data = data

    @cached_property
    def _names(self) -> dict[str, list[Any]]:
        return name_examples(readings(self.passages), list(languages()))

    @cached_property
    def _beside(self) -> dict[str, list[Any]]:
        return {language: public(self._data, language) for language in languages()}

    def prepare(self) -> None:
        """Read everything once, before the first fold."""
        for step in ("_names", "_beside"):
            say(f"reading what does not change: {step[1:]}")
            getattr(self, step)

    def train(self, without: Collection[str], folder: Path) -> None:
        """Write to a folder the models of both languages that know nothing of some passages."""
        for language, seen in self._names.items():
            say(f"  names {language}")
            rest = [example for example in seen if example.passage not in without]
            write(folder / f"names-{language}.npz", model(rest))
        for language, beside in self._beside.items():
            say(f"  pairs {language}")
            found = [
                example
                for source, gold in sources(self._data, language)
                if gold["id"] not in without
                for example in examples(gold, source, language, folder)
            ]
            train(found, beside, folder / f"pairs-{language}.npz")


def crossed(material: Material, judged: Sequence[Passage]) -> dict[str, Passage]:
    """Return what models that saw neither a passage nor its story read in it, by passage."""
    predicted: dict[str, Passage] = {}
    for fold in range(FOLDS):
        held = judged[fold::FOLDS]
        own = {each["id"] for each in held}
        others = [each for each in material.passages if each["id"] not in own]
        without = {*own, *sharing(others, held)}
        say(f"fold {fold + 1} of {FOLDS}: {len(held)} passages, {len(without)} left out")
        with tempfile.TemporaryDirectory() as folder:
            material.train(without, Path(folder))
            say("  reading")
            predicted |= extracted(Pipeline(Path(folder)), held)
    return predicted


def extracted(pipeline: Pipeline, judged: Sequence[Passage]) -> dict[str, Passage]:
    """Return what a pipeline reads in passages, by their identifiers."""
    return {each["id"]: dict(pipeline.extract(each["text"])) for each in judged}


def say(line: str) -> None:
    """Tell on standard error how far it is, with the seconds so far."""
    sys.stderr.write(f"{time.monotonic() - STARTED:6.0f} s  {line}\n")


def main(data: Path, which: str = "press") -> None:
    """Print the tables of passages cross-checked, and of those kept apart."""
    material = Material(data)
    press = {each["id"] for each in read_gold(data / "eval" / "press-dev.jsonl")}
    judged = [each for each in material.passages if which == "labels" or each["id"] in press]
    material.prepare()
    tables: dict[str, tuple[Sequence[Passage], Mapping[str, Passage]]] = {
        f"{which}, five-fold": (judged, crossed(material, judged))
    }
    apart = labelled(data, "test")
    say(f"reading the {len(apart)} passages kept apart")
    read = extracted(Pipeline(), apart)
    for name in ("zh", "en"):
        own = [each for each in apart if each["lang"] == name]
        tables[f"kept apart, {name}, as shipped"] = own, read
    for name, (gold, predicted) in tables.items():
        sys.stdout.write(f"\n{name}: {len(gold)} passages\n")
        sys.stdout.writelines(f"{line}\n" for line in table(gold, predicted))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["press"], ["labels"]):
        raise SystemExit("usage: python -m extractors.training.cross_check DATA [press|labels]")
    main(Path(sys.argv[1]), *sys.argv[2:])
