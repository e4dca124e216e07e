"""Funding rounds in Chinese text: who put how much into whom, in which round, who led."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import ClassVar

from extractors.facts.amounts import AMOUNT, currency
from extractors.facts.dates import find_date
from extractors.facts.slots import SEPARATOR, Slotted, compiled, slotted
from extractors.spans import Claim, Passage, Sentence, Span
from graph.records import Properties

ROUND = re.compile(
    r"(?P<round>Pre-?\s?IPO|Pre-?\s?[A-H]\d?\s?\+*|[A-H]\d?\s?\+*|天使\+*|种子|战略|首|IPO前)"
    r"\s*(?:及[A-H]\d?\+*)?\s*轮?\s*(?:系列)?(?:股权)?(?:融资|投资(?!人|者)|轮)"
    r"|(?P<market>定向增发|股权转让|新三板|私有化|借壳上市|债权融资|众筹|Pre-?IPO)(?=[^，。；]{0,6}获)"
)
BARE = re.compile(
    r"[数近超过约逾]?(?:\d[\d.,]*|[数几十百千]+)\s*[十百千]?[万亿](?=的?(?:战略|股权)?(?:投资|融资|注资))"
)
NOT_DONE = re.compile(
    r"拟|计划|寻求|正在洽谈|洽谈|有望|考虑|否认|没有|从未|不会|不再|并未|未能|是否|如果|假如|放弃|终止|传闻|据传|或将|即将启动"
)
# How many characters behind a round's first sentence its investors may still be told.
REACH = 400
LEADING = "领投"
FOLLOWING = (
    "跟投|参投|投资|出资|加持|追投|追加投资|联合投资|共同投资|独家投资|战略投资|加注|继续加码|加码|参与|"
    "注资|入股|认购|增资"
)
# What may stand between an investor and the next one or the verb.
_REMARK = r"(?:旗下的?[^，。；、和与及]{0,14}|（[^（）]{1,24}）|等[^，。；、]{0,14})?"
_LIST = rf"<O|P>{_REMARK}(?:(?:{SEPARATOR})<O|P>{_REMARK})*"


@dataclass
class Round:
    """A round that the text is speaking of; later sentences may add its investors."""

    company: Span
    start: int
    properties: Properties = field(default_factory=dict)


@cache
def _raised() -> re.Pattern[str]:
    """A company that completed a round or received money."""
    return compiled(
        r"<O:company>(?:[（(][^（）()]{1,24}[）)])?(?:[^。；\ue000]{0,24}?)(?:完成|宣布完成|获得|获|斩获|拿下|收获|官宣|宣布|公布|披露|迎来|敲定|总额)"
        r"[^。；]{0,40}?(?:融资|投资|增资|注资|领投|轮)",
        {},
    )


@cache
def _investors() -> re.Pattern[str]:
    """An enumeration of investors and what they did."""
    return compiled(
        rf"(?P<investors>{_LIST})[^，。；、{chr(0xE000)}{chr(0xE001)}]{{0,12}}?(?P<verb>{LEADING}|{FOLLOWING})",
        {},
    )


@cache
def _named() -> re.Pattern[str]:
    """投资方包括<O>、<O>; 获<O>投资."""
    return compiled(
        rf"(?:投资方|投资人|投资机构|领投方|跟投方|老股东|新股东|股东)[^，。；]{{0,6}}?(?:包括|为|有|是|：)\s*(?P<investors>{_LIST})",
        {},
    )


@cache
def _active() -> tuple[re.Pattern[str], ...]:
    """An investor that put money into a company, told from the investor's side."""
    return (
        compiled(
            rf"(?P<investors>{_LIST})[^，。；：—{chr(0xE000)}{chr(0xE001)}]{{0,14}}?(?P<verb>独家投资|战略投资|投资|入股|注资|领投|跟投|参投|增资|战略入股)"
            r"(?:了|于|给)?<O+:company>",
            {},
        ),
        compiled(
            rf"<O:company>[^。；，]{{0,12}}?(?:轮|融资)[^。；，]{{0,4}}?(?P<verb>获得?)(?:了)?(?P<investors>{_LIST})(?=[，。；]|$)",
            {},
        ),
        compiled(
            rf"(?P<investors>{_LIST})[^。；]{{0,14}}?(?:向|对)<O:company>[^。；]{{0,20}}?"
            r"(?P<verb>战略投资|追加投资|投资|注资|增资|出资)",
            {},
        ),
        compiled(
            rf"(?P<investors>{_LIST})[^，。；：—]{{0,14}}?(?P<verb>参与)(?:了)?<O:company>的?[^，。；]{{0,8}}?(?:轮|融资)",
            {},
        ),
        compiled(
            rf"<O:company>[^。；，]{{0,20}}?(?P<verb>引入)(?:了)?(?P<investors>{_LIST})[^，。；]{{0,4}}?作为(?:战略|财务|基石)?投资者",
            {},
        ),
        compiled(
            rf"<O:company>(?:[^。；，]{{0,16}}?)(?:获得?|得到|引入)(?:了)?(?:来自)?(?P<investors>{_LIST})"
            r"[^。；，]{0,24}?(?P<verb>领投|战略投资|投资|注资|融资|入股|增资)",
            {},
        ),
    )


