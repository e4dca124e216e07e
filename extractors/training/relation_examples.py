"""Pairs of names of gold passages, with what holds of them and what the finders claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from spacy.language import Language

from extractors import components
from extractors.facts.aliases import definitions
from extractors.facts.pairs import Pair, allowed, pairs
from extractors.facts.pronouns import antecedents, with_pronouns
from extractors.facts.readings import readings
from extractors.gold import read_gold
from extractors.registry import FACT_FINDERS
from extractors.segments import articles
from extractors.spans import Claim, Passage, Sentence, Span, is_whole
from extractors.training.contrasts import contrasts
from extractors.training.labelled import labelled
from graph.ontology import relation as ontology_relation

SAMPLE = Path(__file__).parents[2] / "tests" / "sample" / "expected.jsonl"
# Sources in which every name is marked: from what is found there, slips are learnt from too.
WHOLE = frozenset({"news", "policy", "paper", "release", "fewfc", "finre", "press", "sample"})
SHARES = {"contrast": 2.0}
"""How much an example counts, by where it is from: plain denials are few beside other text."""


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


def found_articles(gold: Mapping[str, Any], models: Path | None = None) -> Iterator[GoldArticle]:
    """Yield the articles with the names that are found in them.

    What is no name of gold's, or only overlaps one, is of something that nothing relates, so
    that pairs of wrong names are refused.
    """
    text: str = gold["text"]
    known = {(span.start, span.end, span.type): owner for span, owner in _occurrences(gold)}
    for place in articles(text):
        moved = [
            Sentence(one.start - place.start, one.end - place.start, one.language)
            for one in place.sentences
        ]
        passage, _ = components.analysed(_pipeline(models), text[place.start : place.end], moved)
        owners = {}
        for mention in passage.mentions:
            start, end = mention.start + place.start, mention.end + place.start
            same = known.get((start, end, mention.type))
            owners[mention] = f"none {start}" if same is None else same
        stand_for = antecedents(passage)
        owners |= {word: owners[span] for word, span in stand_for.items() if span in owners}
        yield GoldArticle(with_pronouns(passage, stand_for), owners, place.start)


@cache
def _pipeline(models: Path | None) -> Language:
    """Return the pipeline as far as it finds names."""
    nlp = components.build(models)
    for name in components.FACT_NAMES:
        nlp.remove_pipe(name)
    return nlp


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


def examples(
    gold: Mapping[str, Any], source: str, language: str, models: Path | None = None
) -> Iterator[Example]:
    """Yield the pairs of a gold passage, but those that it relates in other sentences only.

    ``models`` is the folder of the weights that find names, where slips of theirs are learnt from.
    """
    stated: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in gold["relations"]:
        evidence = row.get("evidence", gold["text"])  # a public set has sentences, not passages
        stated[row["head"], row["tail"]].append((row["type"], evidence))
    reading = {language: readings()[language]}
    found = found_articles(gold, models) if source in WHOLE else ()
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
                SHARES.get(source, 1.0),
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


def gathered(data: Path, language: str) -> list[Example]:
    """Return the examples of all training passages of a language, in order."""
    return [
        example
        for source, gold in sources(data, language)
        for example in examples(gold, source, language)
    ]


def sources(data: Path, language: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the training passages of a language, each behind the name of where it is from."""
    found = [
        *((gold["id"].partition("-")[0], gold) for gold in labelled(data, "train")),
        *(("press", gold) for gold in read_gold(data / "eval" / "press-dev.jsonl")),
        *(("sample", gold) for gold in read_gold(SAMPLE)),
        *(("contrast", gold) for gold in contrasts(language)),
    ]
    return [(source, gold) for source, gold in found if gold["lang"] == language]
