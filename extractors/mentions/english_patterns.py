"""English names recognised by their wording: endings, versions, titles and listed terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from extractors.mentions import english_tables as tables
from extractors.mentions.english_known import known
from extractors.mentions.english_organizations import organizations
from extractors.mentions.english_persons import persons
from extractors.mentions.english_places import places
from extractors.mentions.english_policies import policies
from extractors.mentions.english_products import of_makers, products
from extractors.mentions.english_roles import roles
from extractors.mentions.english_technologies import technologies
from extractors.spans import Sentence, Span

ECHO = 0.8
# Above the recogniser's doubt, so that a name keeps its type in the whole article.
ROLE_ECHO = 0.82
SHORT = 2
# "Fortune 500", "The 300": figures follow, and no product.
NO_MAKER = frozenset(
    {"Fortune", "Forbes", "Russell", "Global", "Nasdaq", "NASDAQ", "No", "The", "Inc"}
)
QUOTED = re.compile(r"[\"“](?P<name>[A-Z]\w+)[\"”]")
REGISTERED = (
    "Inc.",
    "Inc",
    "Ltd.",
    "Ltd",
    "Corp.",
    "Corp",
    "Group",
    "Company",
    "Limited",
    "Motors",
)
ABBREVIATED = re.compile(r"\s?\([\"“]?(?P<short>[A-Z][\w&.-]{1,11}?)[\"”]?\)")


class EnglishPatterns:
    """Finds names by what they are made of and by the part they play, and their later uses."""

    NAME: ClassVar[str] = "english-patterns.v2"

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield spans in the English sentences; spans of several kinds of name may overlap."""
        english = [sentence for sentence in sentences if sentence.language == "en"]
        shorts: dict[str, Span] = {}
        makers: set[str] = set()
        for sentence in english:
            for span in self._within(text, sentence):
                yield span
                if span.type == "Organization":
                    makers |= _called(text, span, sentence.end)
                short = ABBREVIATED.match(text, span.end, sentence.end)
                if span.type in {"Organization", "Policy"} and short:
                    shorts.setdefault(short["short"], span)
        yield from self._echoes(text, english, shorts, ECHO)
        yield from self._by_role(text, english)
        ordered = sorted(makers)
        for sentence in english:
            for first, last, kind, confidence in of_makers(
                text, sentence.start, sentence.end, ordered
            ):
                yield self._span(text, (first, last), "Technology", confidence, kind)

    def _by_role(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield the names that a sentence types by their part in it, there and elsewhere."""
        typed: dict[str, Span] = {}
        for sentence in sentences:
            if tables.is_heading(text[sentence.start : sentence.end]):
                continue
            for first, last, entity_type, confidence in roles(text, sentence.start, sentence.end):
                kind = "company" if entity_type == "Organization" else None
                span = self._span(text, (first, last), entity_type, confidence, kind)
                yield span
                if confidence > ROLE_ECHO and len(span.text) > SHORT:
                    typed.setdefault(span.text, span)
        yield from self._echoes(text, sentences, typed, ROLE_ECHO)

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
        for first, last, entity_type, known_kind, confidence in known(text, start, end):
            yield self._span(text, (first, last), entity_type, confidence, known_kind)
        if not tables.is_heading(text[start:end]):
            for first, last, kind, confidence in products(text, start, end):
                yield self._span(text, (first, last), "Technology", confidence, kind)
        for first, last, kind, confidence in technologies(text, start, end):
            yield self._span(text, (first, last), "Technology", confidence, kind)
        for first, last, confidence in persons(text, start, end):
            yield self._span(text, (first, last), "Person", confidence, None)

    def _echoes(
        self, text: str, sentences: Sequence[Sentence], shorts: dict[str, Span], confidence: float
    ) -> Iterator[Span]:
        if not shorts:
            return
        pattern = re.compile(rf"(?<![\w-]){tables.alternatives(shorts)}(?![\w-])")
        for sentence in sentences:
            for match in pattern.finditer(text, sentence.start, sentence.end):
                full = shorts[match.group()]
                yield self._span(text, match.span(), full.type, confidence, full.kind)

    def _span(
        self, text: str, place: tuple[int, int], entity_type: str, confidence: float,
        kind: str | None,
    ) -> Span:  # fmt: skip
        start, end = place
        return Span(start, end, entity_type, text[start:end], self.NAME, confidence, kind)


def _called(text: str, span: Span, end: int) -> set[str]:
    """Return the names under which an organisation may stand in those of its products."""
    names = {quoted["name"] for quoted in QUOTED.finditer(text, span.end, min(end, span.end + 40))}
    names |= {span.text} if " " not in span.text else set()
    names -= NO_MAKER
    first = span.text.split()[0]
    if span.text.endswith(REGISTERED) and len(first) > SHORT and first not in NO_MAKER:
        names.add(first)
    return names
