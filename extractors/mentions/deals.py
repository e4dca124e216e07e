"""Companies and investors by their places in the sentences that announce a round of funding.

Young firms and funds have names that nothing else tells: 青藤A轮获得山海资本投资, 由甲、乙领投.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from extractors.spans import Sentence, Span

# Characters that no short name of a firm holds, verbs that end one, and what begins none.
_CHARACTER = r"[^\s，。；：、！？“”「」『』（）()《》|｜\n—,;:的了将被是在获]"
_FIRST = r"(?![等由为]|[过近超约逾数][\d十百千万亿])"
_NAME = rf"{_FIRST}{_CHARACTER}(?:{_CHARACTER}|(?<=[A-Za-z.&]) (?=[A-Z0-9])){{1,29}}?"
_ROUND = (
    r"(?:Pre-?\s?)?[A-HS][1-9]?\+*\s?轮|种子\+?轮|天使\+?轮|首轮|战略(?:融资|投资)|Pre-?IPO|IPO上市后|IPO|新三板定增|新三板|"
    r"未披露|定向增发|主板定向增发|股权转让|私有化|借壳上市|并购|债权融资|债权|众筹|基石轮"
)
_UNIT = r"(?:美元|美金|人民币|港元|港币|欧元|英镑|日元|卢比|新元|韩元|元)"
_SUM = rf"(?:[数近超过约逾]?(?:\d[\d.,]*|[数几多十百千]+)?[十百千万亿]+{_UNIT}?)"
_START = r"(?:^|(?<=[。！？；\n|｜：，—]))\s*[“「]?"
HEADLINE = re.compile(
    rf"{_START}(?P<company>{_NAME})[”」]?\s*(?:{_ROUND})(?:融资)?\s*(?:获得?|得到)\s*"
    rf"(?P<investors>{_NAME}(?:、{_NAME})*?)(?:等)?\s*(?:{_SUM})?\s*(?:的)?(?:独家|联合|战略)?(?:投资|注资|领投)(?![A-Za-z])"
)
# The same where no investor is told: 青藤A轮获得数千万人民币投资, 青藤完成A轮融资.
RAISED = re.compile(
    rf"{_START}(?P<company>{_NAME})[”」]?\s*(?:(?:{_ROUND})(?:融资)?\s*获得?|(?:已|近日|日前|宣布|正式|顺利|成功|官宣|再次|连续){{0,3}}(?:完成|获得?|斩获|拿下|宣布完成))"
    rf"(?:了)?(?:等)?\s*(?:{_SUM})?的?(?:人民币|美元)?(?:{_ROUND}|新一轮|多轮|两轮)?(?:股权)?(?:投资|融资)"
)
LED = re.compile(
    rf"(?:由|[，；])(?:(?:现有|既有|老|新|知名|产业)?(?:股东|投资方|投资人|机构|投资机构|资方))?\s*(?P<investors>{_NAME}(?:[、和]{_NAME})*?)(?:等[^，。；]{{0,8}})?(?:联合|共同|继续|持续|独家){{0,2}}(?:领投|跟投|参投)"
)
GENERIC = re.compile(
    r"^(?:继续|持续|联合|共同|独家|追加|领投|跟投|本|该|此|其|这|那|某|一家|多家|两家|上述|目前|此前|近日|日前|同时|其中|公司|企业|机构|投资|融资|累计|总额|有|又|再|并|已|和|与|据|国内|国产|全球|清华系|\d+(?:\.\d+)?[家个亿万千百年月日余名位轮笔])"
    r"|^(?:.{0,6}(?:企业|公司|团队|项目|机构|股东|投资方|投资人|资方|基金们|平台|品牌|厂商))$|[？?]|股东|投资方|投资人|资方|投资机构|旗下"
)
# In a headline of the fixed form what stands first is the company, whatever it begins with.
SURE = 0.9
PRONOUN = re.compile(r"^(?:本轮|该|此|其|公司|企业)")


class DealFinder:
    """Finds organizations where a sentence announces who funded whom."""

    NAME: ClassVar[str] = "deals.zh.v1"

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield the company and the investors of each announcement."""
        for sentence in sentences:
            words = text[sentence.start : sentence.end]
            if sentence.language != "zh" and not re.search("[投融]资", words):
                continue
            if not re.search("投|融资", words):
                continue
            for pattern, sure in ((HEADLINE, SURE), (RAISED, 0.7), (LED, 0.75)):
                for match in pattern.finditer(text, sentence.start, sentence.end):
                    yield from self._named(text, match, sure)

    def _named(self, text: str, match: re.Match[str], sure: float) -> Iterator[Span]:
        groups = match.groupdict()
        if groups.get("company"):
            yield from self._span(text, match.span("company"), "company", sure)
        if groups.get("investors"):
            start, end = match.span("investors")
            for piece in re.finditer(r"[^、和]+", text[start:end]):
                yield from self._span(
                    text, (start + piece.start(), start + piece.end()), "investor", sure
                )

    def _span(self, text: str, place: tuple[int, int], kind: str, sure: float) -> Iterator[Span]:
        start, end = place
        name = text[start:end].rstrip()
        generic = PRONOUN if sure >= SURE else GENERIC
        if len(name) >= 2 and not generic.search(name):
            yield Span(start, start + len(name), "Organization", name, self.NAME, sure, kind)
