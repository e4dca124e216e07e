"""The finders as components of one spaCy pipeline: the only module that knows spaCy's Language.

A ``Doc`` is one article of repaired text, one token a character (white space joins the
token before it), so that the span of a name is always a span of tokens. Components hand what
they find on in extensions of the ``Doc``; the mentions also stand in ``doc.spans["mentions"]``
with their types as labels, where displaCy and spaCy's own tools find them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc

from extractors.facts.aliases import definitions, later_uses
from extractors.facts.deciding import judged
from extractors.facts.double_names import parted
from extractors.facts.english_aliases import find_aliases
from extractors.facts.english_short_forms import short_forms as english_short_forms
from extractors.facts.former_names import former_names
from extractors.facts.product_forms import product_forms
from extractors.facts.pronouns import antecedents, resolved, with_pronouns
from extractors.facts.properties import with_properties
from extractors.facts.short_forms import short_forms
from extractors.mentions.credits import is_credit
from extractors.mentions.deciding import LEAST, MODELS, decided
from extractors.mentions.merging import echoes, merged
from extractors.mentions.nesting import nested
from extractors.mentions.noise import is_noise
from extractors.mentions.recogniser import Recogniser
from extractors.registry import FACT_FINDERS, MENTION_FINDERS
from extractors.spans import Alias, Claim, Passage, Sentence, Span
from graph.names import simplified

Component = Callable[[Doc], Doc]
ECHO = "echo.v1"
TRADITIONAL = 0.05
LONGEST = 500
DECIDING = "guanxi_decide"
FACT_NAMES = frozenset((*(finder.NAME for finder in FACT_FINDERS), DECIDING))

Doc.set_extension("passage", default=None, force=True)
Doc.set_extension("found", default=(), force=True)
Doc.set_extension("stand_for", default=None, force=True)
Doc.set_extension("claims", default=(), force=True)


@Language.factory("guanxi_mentions", default_config={"position": 0})
def mention_component(nlp: Language, name: str, position: int) -> Component:
    """Return a component that adds what one mention finder finds to ``doc._.found``."""
    finder = MENTION_FINDERS[position]()

    def add(doc: Doc) -> Doc:
        passage: Passage = doc._.passage
        doc._.found = (*doc._.found, *finder.find(passage.text, passage.sentences))
        return doc

    return add


def found_in(text: str, sentences: tuple[Sentence, ...]) -> tuple[Span, ...]:
    """Return what all mention finders find in an article, before anything is decided."""
    finders = [finder() for finder in MENTION_FINDERS]
    found = [span for finder in finders for span in finder.find(text, sentences)]
    return without_noise(text, found)


def without_noise(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return what is no nonsense: before a decision, so that a clause hides no name in it."""
    return tuple(span for span in spans if not is_noise(text, span))


@Language.factory("guanxi_merge", default_config={"models": str(MODELS)})
def merge_component(nlp: Language, name: str, models: str) -> Component:
    """Return a component that decides on names with the weights of a folder."""
    return partial(merge, models=Path(models))


def merge(doc: Doc, models: Path) -> Doc:
    """Turn what was found into the passage's mentions and aliases, and see what pronouns mean.

    ``doc._.stand_for`` is the passage with its pronouns among the mentions, for the fact
    finders to read, and what each of them stands for.
    """
    passage: Passage = doc._.passage
    found = without_noise(passage.text, doc._.found)
    mentions = decided(passage.text, passage.sentences, found, models)
    mentions = without_noise(passage.text, mentions)
    mentions = tuple(span for span in mentions if not is_credit(passage.text, span))
    mentions = merged((*mentions, *echoes(passage.text, mentions, ECHO)), LEAST)
    split = list(parted(mentions))
    mentions = merged((span for span, _ in split), LEAST)
    aliases = (
        *(alias for _, alias in split if alias is not None),
        *definitions(passage.text, mentions),
        *former_names(passage.text, mentions),
        *product_forms(mentions),
        *short_forms(passage.text, mentions),
        *find_aliases(passage.text, mentions),
        *english_short_forms(passage.text, mentions),
    )
    defined = (alias.alias for alias in aliases)
    mentions = merged((*mentions, *defined, *later_uses(passage, aliases)), LEAST)
    mentions = tuple(
        sorted({*mentions, *nested(mentions)}, key=lambda span: (span.start, -span.end))
    )
    passage = replace(passage, mentions=mentions, aliases=aliases)
    doc._.passage = passage
    stand_for = antecedents(passage)
    doc._.stand_for = with_pronouns(passage, stand_for), stand_for
    doc.spans["mentions"] = [
        span
        for mention in mentions
        if (span := doc.char_span(mention.start, mention.end, label=mention.type)) is not None
    ]
    return doc


