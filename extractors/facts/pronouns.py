"""Words that stand for the organization named before: 该公司, 这家企业, 公司."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.facts.slots import outermost
from extractors.spans import Claim, Passage, Sentence, Span

PRONOUN_NAME = "pronoun.zh.v1"
# "公司" alone stands for a firm only where a verb or post of its own follows.
PRONOUN = re.compile(
    r"(?:该|本|这家|这个|上述)(?:公司|企业|集团|机构|院|所|校|厂|基金|平台公司)"
    r"|(?:(?<=[。，；！？\n])|^)公司(?=自主|将|已|表示|宣布|发布|推出|研发|研制|董事长|总经理|总裁|创始人|联合创始人|CEO|首席|"
    r"成立|完成|获得|获|联合|旗下|总部|位于|核心|先后|与|目前)"
)
NO_FIRM = frozenset({"government", "media", "international", "association", "university"})
REACH = 3
DOUBT = 0.8


def antecedents(passage: Passage) -> dict[Span, Span]:
    """Return, for each such word, the organization that it stands for.

    That is the first organization of the same sentence before it, or else of the nearest of
    the three sentences before: the subject, which Chinese news puts first.
    """
    found: dict[Span, Span] = {}
    subjects: list[Span | None] = []
    for sentence in passage.sentences:
        firms = list(_firms(passage, sentence))
        for match in PRONOUN.finditer(passage.text, sentence.start, sentence.end):
            before = [firm for firm in firms if firm.end <= match.start()]
            recent = [subject for subject in subjects[-REACH:] if subject is not None]
            antecedent = before[0] if before else recent[-1] if recent else None
            if antecedent is not None and not _is_named(passage, match):
                span = Span(
                    match.start(), match.end(), "Organization", match[0], PRONOUN_NAME, 0.5,
                    antecedent.kind,
                )  # fmt: skip
                found[span] = antecedent
        subjects.append(firms[0] if firms else None)
    return found


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
