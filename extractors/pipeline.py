"""The only place that puts the steps in order: a document in, all that it says out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.annotation import Annotation, annotated
from extractors.entities import Group, grouped
from extractors.mentions.merging import EVERYWHERE
from extractors.reading.repair import repaired
from extractors.reading.view import View
from extractors.segments import Article, articles
from extractors.spans import Claim, Passage, Sentence, Span
from extractors.values.derived import with_values
from graph.records import (
    Document,
    DocumentGraph,
    Evidence,
    Fact,
    LocalEntity,
    Mention,
    Segment,
)

if TYPE_CHECKING:
    from spacy.language import Language

ROUNDING = 4
TOGETHER = 16
"""Articles that the network reads at once."""


class Pipeline:
    """Reads documents with every finder there is; the same text always gives the same graph.

    Loading takes a second or two and happens on first use; one pipeline serves any number
    of documents, one at a time.
    """

    def __init__(self, models: Path | None = None) -> None:
        """Decide with the weights in a folder; None stands for those that are shipped."""
        self._models = models

    @cached_property
    def _nlp(self) -> Language:
        from extractors.components import build

        return build(self._models)

    def read(
        self, document: Document, told: Callable[[float], None] | None = None
    ) -> DocumentGraph:
        """Return all that a document says, with every span counted in ``document.text``.

        ``told`` is given, after each article, the share of the text that is read.
        """
        view = repaired(document.text)
        found = articles(view.text)
        read = []
        for number, place in enumerate(found):
            if number % TOGETHER == 0:
                _read_ahead(view.text, found[number : number + TOGETHER])
            read.append(self._article(document, view, place, number))
            if told:
                told(place.end / len(view.text))
        return DocumentGraph(
            document=document,
            segments=tuple(_segments(view, found)),
            entities=tuple(entity for article in read for entity in article[0]),
            mentions=tuple(mention for article in read for mention in article[1]),
            facts=tuple(fact for article in read for fact in article[2]),
        )

    def extract(self, text: str) -> Annotation:
        """Return what a bare text says, in the form of annotated passages plus spans."""
        bare = Document(
            uri="text:", title="", language="und", media_type="text/plain",
            sha256=hashlib.sha256(text.encode()).hexdigest(), text=text,
        )  # fmt: skip
        return annotated(self.read(bare))

    def relate(self, text: str, entities: Iterable[tuple[str, str]]) -> Annotation:
        """Return what a bare text says of entities that are given, by type and name.

        The finders of mentions are not asked: for judging the finders of facts alone.
        """
        from extractors.relating import related_names

        return related_names(self._nlp, text, entities)

    def _article(
        self, document: Document, view: View, place: Article, number: int
    ) -> tuple[list[LocalEntity], list[Mention], list[Fact]]:
        passage, claims = self._analysed(view.text, place)
        entities: list[LocalEntity] = []
        mentions: list[Mention] = []
        owners: dict[Span, str] = {}
        linked = {span for claim in claims for span in (claim.head, claim.tail)}
        for group in grouped(passage.mentions, passage.aliases):
            if group.name in EVERYWHERE and not linked.intersection(group.mentions):
                continue
            entity = _entity(document.id, number, group)
            entities.append(entity)
            for span in group.mentions:
                owners[span] = entity.id
                mentions.append(_mention(document, view, place.start, entity.id, span))
        mentions.sort(key=lambda mention: (mention.start, -mention.end, mention.entity))
        return entities, mentions, list(_facts(document, view, place.start, claims, owners))

    def _analysed(self, text: str, place: Article) -> tuple[Passage, tuple[Claim, ...]]:
        from extractors.components import analysed

        return analysed(self._nlp, text[place.start : place.end], _sentences(place))


def _read_ahead(text: str, places: Iterable[Article]) -> None:
    from extractors.components import passage_of, read_ahead

    read_ahead(passage_of(text[place.start : place.end], _sentences(place)) for place in places)


def _sentences(place: Article) -> list[Sentence]:
    """Return the sentences of an article, counted from its own beginning."""
    return [
        Sentence(sentence.start - place.start, sentence.end - place.start, sentence.language)
        for sentence in place.sentences
    ]


def _segments(view: View, found: Sequence[Article]) -> Iterator[Segment]:
    for article in found:
        start, end = view.source(article.start, article.end)
        yield Segment(kind="article", start=start, end=end)
        for place in article.paragraphs:
            start, end = view.source(*place)
            yield Segment(kind="paragraph", start=start, end=end)
        for sentence in article.sentences:
            start, end = view.source(sentence.start, sentence.end)
            yield Segment(kind="sentence", start=start, end=end)


def _entity(document: str, article: int, group: Group) -> LocalEntity:
    return LocalEntity(
        document=document, article=article, type=group.type, kind=group.kind,
        name=group.name, names=group.names, scoped=group.scoped,
    )  # fmt: skip


def _mention(document: Document, view: View, offset: int, entity: str, span: Span) -> Mention:
    start, end = view.source(span.start + offset, span.end + offset)
    return Mention(
        entity=entity, document=document.id, start=start, end=end,
        text=document.text[start:end], name=span.text, finder=span.finder,
        confidence=round(span.confidence, ROUNDING),
    )  # fmt: skip


def _facts(
    document: Document, view: View, offset: int, claims: Iterable[Claim], owners: dict[Span, str]
) -> Iterator[Fact]:
    """Yield one fact for each relation that a sentence states: the reading most sure of it."""
    stated: dict[tuple[str, str, str, int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        head, tail = owners[claim.head], owners[claim.tail]
        if head != tail:
            stated[head, claim.relation, tail, claim.start, claim.end].append(claim)
    for (head, relation, tail, begin, finish), readings in stated.items():
        best = max(readings, key=lambda claim: (claim.confidence, len(claim.properties)))
        start, end = view.source(begin + offset, finish + offset)
        properties, date = with_values(best.properties, document.published)
        yield Fact(
            head=head, relation=relation, tail=tail, properties=properties, date=date,
            confidence=round(best.confidence, ROUNDING),
            evidence=(
                Evidence(
                    document=document.id, start=start, end=end,
                    quote=document.text[start:end],
                    reading=view.text[begin + offset : finish + offset], finder=best.finder,
                ),
            ),
        )  # fmt: skip