@Language.factory("guanxi_facts", default_config={"position": 0})
def fact_component(nlp: Language, name: str, position: int) -> Component:
    """Return a component that adds what one fact finder finds to ``doc._.claims``."""
    finder = FACT_FINDERS[position]()

    def add(doc: Doc) -> Doc:
        passage, _ = doc._.stand_for
        doc._.claims = (*doc._.claims, *finder.find(passage))
        return doc

    return add


@Language.factory(DECIDING, default_config={"models": str(MODELS)})
def decision_component(nlp: Language, name: str, models: str) -> Component:
    """Return a component that decides on claims with the weights of a folder."""
    return partial(decide, models=Path(models))


def decide(doc: Doc, models: Path) -> Doc:
    """Keep the claims that stand, add those that the finders missed, and resolve pronouns."""
    passage, stand_for = doc._.stand_for
    claims = with_properties(passage, list(judged(passage, doc._.claims, models)))
    doc._.claims = tuple(resolved(claims, stand_for))
    return doc


def build(models: Path | None = None) -> Language:
    """Return the pipeline: every mention finder, the merge, every fact finder, the decision.

    ``models`` is a folder of weights to decide with instead of those that are shipped.
    """
    weights = {"models": str(models or MODELS)}
    nlp = Chinese.from_config({"nlp": {"tokenizer": {"segmenter": "char"}}})
    for position, mention_finder in enumerate(MENTION_FINDERS):
        nlp.add_pipe("guanxi_mentions", mention_finder.NAME, config={"position": position})
    nlp.add_pipe("guanxi_merge", config=weights)
    for position, fact_finder in enumerate(FACT_FINDERS):
        nlp.add_pipe("guanxi_facts", fact_finder.NAME, config={"position": position})
    nlp.add_pipe(DECIDING, config=weights)
    return nlp


def passage_of(text: str, sentences: Sequence[Sentence]) -> Passage:
    """Return an article as the finders read it."""
    read = simplified_if_needed(text)
    return Passage(read, tuple(bounded(read, sentences)))


def read_ahead(passages: Iterable[Passage]) -> None:
    """Let the network read articles that are analysed next: it is quickest with many at once."""
    Recogniser().read_ahead((passage.text, passage.sentences) for passage in passages)


def analysed(
    nlp: Language, text: str, sentences: Sequence[Sentence]
) -> tuple[Passage, tuple[Claim, ...]]:
    """Return an article with its mentions and aliases, and what it claims."""
    whole = passage_of(text, sentences)
    read = whole.text
    doc = nlp.make_doc(read)
    doc._.passage = whole
    for _, component in nlp.pipeline:
        doc = component(doc)
    passage: Passage = doc._.passage
    claims: tuple[Claim, ...] = doc._.claims
    return (passage, claims) if read == text else _as_written(text, passage, claims)


def related(
    nlp: Language, text: str, sentences: Sequence[Sentence], mentions: Sequence[Span]
) -> tuple[Claim, ...]:
    """Return what an article claims of mentions that are given instead of found."""
    doc = nlp.make_doc(text)
    passage = Passage(text, tuple(bounded(text, sentences)), tuple(mentions))
    stand_for = antecedents(passage)
    doc._.passage, doc._.stand_for = passage, (with_pronouns(passage, stand_for), stand_for)
    for name, component in nlp.pipeline:
        if name in FACT_NAMES:
            doc = component(doc)
    claims: tuple[Claim, ...] = doc._.claims
    return claims


def bounded(text: str, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences, those longer than ``LONGEST`` cut behind a pause.

    Tables and lists read as sentences of thousands of characters; the time of some patterns
    grows with the square of a sentence's length (a list of 4,000 firms took two minutes).
    """
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > LONGEST:
            end = max(text.rfind(pause, start, start + LONGEST) for pause in "，；、,; \n") + 1
            end = end or start + LONGEST
            yield replace(sentence, start=start, end=end)
            start = end
        yield replace(sentence, start=start)


def simplified_if_needed(text: str) -> str:
    """Return the text in the simplified characters that the finders know, if it is not in them.

    The odd traditional character in a simplified text (乾, 著) stays as it is.
    """
    converted = simplified(text)
    changed = sum(old != new for old, new in zip(text, converted, strict=True))
    return converted if changed > TRADITIONAL * len(text) else text


def _as_written(
    text: str, passage: Passage, claims: Sequence[Claim]
) -> tuple[Passage, tuple[Claim, ...]]:
    """Return what was found in the simplified text with the words of the text itself."""

    def own(span: Span) -> Span:
        return replace(span, text=text[span.start : span.end])

    aliases = tuple(
        Alias(own(alias.name), own(alias.alias), alias.scoped) for alias in passage.aliases
    )
    written = replace(
        passage, text=text, mentions=tuple(map(own, passage.mentions)), aliases=aliases
    )
    return written, tuple(
        replace(claim, head=own(claim.head), tail=own(claim.tail)) for claim in claims
    )


__all__ = ["Span", "analysed", "build"]
