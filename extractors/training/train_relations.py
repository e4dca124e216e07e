"""Makes the weights of the classifier of pairs: ``python -m extractors.training.train_relations``.

It reads the hand-made labels, the sample corpus and the press passages (``GUANXI_DATA``), has
the finders claim what they can between the names given there, and fits one logistic regression
for each relation and direction. Probabilities are calibrated and thresholds chosen on passages
that the weights used for it had not seen. The same data gives the same file.
"""

from __future__ import annotations

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.language import Language

from extractors import components
from extractors.facts.aliases import definitions
from extractors.facts.deciding import MODELS
from extractors.facts.pairs import Pair, allowed, pairs
from extractors.facts.pronouns import antecedents, with_pronouns
from extractors.facts.readings import readings
from extractors.gold import read_gold
from extractors.public_sets import public_set
from extractors.registry import FACT_FINDERS
from extractors.segments import articles
from extractors.spans import Claim, Passage, Sentence, Span, is_whole
from extractors.training.contrasts import contrasts
from extractors.training.labelled import labelled
from extractors.training.public_pairs import SOURCES, public_passages
from graph.ontology import relation as ontology_relation

SAMPLE = Path(__file__).parents[2] / "tests" / "sample" / "expected.jsonl"
RAREST, PENALTY, FOLDS = 2, 0.5, 5
# How often things hold differs from set to set, so these features have weights of their own there.
TAGGED = ("types:", "far:", "has:", "pauses:", "nearest", "first of type")
# Languages in which it learns from the recognisers' slips too, and sources that are too far from
# any text for that, or mark only some names.
MISTAKEN = frozenset({"en"})
GIVEN = frozenset({"contrast", "conll04", "knowledgenet"})
# What a finder claims weighs more than a word: the penalty on its weights is this much smaller.
TRUST = 4.0
# Weights below this change no decision.
SMALLEST = 0.01
# How likely a relation must be to be a fact: one that no finder claims, and one that some does.
LEAST = (0.47, 0.23)


@dataclass(frozen=True)
class Example:
    """One pair with the labels that hold of it; ``group`` is its passage."""

    group: str
    source: str
    labels: frozenset[str]
    allowed: tuple[str, ...]
    features: Sequence[str]
    ends: tuple[str, str] = ("", "")
    weight: float = 1.0


@dataclass
class GoldArticle:
    """An article with gold mentions, and the entity of each."""

    passage: Passage
    owners: dict[Span, str] = field(default_factory=dict)
    offset: int = 0


def gold_articles(gold: Mapping[str, Any]) -> Iterator[GoldArticle]:
    """Yield the articles of a gold passage with the names that it marks as mentions."""
    text: str = gold["text"]
    owned = dict(_occurrences(gold))
    for place in articles(text):
        inside = text[place.start : place.end]
        owners = {
            replace(span, start=span.start - place.start, end=span.end - place.start): owner
            for span, owner in owned.items()
            if place.start <= span.start and span.end <= place.end
        }
        moved = [
            Sentence(one.start - place.start, one.end - place.start, one.language)
            for one in place.sentences
        ]
        mentions = tuple(sorted(owners, key=lambda span: (span.start, -span.end)))
        aliases = tuple(a for a in definitions(inside, mentions) if a.alias in owners)
        passage = Passage(inside, tuple(components.bounded(inside, moved)), mentions, aliases)
        stand_for = antecedents(passage)
        owners |= {word: owners[span] for word, span in stand_for.items()}
        yield GoldArticle(with_pronouns(passage, stand_for), owners, place.start)


def found_articles(gold: Mapping[str, Any]) -> Iterator[GoldArticle]:
    """Yield the articles with the names that are found in them; what is none of gold's is nobody's.

    A name that only overlaps a gold one has no owner: whether it is wrong is not for pairs.
    """
    text: str = gold["text"]
    marked = list(_occurrences(gold))
    for place in articles(text):
        moved = [
            Sentence(one.start - place.start, one.end - place.start, one.language)
            for one in place.sentences
        ]
        passage, _ = components.analysed(_pipeline(), text[place.start : place.end], moved)
        owners = {}
        for mention in passage.mentions:
            start, end = mention.start + place.start, mention.end + place.start
            over = [(span, owner) for span, owner in marked if span.start < end and start < span.end]
            same = [
                owner
                for span, owner in over
                if (span.start, span.end, span.type) == (start, end, mention.type)
            ]
            if same or not over:
                owners[mention] = same[0] if same else f"none {start}"
        stand_for = antecedents(passage)
        owners |= {word: owners[span] for word, span in stand_for.items() if span in owners}
        yield GoldArticle(with_pronouns(passage, stand_for), owners, place.start)


