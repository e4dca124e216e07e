"""Whose "its" is: "Jane Roe, its founder", "Its first robot, Bolt"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from extractors.facts.english_references import ASIDE, SUBJECT_WITHIN, Reference
from extractors.mentions.english_tables import alternatives, names
from extractors.spans import Passage, Sentence, Span

OWN, EARLIER, ALONE = 0.85, 0.75, 0.65
# How many sentences back, in one paragraph, the subject may stand.
REACH = 3
# What a sentence about somebody's past names is not what the text goes on about.
PAST = re.compile(r"\b(?:previously|formerly|earlier|prior to|before joining|worked|served|left)\b")
NAMED = frozenset({"Organization", "Technology", "Policy"})


def possessives(
    passage: Passage,
    sentences: Sequence[Sentence],
    referring: Mapping[int, Sequence[Reference]],
) -> dict[int, list[Reference]]:
    """Return, by a sentence's start, its possessives and the organisations they stand for.

    A post in apposition counts as one: "Roe, the chairman," is the chairman of what the
    text is about.
    """
    found: dict[int, list[Reference]] = {}
    for place, sentence in enumerate(sentences):
        for match in _pattern().finditer(passage.text, sentence.start, sentence.end):
            antecedent = _antecedent(passage, sentences, place, match.start(), referring)
            if antecedent is not None:
                reference = Reference(*match.span(), *antecedent)
                found.setdefault(sentence.start, []).append(reference)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    post = alternatives(names()["persons"]["posts"])
    apposed = rf"(?<=, )the(?= (?:[a-z-]+ ){{0,4}}(?i:{post})(?: and [\w ]{{2,30}})?[,.])"
    return re.compile(rf"\b[Ii]ts\b|{apposed}")


def _antecedent(
    passage: Passage,
    sentences: Sequence[Sentence],
    place: int,
    before: int,
    referring: Mapping[int, Sequence[Reference]],
) -> tuple[Span, float] | None:
    own = _named(passage, sentences[place].start, before, referring)
    if own:
        # After a person come her posts: "Roe, a fellow of A, head of B and dean of its school".
        subjects = passage.within(sentences[place].start, own[0].start)
        antecedent = own[-1] if any(each.type == "Person" for each in subjects) else own[0]
        return (antecedent, OWN) if antecedent.type == "Organization" else None
    for step in range(1, min(REACH, place) + 1):
        earlier = sentences[place - step]
        gap = passage.text[earlier.end : sentences[place - step + 1].start]
        if "\n\n" in gap:
            return None
        if any(each.search(passage.text, earlier.start, earlier.end) for each in (PAST, ASIDE)):
            continue
        named = _named(passage, earlier.start, earlier.end, referring)
        firms = [mention for mention in named if mention.type == "Organization"]
        if not firms:
            continue
        is_subject = named[0] is firms[0] and _starts(passage, earlier, firms[0], referring)
        if is_subject:
            return firms[0], EARLIER
        return (firms[0], ALONE) if len({firm.text for firm in firms}) == 1 else None
    return None


def _starts(
    passage: Passage,
    sentence: Sentence,
    firm: Span,
    referring: Mapping[int, Sequence[Reference]],
) -> bool:
    """Tell whether a firm, or words that stand for it, open a sentence."""
    places = [
        firm.start,
        *(each.start for each in referring.get(sentence.start, ()) if each.mention == firm),
    ]
    return any(0 <= start - sentence.start <= SUBJECT_WITHIN for start in places)


def _named(
    passage: Passage, start: int, end: int, referring: Mapping[int, Sequence[Reference]]
) -> list[Span]:
    """Return what a stretch of a sentence names or takes up, in order, people left out."""
    places = [(mention.start, mention) for mention in passage.within(start, end)]
    places += [
        (reference.start, reference.mention)
        for reference in referring.get(start, ())
        if reference.start < end
    ]
    return [mention for _, mention in sorted(places) if mention.type in NAMED]
