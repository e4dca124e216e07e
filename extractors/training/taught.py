"""Texts that nobody labelled, as examples whose labels a teacher gives (distillation).

The teacher is a trained encoder together with the tagger that is shipped: too slow to read every
text with, but better than the tagger alone, which learns from what it says (Hinton et al. 2015,
with the best labels in place of all their probabilities). Passages that were labelled by
hand, and sentences that share a run with those of the split ``test``, are left out.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.components import bounded, found_in, simplified_if_needed
from extractors.mentions.deciding import ENCODER_SHARE, combined, seen
from extractors.mentions.encoder import Encoder
from extractors.mentions.features import Leanings
from extractors.mentions.tagger import Tagger
from extractors.reading.repair import repaired
from extractors.segments import articles
from extractors.spans import Sentence
from extractors.training.examples import Example, Stretch, labels_of
from extractors.training.labelled import TEXTS, labelled, places, texts

AMOUNTS = {
    "zh": {"news": 10**9, "policy": 10**9, "paper": 350_000, "fewfc": 350_000, "finre": 350_000}
}
"""Characters of each family of texts, about, by language."""
SHORTEST = 30
RUN, STEP = 20, 5
"""Sentences that share so many characters in a row tell the same story."""
SEED = 0


def unlabelled(data: Path, language: str) -> Iterator[tuple[str, list[Sentence]]]:
    """Yield articles without labels, with their sentences of a language."""
    known = _runs(passage["text"] for passage in labelled(data, "test"))
    for text in _stretches(data, language):
        view = repaired(text)
        for place in articles(view.text):
            article = simplified_if_needed(view.text[place.start : place.end])
            sentences = [
                Sentence(each.start - place.start, each.end - place.start, each.language)
                for each in place.sentences
            ]
            own = [
                sentence
                for sentence in bounded(article, sentences)
                if sentence.language == language and known.isdisjoint(_some_runs(article, sentence))
            ]
            if own:
                yield article, own


def taught(data: Path, language: str, encoder: Encoder, tagger: Tagger) -> Iterator[Example]:
    """Yield texts without labels as examples, with the labels that the two agree upon."""
    for text, sentences in unlabelled(data, language):
        found = found_in(text, tuple(sentences))
        marks = [*found, *combined(text, found)]
        line, looks = seen(text, sentences, marks, language)
        scores = ENCODER_SHARE * encoder.leanings(text, line)
        together = looks._replace(leanings=Leanings(encoder.labels, scores))
        names = [
            Stretch(int(line.starts[chunk.start]), int(line.ends[chunk.end - 1]), chunk.label)
            for chunk in tagger.chunks(line, together)
        ]
        yield Example("", line, looks, labels_of(line, names))


def _stretches(data: Path, language: str) -> Iterator[str]:
    """Yield what lies between labelled passages, of as many texts as are wanted."""
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, start, end in places():
        taken[name].append((start, end))
    draw = random.Random(SEED)  # noqa: S311 - a sample, no secret
    for family, wanted in AMOUNTS[language].items():
        whole = list(enumerate(texts(data / TEXTS[family])))
        draw.shuffle(whole)
        held = 0
        for number, text in whole:
            start = 0
            for first, last in [*sorted(taken[f"{family}-{number}"]), (len(text), len(text))]:
                if first - start > SHORTEST:
                    held += first - start
                    yield text[start:first]
                start = max(start, last)
            if held > wanted:
                break


def _runs(passages: Iterable[str]) -> set[str]:
    return {text[at : at + RUN] for text in passages for at in range(len(text) - RUN + 1)}


def _some_runs(text: str, sentence: Sentence) -> Iterator[str]:
    for at in range(sentence.start, max(sentence.end - RUN, sentence.start) + 1, STEP):
        yield text[at : at + RUN]