@cache
def _pipeline() -> Language:
    return components.build()


def _occurrences(gold: Mapping[str, Any]) -> Iterator[tuple[Span, str]]:
    """Yield each place where a gold name stands, but inside a longer name of the same thing."""
    text: str = gold["text"]
    for entity in gold["entities"]:
        places = {
            (start, start + len(name))
            for name in entity["mentions"]
            for start in _places(text, name)
        }
        for start, end in sorted(places):
            if not any((a, b) != (start, end) and a <= start and end <= b for a, b in places):
                yield (
                    Span(
                        start,
                        end,
                        entity["type"],
                        text[start:end],
                        "gold",
                        0.95,
                        entity.get("kind"),
                    ),
                    entity["id"],
                )


def _places(text: str, name: str) -> Iterator[int]:
    start = text.find(name)
    while start >= 0:
        if is_whole(text, start, start + len(name)):
            yield start
        start = text.find(name, start + 1)


def claims(passage: Passage) -> list[Claim]:
    """Return what the fact finders claim, pronouns standing for themselves."""
    return [claim for finder in FACT_FINDERS for claim in finder().find(passage)]


def examples(gold: Mapping[str, Any], source: str, language: str) -> Iterator[Example]:
    """Yield the pairs of a gold passage, but those that it relates in other sentences only."""
    stated: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in gold["relations"]:
        evidence = row.get("evidence", gold["text"])  # a public set has sentences, not passages
        stated[row["head"], row["tail"]].append((row["type"], evidence))
    reading = {language: readings()[language]}
    found = found_articles(gold) if source not in GIVEN and language in MISTAKEN else ()
    for article in chain(gold_articles(gold), found):
        for pair in pairs(article.passage, claims(article.passage), reading):
            one, other = article.owners.get(pair.first), article.owners.get(pair.second)
            if one is None or other is None or one == other:
                continue
            labels = set(_labels(gold["text"], stated, (one, other), pair, article.offset))
            if None in labels:
                continue
            yield Example(
                f"{source} {gold['id']}", source, frozenset(label for label in labels if label),
                allowed(pair.first.type, pair.second.type), pair.features, (one, other),
            )  # fmt: skip


def _labels(
    text: str,
    stated: Mapping[tuple[str, str], Sequence[tuple[str, str]]],
    ends: tuple[str, str],
    pair: Pair,
    offset: int,
) -> Iterator[str | None]:
    """Yield the labels of a pair; None for a relation that another sentence states."""
    for (head, tail), direction in ((ends, ">"), (ends[::-1], "<")):
        for relation, evidence in stated.get((head, tail), ()):
            begin = text.find(evidence) - offset
            if begin < pair.sentence.end and begin + len(evidence) > pair.sentence.start:
                yield relation if ontology_relation(relation).symmetric else relation + direction
            else:
                yield None


