"""What a text says of entities that are given instead of found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.annotation import AnnotatedEntity, AnnotatedRelation, Annotation
from extractors.components import related
from extractors.segments import articles
from extractors.spans import Claim, Sentence, Span, is_whole

if TYPE_CHECKING:
    from spacy.language import Language

GIVEN = "given.v1"


def related_names(nlp: Language, text: str, entities: Iterable[tuple[str, str]]) -> Annotation:
    """Return the relations that the fact finders see between entities, by type and name.

    Every place where a name stands whole is a mention. Of several sentences that state one
    relation, the surest is given.
    """
    rows = [
        AnnotatedEntity(
            id=f"e{number}", type=type_, kind=None, name=name, mentions=[name],
            spans=list(_places(text, name)), confidence=1.0, finder=GIVEN,
        )
        for number, (type_, name) in enumerate(dict.fromkeys(entities), 1)
    ]  # fmt: skip
    owners = {
        Span(start, end, row["type"], row["name"], GIVEN, 1.0): row["id"]
        for row in rows
        for start, end in row["spans"]
    }
    best: dict[tuple[str, str, str], Claim] = {}
    for claim in _claims(nlp, text, owners):
        key = (owners[claim.head], claim.relation, owners[claim.tail])
        if key[0] != key[2] and (key not in best or claim.confidence > best[key].confidence):
            best[key] = claim
    relations = [
        AnnotatedRelation(
            type=relation, head=head, tail=tail, props=claim.properties,
            evidence=text[claim.start : claim.end], span=(claim.start, claim.end),
            confidence=claim.confidence, finder=claim.finder,
        )
        for (head, relation, tail), claim in best.items()
    ]  # fmt: skip
    return Annotation(entities=rows, relations=relations)


def _claims(nlp: Language, text: str, spans: Iterable[Span]) -> Iterator[Claim]:
    """Yield what each article claims, counted in the whole text."""
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    for place in articles(text):
        inside = [
            _moved(span, -place.start)
            for span in ordered
            if place.start <= span.start and span.end <= place.end
        ]
        sentences = [
            Sentence(each.start - place.start, each.end - place.start, each.language)
            for each in place.sentences
        ]
        for claim in related(nlp, text[place.start : place.end], sentences, inside):
            yield replace(
                claim, head=_moved(claim.head, place.start), tail=_moved(claim.tail, place.start),
                start=claim.start + place.start, end=claim.end + place.start,
            )  # fmt: skip


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if is_whole(text, start, end):
            yield start, end
        start = text.find(name, start + 1)
