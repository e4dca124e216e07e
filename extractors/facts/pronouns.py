"""Words that stand for the organization or person named before: 该公司, 这家企业, 公司, 他."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.facts.slots import outermost
from extractors.spans import Claim, Passage, Sentence, Span

PRONOUN_NAME = "pronoun.zh.v1"
# "公司" alone stands for a firm only where a verb or post of its own follows.
PRONOUN = re.compile(
    r"(?:该|这家|上述)(?:公司|企业|集团|机构|研究院|研究所|院|所|校|厂|基金|中心|实验室|联盟|协会|银行|委员会|小组|平台公司)"
    r"|其(?=自主|研发|研制|开发|推出|发布|自研|旗下|打造|首款|最新|核心)"
    r"|(?:(?<=[。，；！？\n：“])|(?<=担任)|(?<=出任)|(?<=现任)|^)(?:公司|本公司|企业)(?!们|债|法|化|治理|研发投入|级|家)"
)
PERSON = re.compile(r"(?:(?<=[。，；！？\n“])|^)(?:他|她)(?!们)")
NO_FIRM = frozenset({"government", "media", "international", "association", "university"})
REACH = 3
DOUBT = 0.8


def antecedents(passage: Passage) -> dict[Span, Span]:
    """Return, for each such word, what it stands for.

    For a firm that is the first organization of the same sentence before it, or else of the
    nearest of the three sentences before: the subject, which Chinese news puts first.
    """
    found: dict[Span, Span] = {}
    subjects: list[Span | None] = []
    for sentence in passage.sentences:
        firms = list(_firms(passage, sentence))
        first = firms[0] if firms and not _is_about_a_person(passage, sentence) else None
        for match in PRONOUN.finditer(passage.text, sentence.start, sentence.end):
            before = [firm for firm in firms if firm.end <= match.start()]
            recent = [subject for subject in subjects[-REACH:] if subject is not None]
            antecedent = before[0] if before else recent[-1] if recent else None
            if antecedent is not None and not _is_named(passage, match):
                found[_pronoun(match, antecedent)] = antecedent
                if first is None or match.start() < first.start:
                    first = antecedent
        subjects.append(first)
    return found | _people(passage)


def _is_about_a_person(passage: Passage, sentence: Sentence) -> bool:
    """Tell whether a person is named before anything else, so that no firm is the subject."""
    mentions = outermost(passage.within(sentence.start, sentence.end))
    return bool(mentions) and mentions[0].type == "Person"


def _people(passage: Passage) -> dict[Span, Span]:
    """Return, for each 他 and 她, the person named last before it, two sentences back at most."""
    found: dict[Span, Span] = {}
    people = [mention for mention in passage.mentions if mention.type == "Person"]
    starts = [person.start for person in people]
    for number, sentence in enumerate(passage.sentences):
        begin = passage.sentences[max(0, number - 2)].start
        for match in PERSON.finditer(passage.text, sentence.start, sentence.end):
            place = bisect_left(starts, match.start())
            if place and starts[place - 1] >= begin:
                found[_pronoun(match, people[place - 1])] = people[place - 1]
    return found


def _pronoun(match: re.Match[str], antecedent: Span) -> Span:
    return Span(
        match.start(), match.end(), antecedent.type, match[0], PRONOUN_NAME, 0.5, antecedent.kind
    )


def subject(passage: Passage, sentence: Sentence, before: int) -> Span | None:
    """Return the first firm of a sentence before an offset, or else of the sentence before it."""
    own = [firm for firm in _firms(passage, sentence) if firm.end <= before]
    if own:
        return own[0]
    place = bisect_left(passage.sentences, sentence.start, key=lambda other: other.start)
    return next(_firms(passage, passage.sentences[place - 1]), None) if place else None


def with_pronouns(passage: Passage, stand_for: Iterable[Span]) -> Passage:
    """Return the passage with such words among its mentions, for the fact finders to see."""
    mentions = (*passage.mentions, *stand_for)
    return replace(
        passage, mentions=tuple(sorted(mentions, key=lambda span: (span.start, -span.end)))
    )


def resolved(claims: Iterable[Claim], stand_for: Mapping[Span, Span]) -> Iterator[Claim]:
    """Yield the claims with the organizations themselves at their ends, less surely.

    The words that state a claim then begin where the organization is named.
    """
    for claim in claims:
        head, tail = stand_for.get(claim.head, claim.head), stand_for.get(claim.tail, claim.tail)
        if (head, tail) == (claim.head, claim.tail):
            yield claim
        elif head != tail:
            start = min(claim.start, head.start, tail.start)
            yield replace(
                claim, head=head, tail=tail, start=start, confidence=claim.confidence * DOUBT
            )


def _firms(passage: Passage, sentence: Sentence) -> Iterator[Span]:
    for mention in outermost(passage.within(sentence.start, sentence.end)):
        if mention.type == "Organization" and mention.kind not in NO_FIRM:
            yield mention


def _is_named(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether the word is part of a name that was found."""
    around: Sequence[Span] = passage.within(max(0, match.start() - 60), match.end() + 60)
    return any(span.start < match.end() and match.start() < span.end for span in around)
