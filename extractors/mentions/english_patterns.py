"""English names recognised by their wording: endings, versions, titles and listed terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from extractors.mentions import english_tables as tables
from extractors.mentions.english_organizations import organizations
from extractors.mentions.english_persons import persons
from extractors.mentions.english_places import places
from extractors.mentions.english_policies import policies
from extractors.mentions.english_technologies import technologies
from extractors.spans import Sentence, Span

ECHO = 0.8
ABBREVIATED = re.compile(r"\s?\([\"“]?(?P<short>[A-Z][\w&.-]{1,11}?)[\"”]?\)")


class EnglishPatterns:
    """Finds names by what they are made of, and later uses of abbreviations given in brackets."""

    NAME: ClassVar[str] = "english-patterns.v1"

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield spans in the English sentences; spans of several kinds of name may overlap."""
        english = [sentence for sentence in sentences if sentence.language == "en"]
        shorts: dict[str, Span] = {}
        for sentence in english:
            for span in self._within(text, sentence):
                yield span
                short = ABBREVIATED.match(text, span.end, sentence.end)
                if span.type in {"Organization", "Policy"} and short:
                    shorts.setdefault(short["short"], span)
        yield from self._echoes(text, english, shorts)

    def _within(self, text: str, sentence: Sentence) -> Iterator[Span]:
        start, end = sentence.start, sentence.end
        for first, last, confidence in organizations(text, start, end):
            if not tables.is_refused_organization(text[first:last]):
                kind = tables.organization_kind(text[first:last]) or "other"
                yield self._span(text, (first, last), "Organization", confidence, kind)
        for first, last, confidence in places(text, start, end):
            yield self._span(text, (first, last), "Place", confidence, None)
        for first, last, kind, confidence in policies(text, start, end):
            yield self._span(text, (first, last), "Policy", confidence, kind)
        for first, last, kind, confidence in technologies(text, start, end):
            yield self._span(text, (first, last), "Technology", confidence, kind)
        for first, last, confidence in persons(text, start, end):
            yield self._span(text, (first, last), "Person", confidence, None)

    def _echoes(
        self, text: str, sentences: Sequence[Sentence], shorts: dict[str, Span]
    ) -> Iterator[Span]:
        if not shorts:
            return
        pattern = re.compile(rf"(?<![\w-]){tables.alternatives(shorts)}(?![\w-])")
        for sentence in sentences:
            for match in pattern.finditer(text, sentence.start, sentence.end):
                full = shorts[match.group()]
                yield self._span(text, match.span(), full.type, ECHO, full.kind)

    def _span(
        self, text: str, place: tuple[int, int], entity_type: str, confidence: float,
        kind: str | None,
    ) -> Span:  # fmt: skip
        start, end = place
        return Span(start, end, entity_type, text[start:end], self.NAME, confidence, kind)
