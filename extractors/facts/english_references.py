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
OPENINGS = (("Organization", "organizations"), ("Policy", "policies"), ("Person", "persons"))
# How far from the start of a sentence a pronoun is still its subject.
CARRIED = 95
# Who else put money in is an aside: the text goes on about the firm that raised it.
ASIDE = re.compile(
    r"(?:^|(?<=[.\n] )|(?<=\n))(?:The (?:round|financing|funding|raise|investment) was"
    r"|(?:Other|New|Existing|The) investors)\b|\balso (?:joined|participated|took part|invested)\b"
)
PASSED = re.compile(
    r"\b(?:adopted|approved|passed|issued|enacted|signed|published|ratified|proposed) (?P<it>it)\b"
)


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
        candidates = [*_defined(passage, sentence), *_definite(passage, sentence)]
        candidates += _object(passage, sentence)
        candidates += _opening(passage, sentence, previous, found)
        found[sentence.start] = _apart(candidates)
        if not ASIDE.search(passage.text, sentence.start, sentence.end):
            previous = sentence
    return found


def _apart(candidates: Sequence[Reference]) -> list[Reference]:
    """Return the candidates that overlap no earlier, and so no better, one."""
    kept: list[Reference] = []
    for candidate in candidates:
        if all(candidate.end <= other.start or other.end <= candidate.start for other in kept):
            kept.append(candidate)
    return kept


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


def _object(passage: Passage, sentence: Sentence) -> Iterator[Reference]:
    """Yield "it" after a verb of making laws, for the last policy named before it."""
    for match in PASSED.finditer(passage.text, sentence.start, sentence.end):
        named = passage.within(sentence.start, match.start())
        policy = next((mention for mention in reversed(named) if mention.type == "Policy"), None)
        if policy is not None:
            yield Reference(*match.span("it"), policy, NOUN)


def _opening(
    passage: Passage,
    sentence: Sentence,
    previous: Sentence | None,
    found: dict[int, list[Reference]],
) -> Iterator[Reference]:
    """Yield what "It", "The company" or "He" at the start of a sentence takes up."""
    if previous is None or "\n\n" in passage.text[previous.end : sentence.start]:
        return
    for entity_type, key in OPENINGS:
        match = _opening_pattern(key).match(passage.text, sentence.start, sentence.end)
        if match is None:
            continue
        carried = [
            reference.mention
            for reference in found.get(previous.start, ())
            if reference.start - previous.start < CARRIED and reference.mention.type == entity_type
        ]
        subject = carried[0] if carried else _subject(passage, previous, entity_type)
        if subject is not None:
            yield Reference(*match.span("words"), subject, SUBJECT)


@cache
def _opening_pattern(key: str) -> re.Pattern[str]:
    words = "|".join(sorted(table()["references"][key], key=len, reverse=True))
    lead = ""
    if key == "persons":  # "Trained as a chemist, he founded": the clause is about him too
        lead, words = r"(?:[A-Z][^,;.:\"“]{3,90}, )?", f"{words}|{words.lower()}"
    elif key == "organizations":  # "In May 2022 it acquired"
        lead = r"(?:(?:In|On|Since|By|During|Last|Earlier|Later|Today)\b[^,;.:\"“]{0,30},? )?"
        words = f"{words}|{words[:1].lower()}{words[1:]}|it|the company|the firm|the startup"
    return re.compile(rf"[\"“]?{lead}(?P<words>{words})\b(?! (?:is|was) [\w ]{{0,20}}that\b)")


def _subject(passage: Passage, sentence: Sentence, entity_type: str) -> Span | None:
    """Return a sentence's subject where it is plain: it stands first, or is alone of its type."""
    mentions = [
        mention
        for mention in passage.within(sentence.start, sentence.end)
        if mention.type in {"Organization", "Person", "Policy"}
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