@dataclass
class Fitted:
    """Weights by feature and label, before calibration."""

    rows: dict[str, int]
    labels: list[str]
    weights: np.ndarray[Any, np.dtype[np.float64]]
    bias: np.ndarray[Any, np.dtype[np.float64]]

    def logits(self, found: Sequence[Example]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Return a row for each example, a column for each label."""
        return np.asarray(matrix(found, self.rows) @ self.weights + self.bias)


def matrix(found: Sequence[Example], rows: Mapping[str, int]) -> csr_matrix:
    """Return which features each example has."""
    columns, starts = [], [0]
    for example in found:
        columns += sorted({rows[name] for name in example.features if name in rows})
        starts.append(len(columns))
    sizes = np.array([TRUST if name.startswith("claim:") else 1.0 for name in rows])
    return csr_matrix((sizes[columns], columns, starts), shape=(len(found), len(rows)))


def fit(found: Sequence[Example], penalty: float = PENALTY) -> Fitted:
    """Fit one logistic regression for each label that the examples have twice or more."""
    seen = Counter(name for example in found for name in set(example.features))
    kept = sorted(name for name, times in seen.items() if times >= RAREST)
    rows = {name: row for row, name in enumerate(kept)}
    positives = Counter(label for example in found for label in example.labels)
    labels = sorted(label for label, times in positives.items() if times >= 2)
    weights, bias = np.zeros((len(rows), len(labels))), np.zeros(len(labels))
    whole = matrix(found, rows)
    shares = np.array([example.weight for example in found])
    for column, label in enumerate(labels):
        own = [place for place, example in enumerate(found) if label in example.allowed]
        truth = np.array([label in found[place].labels for place in own])
        regression = LogisticRegression(C=penalty, solver="liblinear", tol=1e-3)
        regression.fit(whole[own], truth, sample_weight=shares[own])
        weights[:, column], bias[column] = regression.coef_[0], regression.intercept_[0]
    return Fitted(rows, labels, weights, bias)


def crossed(
    found: Sequence[Example], extra: Sequence[Example] = ()
) -> Iterator[tuple[Example, dict[str, float]]]:
    """Yield each example with the logits of weights that were fitted without its passage."""
    groups = sorted({example.group for example in found})
    fold_of = {group: place % FOLDS for place, group in enumerate(groups)}
    for fold in range(FOLDS):
        rest = [example for example in found if fold_of[example.group] != fold]
        held = [example for example in found if fold_of[example.group] == fold]
        fitted = fit([*rest, *extra])
        for example, row in zip(held, fitted.logits(held), strict=True):
            yield (
                example,
                {
                    label: float(row[column])
                    for column, label in enumerate(fitted.labels)
                    if label in example.allowed
                },
            )


def calibration(judged: Iterable[tuple[Example, Mapping[str, float]]]) -> tuple[float, float]:
    """Return slope and intercept that turn logits of unseen passages into honest ones."""
    logits, truth = [], []
    for example, row in judged:
        if example.source == "contrast":  # easier than any text
            continue
        logits += [[logit] for logit in row.values()]
        truth += [label in example.labels for label in row]
    regression = LogisticRegression(C=1e6).fit(np.array(logits), np.array(truth))
    return float(regression.coef_[0][0]), float(regression.intercept_[0])


def written(fitted: Fitted, slope: tuple[float, float], path: Path) -> None:
    """Write weights for ``extractors.facts.deciding``; features of no weight are left out."""
    names = np.array(list(fitted.rows))
    sizes = np.array([TRUST if name.startswith("claim:") else 1.0 for name in names])
    weights = fitted.weights * sizes[:, None]
    weights[np.abs(weights) < SMALLEST] = 0
    kept = np.flatnonzero(np.abs(weights).max(axis=1) > 0)
    np.savez_compressed(
        path,
        features=_encoded(names[kept]),
        labels=_encoded(fitted.labels),
        weights=weights[kept].astype(np.float16),
        bias=fitted.bias.astype(np.float32),
        slope=np.array(slope, np.float32),
        least=np.array(LEAST, np.float32),
    )


def _encoded(names: Iterable[str]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)


def gathered(data: Path, language: str) -> list[Example]:
    """Return the examples of all training passages of a language, in order."""
    sources = [
        *((gold["id"].partition("-")[0], gold) for gold in labelled(data, "train")),
        *(("press", gold) for gold in read_gold(data / "eval" / "press-dev.jsonl")),
        *(("sample", gold) for gold in read_gold(SAMPLE)),
        *(("contrast", gold) for gold in contrasts(language)),
    ]
    return [
        example
        for source, gold in sources
        if gold["lang"] == language
        for example in examples(gold, source, language)
    ]


def public(data: Path, language: str) -> list[Example]:
    """Return the examples of the public sets of a language, each judged by its own labels only."""
    found = []
    for source in SOURCES.get(language, ()):
        scored = public_set(source.name).scored
        for gold in public_passages(data, source):
            for example in examples(gold, source.name, language):
                labels = tuple(one for one in example.allowed if one.rstrip("<>") in scored)
                if labels:
                    tagged = [one for one in example.features if one.startswith(TAGGED)]
                    own = [source.name, *(f"{source.name} {one}" for one in tagged)]
                    features = [*example.features, *own]
                    found.append(
                        replace(
                            example, allowed=labels, features=features, weight=source.weight
                        )
                    )
    return found


def main(languages: Sequence[str]) -> None:
    """Write the weights of each language beside the other models."""
    data = Path(os.environ.get("GUANXI_DATA", "../shared"))
    for language in languages or sorted(readings()):
        found = gathered(data, language)
        extra = public(data, language)
        slope = calibration(crossed(found, extra))
        written(fit([*found, *extra]), slope, MODELS / f"pairs-{language}.npz")


if __name__ == "__main__":
    main(sys.argv[1:])
