"""Relations that English sentences state, by forms over their slotted text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from extractors.facts.english_funding import FundingReader
from extractors.facts.english_money import only_date
from extractors.facts.english_names import firms, within_names
from extractors.facts.english_possessives import possessives
from extractors.facts.english_posts import posts
from extractors.facts.english_references import Reference, references
from extractors.facts.english_rules import Reading, readings
from extractors.facts.english_slots import Slotted, slotted
from extractors.facts.english_titles import within_titles
from extractors.spans import Claim, Passage, Sentence, Span
from graph.names import comparable_name
from graph.ontology import allows, relation

LONGEST = 1500
NEAR = 400
FOUNDING = re.compile(r"\b(?:founded|established|set up|started|created)\b")

CAME_OUT = re.compile(
    r"(?i)\b(?:launch|unveil|introduc|releas|debut|roll(?:ed|ing|s) out|open-sourc|preview|publish)"
)


class EnglishFacts:
    """Finds the relations that the table's forms, the posts and the funding sentences state.

    A claim's words are its sentence, and the one before where a pronoun took up its subject.
    """

    NAME: ClassVar[str] = "english-facts.v3"

    def find(self, passage: Passage) -> Iterator[Claim]:
        """Yield the claims of every English sentence, in the order of the text."""
        english = [sentence for sentence in passage.sentences if sentence.language == "en"]
        referring = references(passage, english)
        owning = possessives(passage, english, referring)
        owners = firms(passage)
        funding = FundingReader()
        for sentence in english:
            if sentence.end - sentence.start > LONGEST:
                continue
            known = referring[sentence.start]
            slots = _slotted(passage, sentence, known)
            found = [*_paired(slots), *funding.readings(slots)]
            found += [*within_titles(passage, sentence), *within_names(passage, sentence, owners)]
            if owned := owning.get(sentence.start):
                known = [*known, *owned]
                found += _paired(_slotted(passage, sentence, known, owned))
            yield from self._claims(passage, sentence, found, known)

    def _claims(
        self,
        passage: Passage,
        sentence: Sentence,
        found: Sequence[Reading],
        known: Sequence[Reference],
    ) -> Iterator[Claim]:
        best: dict[tuple[Span, str, Span], Claim] = {}
        for reading in found:
            if not _is_sound(reading):
                continue
            claim = self._claim(passage, sentence, reading, known)
            key = (claim.head, claim.relation, claim.tail)
            if key not in best or _rank(claim) > _rank(best[key]):
                best[key] = claim
        yield from sorted(best.values(), key=lambda claim: (claim.head, claim.relation, claim.tail))

    def _claim(
        self,
        passage: Passage,
        sentence: Sentence,
        reading: Reading,
        known: Sequence[Reference],
    ) -> Claim:
        ends = (reading.head, reading.tail)
        confidence = reading.confidence
        for reference in known:
            if reference.mention in ends:
                confidence *= reference.confidence
        # Half the doubt about a name is doubt about the fact: slips of type do less harm.
        confidence *= 0.5 + 0.5 * min(end.confidence for end in ends)
        return Claim(
            reading.head,
            reading.relation,
            reading.tail,
            _start_of_words(passage, sentence, ends),
            sentence.end,
            self.NAME,
            round(confidence, 3),
            _dated(passage, sentence, reading),
        )


def _slotted(
    passage: Passage,
    sentence: Sentence,
    known: Sequence[Reference],
    owned: Sequence[Reference] = (),
) -> Slotted:
    """Return the sentence with its outermost mentions, and its references, as slots."""
    places = [(span.start, span.end, span) for span in passage.within(sentence.start, sentence.end)]
    places += [(reference.start, reference.end, reference.mention) for reference in known]
    kept: list[tuple[int, int, Span]] = []
    for place in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    owners = {reference.start for reference in owned}
    return slotted(passage.text, sentence.start, sentence.end, kept, owners)


def _paired(slots: Slotted) -> list[Reading]:
    """Return what needs two names in one sentence; most sentences have fewer."""
    return [*readings(slots), *posts(slots)] if len(slots.mentions) > 1 else []


def _is_sound(reading: Reading) -> bool:
    """Tell whether the ontology allows the ends, and they are two things."""
    head, tail = reading.head, reading.tail
    return allows(head.type, reading.relation, tail.type) and (
        comparable_name(head.text) != comparable_name(tail.text)
    )


def _rank(claim: Claim) -> tuple[int, float]:
    return len(claim.properties), claim.confidence


def _start_of_words(passage: Passage, sentence: Sentence, ends: Sequence[Span]) -> int:
    """Return where the words begin that state a claim: at a near antecedent's sentence."""
    first = min(end.start for end in ends)
    if first >= sentence.start or sentence.start - first > NEAR:
        return sentence.start
    starts = [other.start for other in passage.sentences if other.start <= first < other.end]
    return starts[0] if starts else sentence.start


def _dated(passage: Passage, sentence: Sentence, reading: Reading) -> dict[str, str | bool]:
    """Return a reading's properties with the sentence's only date, where the relation has one."""
    properties = dict(reading.properties)
    words = passage.text[sentence.start : sentence.end]
    takes_date = "date" in relation(reading.relation).properties and "date" not in properties
    # A founder does other things on other days: only a founding that is told has the date.
    # Nor is a maker's every news about the day when its product came out.
    telling = {"FOUNDED": FOUNDING, "DEVELOPS": CAME_OUT}.get(reading.relation)
    if takes_date and (telling is None or telling.search(words)):
        date = only_date(words)
        if date is not None:
            properties["date"] = date
    return properties
