"""Who issued a paper, from its head and foot: 国务院、中央军委 / 关于…的批复, and the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from extractors.facts.slots import outermost
from extractors.facts.structure import stance
from extractors.spans import Claim, Passage, Sentence, Span

# How far a paper's title and number reach; behind them stands whom it is addressed to.
HEAD = 160
# What stands between the names of those who issue a paper together, and behind the last.
BETWEEN = re.compile(r"[\s、，　]*(?:和|会同)?[\s、，　]*")
ISSUING = re.compile(
    r"[\s　]*(?:办公厅|办公室)?[\s　]*(?:联合)?(?:关于|印发|转发|令|公告|通告|文件)"
)
ADDRESSED = re.compile(r"[^\n]{2,200}[：:][ \t　]*(?:\n|$)")
_FIGURES = r"[〇零一二三四五六七八九十\d\s]"
DATE = rf"{_FIGURES}{{2,6}}年{_FIGURES}{{1,5}}月{_FIGURES}{{1,5}}日"
DATED = re.compile(rf"[\s　]*(?:办公厅|办公室)?[\s　]*(?=(?:{DATE}))")
OWN = re.compile(
    r"(?:我|本)(?:部|局|委|厅|办|会|署|院|省|市|区)[^。；]{0,24}?(?:制定|编制|印发|修订|修定|起草|发布|研究制定)[^。；]{0,30}$"
)
APPROVES = re.compile(r"的?(?:批复|批准|复函|通知|决定|命令|公告|意见)$")


class PaperFinder:
    """Finds ISSUED and GOVERNS where a paper's parts and not its sentences state them."""

    NAME: ClassVar[str] = "papers.zh.v1"

    def find(self, passage: Passage) -> Iterator[Claim]:
        """Yield claims of the bodies at the head or foot and what the paper itself is."""
        if not any(span.type == "Policy" for span in passage.mentions):
            return
        mentions = outermost(passage.mentions)
        issuers, sure = list(_heading(passage, mentions)), 0.85
        title = next((span for span in mentions if span.type == "Policy"), None)
        signed = list(_signatures(passage, mentions))
        if title is not None and title.start <= HEAD and not _is_cited(passage, title):
            for body in issuers or signed:
                yield from self._claim(passage, body, title, sure if issuers else 0.7)
            yield from self._subjects(passage, issuers, mentions, title)
        for policy in mentions:
            if policy.type == "Policy" and _is_own(passage, policy):
                for body in signed or issuers:
                    yield from self._claim(passage, body, policy, 0.75)

    def _claim(self, passage: Passage, body: Span, policy: Span, sure: float) -> Iterator[Claim]:
        if body.text == policy.text:
            return
        place = _sentence(passage, body)
        yield Claim(body, "ISSUED", policy, place.start, place.end, self.NAME, sure)

    def _subjects(
        self, passage: Passage, issuers: Sequence[Span], mentions: Sequence[Span], title: Span
    ) -> Iterator[Claim]:
        """Yield what a title cut by line ends is about: bodies behind 关于 and before 批复."""
        if not issuers:
            return
        start = issuers[-1].end
        for span in mentions:
            behind = passage.text[span.end : span.end + 24]
            if (
                start < span.start < start + 60
                and span.type in {"Organization", "Technology"}
                and not ADDRESSED.match(passage.text, _line(passage.text, span.start))
                and re.match(r"[^。：\n]{0,20}(?:的批复|的复函|的决定|的通知|\n)", behind)
            ):
                place = _sentence(passage, span)
                yield Claim(
                    title, "GOVERNS", span, place.start, place.end, self.NAME, 0.6,
                    {"stance": stance(title)},
                )  # fmt: skip


def _heading(passage: Passage, mentions: Sequence[Span]) -> Iterator[Span]:
    """Yield the bodies that a paper's first line names before 关于, 印发 or 令."""
    row: list[Span] = []
    for span in mentions:
        if span.start > HEAD or span.type != "Organization":
            break
        if row and not BETWEEN.fullmatch(passage.text, row[-1].end, span.start):
            break
        if not row and passage.text[: span.start].strip():
            break
        row.append(span)
    if row and ISSUING.match(passage.text, row[-1].end):
        yield from row


def _signatures(passage: Passage, mentions: Sequence[Span]) -> Iterator[Span]:
    """Yield the bodies that stand alone in the lines right above a date, the lowest first."""
    below: int | None = None
    for span in reversed(mentions):
        line = _line(passage.text, span.start)
        alone = span.type == "Organization" and not passage.text[line : span.start].strip(" 　")
        if (
            alone
            and DATED.match(passage.text, span.end)
            and "\n" in passage.text[span.end : span.end + 12]
        ):
            yield span
            below = span.start
        elif below is not None:
            if not alone or not BETWEEN.fullmatch(passage.text, span.end, below):
                return
            yield span
            below = span.start


def _is_cited(passage: Passage, title: Span) -> bool:
    """Tell whether a policy is only named in a paper: behind 根据, or as a request received."""
    before = passage.text[max(0, title.start - 12) : title.start]
    behind = passage.text[title.end : title.end + 40]
    return bool(
        re.search(r"根据|按照|依据|你[们]?(?:公司|省|市|区|局|部|厅|委|单位)|落实|贯彻", before)
        or re.match(r"》?(?:[（(][^（）()]{1,24}[）)])?\s*收悉", behind)
    )


def _is_own(passage: Passage, policy: Span) -> bool:
    before = passage.text[max(0, policy.start - 60) : policy.start].removesuffix("《")
    return bool(OWN.search(before))


def _line(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _sentence(passage: Passage, span: Span) -> Sentence:
    return next(
        (one for one in passage.sentences if one.start <= span.start < one.end),
        Sentence(span.start, span.end, "zh"),
    )
