"""Which claims stand: pairs of names judged by a trained classifier that hears the finders.

For every relation and direction there is one logistic regression over the features of
``extractors.facts.pairs``, what the pattern finders claim among them. It refuses what they
wrongly take and adds what they miss; a claim is as sure as its calibrated probability and the
names at its ends.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.facts.pairs import Pair, allowed, pairs, unversioned
from extractors.facts.pronouns import PRONOUN_NAME
from extractors.facts.readings import readings
from extractors.facts.structure import stance
from extractors.spans import Claim, Passage, Sentence, Span
from graph.records import Properties

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODELS = Path(__file__).parents[1] / "models"
NAME = "pairs.v2"
# No claim is surer than the labels that the probabilities were calibrated on can show.
SUREST = 0.98
# A fact less sure than this, its names' own doubt counted in, is wrong nine times of ten; one
# that a finder claims too may be a little less sure.
LEAST_SURE, LEAST_SURE_CLAIMED = 0.35, 0.17
# Where it is asked whether something holds, nothing is proposed; too few texts do so to learn it.
ASKED = re.compile(r"是否|会不会|有没有|(?i:\bwhether\b)")


@dataclass(frozen=True)
class Model:
    """The weights of one language: a row for each feature, a column for each label.

    ``least`` is how likely a relation must be that no finder claims, by column, and ``claimed``
    how likely one must be that some does.
    """

    rows: Mapping[str, int]
    columns: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    slope: NDArray[np.float32]
    least: NDArray[np.float32]
    claimed: float

    def scores(self, features: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Return the calibrated probability of every label for each list of features."""
        import numpy as np

        last = len(self.rows)  # a row of zeros, so that no list of rows is empty
        found = [
            [last, *{row for name in names if (row := self.rows.get(name)) is not None}]
            for names in features
        ]
        starts = np.cumsum([0, *map(len, found)])[:-1]
        sums = np.add.reduceat(self.weights[[row for rows in found for row in rows]], starts)
        logits = (sums + self.bias) * self.slope[0] + self.slope[1]
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


@cache
def model(language: str, models: Path) -> Model | None:
    """Return the trained weights for a language, if a folder has any; they are read once."""
    path = models / f"pairs-{language}.npz"
    return loaded(path) if path.exists() else None


def loaded(path: Path) -> Model:
    """Return the model in a file that ``extractors.training.train_relations`` wrote."""
    import numpy as np

    with np.load(path) as file:
        features = file["features"].tobytes().decode("utf-8").split("\n")
        labels = file["labels"].tobytes().decode("utf-8").split("\n")
        weights = file["weights"].astype(np.float32)
        return Model(
            rows={unversioned(name): row for row, name in enumerate(features)},
            columns={name: column for column, name in enumerate(labels)},
            weights=np.vstack([weights, np.zeros((1, weights.shape[1]), np.float32)]),
            bias=file["bias"], slope=file["slope"],
            least=file["least"], claimed=float(file["claimed"][0]),
        )  # fmt: skip


def judged(passage: Passage, claims: Sequence[Claim], models: Path = MODELS) -> Iterator[Claim]:
    """Yield the claims that stand: those about pairs as judged, all others as they are."""
    settled: set[tuple[object, ...]] = set()
    known = {
        name: reading for name, reading in readings().items() if model(name, models) is not None
    }
    told: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.head, claim.relation, claim.tail, claim.end].append(claim)
    found = list(pairs(passage, claims, known))
    for language in known:
        own = [pair for pair in found if pair.sentence.language == language]
        weights = model(language, models)
        if own and weights is not None:
            yield from _judged(passage, own, weights, told, settled)
    yield from (
        claim
        for claim in claims
        if (claim.head, claim.relation, claim.tail, claim.end) not in settled
    )


def _judged(
    passage: Passage,
    found: Sequence[Pair],
    weights: Model,
    told: Mapping[tuple[object, ...], Sequence[Claim]],
    settled: set[tuple[object, ...]],
) -> Iterator[Claim]:
    chances = weights.scores([pair.features for pair in found])
    for pair, row in zip(found, chances, strict=True):
        is_asked = bool(ASKED.search(passage.text, pair.start, pair.sentence.end))
        for label in allowed(pair.first.type, pair.second.type):
            column = weights.columns.get(label)
            if column is None:
                continue
            relation = label.rstrip("<>")
            ends = (pair.second, pair.first) if label.endswith("<") else (pair.first, pair.second)
            keys = [(ends[0], relation, ends[1], pair.sentence.end)]
            if label == relation:
                keys.append((ends[1], relation, ends[0], pair.sentence.end))
            settled.update(keys)
            claims = [claim for key in keys for claim in told.get(key, ())]
            if not claims and is_asked:
                continue
            chance = float(row[column])
            if chance < (weights.claimed if claims else weights.least[column]):
                continue
            sure = min(chance, SUREST) * _named(ends[0]) * _named(ends[1])
            if sure < (LEAST_SURE_CLAIMED if claims else LEAST_SURE):
                continue
            for claim in claims:
                yield replace(claim, confidence=sure)
            if not claims:
                yield Claim(ends[0], relation, ends[1], pair.start, pair.sentence.end, NAME, sure)


def _named(end: Span) -> float:
    """Return how sure a name is; of a pronoun the classifier has heard that it is one."""
    return 1.0 if end.finder == PRONOUN_NAME else end.confidence


def _properties(relation: str, head: Span, sentence: Sentence) -> Properties:
    """Return what the names alone tell of a proposed relation: a Chinese title's stance."""
    if relation == "GOVERNS" and sentence.language == "zh":
        return {"stance": stance(head)}
    return {}
