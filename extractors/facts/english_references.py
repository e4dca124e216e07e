"""Words that stand for a name given before: "the Company", "the Association", "He"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.facts.english_slots import table
from extractors.spans import Passage, Sentence, Span

DEFINED, NOUN, SUBJECT = 0.95, 0.85, 0.75
# Farther into a sentence, a name is hardly its subject.
SUBJECT_WITHIN = 45


@dataclass(frozen=True, slots=True)
class Reference:
    """Words from ``start`` to ``end`` that stand for a mention, and how surely they do."""

    start: int
    end: int
    mention: Span
    confidence: float


def references(passage: Passage, sentences: Sequence[Sentence]) -> dict[int, list[Reference]]:
    """Return the references in each sentence, by the sentence's start."""
    found: dict[int, list[Reference]] = {}
    previous: Sentence | None = None
    for sentence in sentences:
        opening = _opening(passage, sentence, previous, found)
        taken = [reference for reference in (opening,) if reference is not None]
        taken += _definite(passage, sentence)
        taken += _defined(passage, sentence)
        found[sentence.start] = taken
        previous = sentence
    return found


def _defined(passage: Passage, sentence: Sentence) -> Iterator[Reference]:
    """Yield uses of a name that the article itself defined: (the "Company")."""
    for alias in passage.aliases:
        if not alias.scoped or alias.alias.end > sentence.end:
            continue
        pattern = rf"(?:\b[Tt]he )?(?<![\w-]){re.escape(alias.alias.text)}(?![\w-])"
        for match in re.compile(pattern).finditer(passage.text, sentence.start, sentence.end):
            if match.start() > alias.alias.end:
                yield Reference(*match.span(), alias.name, DEFINED)


def _definite(passage: Passage, sentence: Sentence) -> Iterator[Reference]:
    """Yield "the Association" for the last organisation whose name has that word."""
    nouns: dict[str, list[str]] = table()["references"]["nouns"]
    for match in _noun_pattern().finditer(passage.text, sentence.start, sentence.end):
        endings = set(nouns[match["noun"].casefold()])
        for mention in reversed(passage.within(0, match.start())):
            words = set(mention.text.replace(",", "").split())
            if mention.type == "Organization" and words & endings and len(words) > 1:
                yield Reference(*match.span(), mention, NOUN)
                break


@cache
def _noun_pattern() -> re.Pattern[str]:
    nouns = "|".join(noun.title() for noun in table()["references"]["nouns"])
    # A capital says that the noun is short for a name; a further capital makes it another name.
    return re.compile(rf"\b[Tt]he (?P<noun>{nouns})(?![\w-])(?! (?:of|for)\b| [A-Z])")


def _opening(
    passage: Passage,
    sentence: Sentence,
    previous: Sentence | None,
    found: dict[int, list[Reference]],
) -> Reference | None:
    """Return what "It", "The company" or "He" at the start of a sentence takes up."""
    if previous is None or "\n\n" in passage.text[previous.end : sentence.start]:
        return None
    for entity_type, key in (("Organization", "organizations"), ("Person", "persons")):
        match = _opening_pattern(key).match(passage.text, sentence.start, sentence.end)
        if match is None:
            continue
        subject = _subject(passage, previous, entity_type)
        if subject is not None:
            return Reference(*match.span(1), subject, SUBJECT)
        carried = [
            reference
            for reference in found.get(previous.start, ())
            if reference.start - previous.start < 2 and reference.mention.type == entity_type
        ]
        return Reference(*match.span(1), carried[0].mention, SUBJECT) if carried else None
    return None


@cache
def _opening_pattern(key: str) -> re.Pattern[str]:
    words = "|".join(sorted(table()["references"][key], key=len, reverse=True))
    return re.compile(rf"[\"“]?({words})\b(?! (?:is|was) (?:a|an|the)? ?[\w ]{{0,20}}that\b)")


def _subject(passage: Passage, sentence: Sentence, entity_type: str) -> Span | None:
    """Return a sentence's subject where it is plain: it stands first, or is alone of its type."""
    mentions = [
        mention
        for mention in passage.within(sentence.start, sentence.end)
        if mention.type in {"Organization", "Person"}
    ]
    alike = {mention.text for mention in mentions if mention.type == entity_type}
    if not alike:
        return None
    first = mentions[0]
    if first.type == entity_type and first.start - sentence.start <= SUBJECT_WITHIN:
        return first
    if len(alike) == 1 and entity_type == "Person":
        return next(mention for mention in mentions if mention.type == entity_type)
    return None