class FundingFinder:
    """Finds INVESTED_IN, one claim for each investor of each round."""

    NAME: ClassVar[str] = "funding.zh.v1"

    def find(self, passage: Passage) -> Iterator[Claim]:
        """Yield claims; a round opened in one sentence is completed by those that follow."""
        current: Round | None = None
        for sentence in passage.sentences:
            if sentence.language != "zh":
                continue
            slots = slotted(passage, sentence.start, sentence.end)
            if NOT_DONE.search(slots.text):
                continue
            current = self._opened(passage, sentence, slots, current)
            yield from self._active(passage, sentence, slots)
            if current is not None and sentence.end - current.start > REACH:
                current = None
            if current is not None and re.search(r"投|资|轮", slots.text):
                yield from self._joined(sentence, slots, current)

    def _opened(
        self, passage: Passage, sentence: Sentence, slots: Slotted, current: Round | None
    ) -> Round | None:
        """Return the round that a sentence speaks of: a new one, or the current with more told."""
        told = _told(passage, sentence)
        match = _raised().search(slots.text)
        if match is None:
            if current is not None:
                for name, value in told.items():
                    current.properties.setdefault(name, value)
            return current
        company = slots.group(match, "company")[0]
        if company.kind == "media":
            return current
        if current is not None and current.company.text == company.text:
            told = current.properties | told
        return Round(company, sentence.start, told)

    def _joined(self, sentence: Sentence, slots: Slotted, current: Round) -> Iterator[Claim]:
        # The words that state the fact begin where the company is named.
        told_from = replace(sentence, start=min(sentence.start, current.start))
        for match in (*_investors().finditer(slots.text), *_named().finditer(slots.text)):
            verb = match.groupdict().get("verb") or ""
            yield from self._claims(
                told_from, slots.group(match, "investors"), current.company,
                current.properties, LEADING in verb or match[0].startswith("领投"),
            )  # fmt: skip

    def _active(self, passage: Passage, sentence: Sentence, slots: Slotted) -> Iterator[Claim]:
        told = _told(passage, sentence)
        for pattern in _active():
            for match in pattern.finditer(slots.text):
                for company in slots.group(match, "company"):
                    yield from self._claims(
                        sentence, slots.group(match, "investors"), company, told,
                        LEADING in match["verb"],
                    )  # fmt: skip

    def _claims(
        self,
        sentence: Sentence,
        investors: Sequence[Span],
        company: Span,
        told: Properties,
        is_lead: bool,
    ) -> Iterator[Claim]:
        for investor in investors:
            # A remark behind an investor may name what invests in nothing: its seat, a policy.
            if investor.text == company.text or investor.type not in {"Organization", "Person"}:
                continue
            properties = told | ({"lead": True} if is_lead else {})
            yield Claim(
                investor, "INVESTED_IN", company, sentence.start, sentence.end,
                self.NAME, 0.9 if told else 0.75, properties,
            )  # fmt: skip


def _told(passage: Passage, sentence: Sentence) -> Properties:
    """Return the round, amount, currency and date that a sentence states."""
    told: Properties = {}
    text = passage.text
    if match := ROUND.search(text, sentence.start, sentence.end):
        told["round"] = (match["round"] or match["market"]).replace(" ", "")
    if amount := _amount(passage, sentence):
        told["amount"] = amount
        if code := currency(amount):
            told["currency"] = code
    if date := find_date(text, sentence.start, sentence.end):
        told["date"] = date[0].strip()
    return told


def _amount(passage: Passage, sentence: Sentence) -> str:
    """Return the sum of a sentence; one without a currency where it is put in or raised.

    "达" and "数" may end the name before it: 正和方达1.5亿元.
    """
    for pattern in (AMOUNT, BARE):
        if match := pattern.search(passage.text, sentence.start, sentence.end):
            names = passage.within(sentence.start, match.end())
            start = max(
                [match.start(), *(name.end for name in names if name.start < match.start())]
            )
            return passage.text[start : match.end()].strip()
    return ""
