"""Funding rounds in Chinese text: who put how much into whom, in which round, who led."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import ClassVar

from extractors.facts.amounts import AMOUNT, currency, payments
from extractors.facts.dates import find_date
from extractors.facts.slots import SEPARATOR, Slotted, compiled, slotted
from extractors.spans import Claim, Passage, Sentence, Span
from extractors.values.dates import CLOSED
from graph.records import Properties

ROUND = re.compile(
    r"(?P<round>Pre-?\s?IPO|Pre-?\s?[A-H]\d?\s?\+*|[A-H](?:-?\d)?\s?\+*|天使\+*|种子|战略|首|IPO前)"
    r"\s*(?:及[A-H]\d?\+*)?\s*轮?\s*(?:系列)?(?:股权)?(?:融资|投资(?!人|者)|轮)"
    r"|(?P<market>定向增发|股权转让|新三板|私有化|借壳上市|债权融资|众筹|Pre-?IPO)(?=[^，。；]{0,6}获)"
)
BARE = re.compile(
    r"[数近超过约逾]?(?:\d[\d.,]*|[数几十百千]+)\s*[十百千]?[万亿](?=的?(?:战略|股权)?(?:投资|融资|注资))"
)
# A round after the one that was told of, of the same company.
ANOTHER = re.compile(r"新一轮|再次|再获|又(?:一轮|获|完成|融)|此后|随后|同年|次年|翌年")
NOT_DONE = re.compile(
    r"拟|计划|寻求|正在洽谈|洽谈|有望|考虑|否认|没有|从未|不会|不再|并未|未能|是否|如果|假如|放弃|终止|传闻|据传|或将|即将启动"
)
# How many characters behind a round's first sentence its investors may still be told.
REACH = 400
TOTAL = re.compile(r"^(?:总额|累计)+\s*")
MONEY = re.compile(r"投|资|轮")
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

    NAME: ClassVar[str] = "funding.zh.v2"

    def find(self, passage: Passage) -> Iterator[Claim]:
        """Yield claims; a round opened in one sentence is completed by those that follow."""
        current: Round | None = None
        for sentence in passage.sentences:
            if sentence.language != "zh":
                continue
            slots = slotted(passage, sentence.start, sentence.end)
            if NOT_DONE.search(slots.text):
                continue
            for begin, end in deals(slots):
                told = terms(passage, slots.original(begin), slots.original(end))
                current = _opened(sentence, slots, (begin, end), told, current)
                yield from self._active(sentence, slots, (begin, end), told)
                if current is not None and sentence.end - current.start > REACH:
                    current = None
                if current is not None and MONEY.search(slots.text, begin, end):
                    yield from self._joined(sentence, slots, (begin, end), current)

    def _joined(
        self, sentence: Sentence, slots: Slotted, place: tuple[int, int], current: Round
    ) -> Iterator[Claim]:
        # The words that state the fact begin where the company is named.
        told_from = replace(sentence, start=min(sentence.start, current.start))
        for pattern in (_investors(), _named()):
            for match in pattern.finditer(slots.text, *place):
                verb = match.groupdict().get("verb") or ""
                yield from self._claims(
                    told_from, slots.group(match, "investors"), current.company,
                    current.properties, LEADING in verb or match[0].startswith("领投"),
                )  # fmt: skip

    def _active(
        self, sentence: Sentence, slots: Slotted, place: tuple[int, int], told: Properties
    ) -> Iterator[Claim]:
        for pattern in _active():
            for match in pattern.finditer(slots.text, *place):
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


def deals(slots: Slotted) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a sentence that tell of one deal each.

    A new one begins behind a semicolon, and where another company's round is told.
    """
    begin, company = 0, ""
    cuts = {match.end(): "" for match in re.finditer("[；;]", slots.text)}
    for match in _raised().finditer(slots.text):
        cuts[match.start()] = slots.group(match, "company")[0].text
    for cut, name in sorted(cuts.items()):
        is_another = not name or (company not in {"", name})
        if is_another and cut > begin:
            yield begin, cut
            begin = cut
        company = name
    if begin < len(slots.text):
        yield begin, len(slots.text)


def _opened(
    sentence: Sentence,
    slots: Slotted,
    place: tuple[int, int],
    told: Properties,
    current: Round | None,
) -> Round | None:
    """Return the round that a deal is about: a new one, or the current with more told."""
    match = _raised().search(slots.text, *place)
    if match is None:
        if current is not None and _is_other(current.properties, told):
            return Round(current.company, current.start, told)
        if current is not None:
            for name, value in told.items():
                current.properties.setdefault(name, value)
        return current
    company = slots.group(match, "company")[0]
    if company.kind == "media":
        return current
    is_same = current is not None and current.company.text == company.text
    is_new = ANOTHER.search(slots.text, *place) is not None
    if current is not None and is_same and not is_new and not _is_other(current.properties, told):
        told = current.properties | told
    return Round(company, sentence.start, told)


def _is_other(known: Properties, told: Properties) -> bool:
    """Tell whether terms are those of another round: its name differs, or, unnamed, its date."""
    differs = {name for name in told if name in known and told[name] != known[name]}
    dates = (str(each.get("date", "")) for each in (known, told))
    is_dated = "date" in differs and all(CLOSED.search(date) for date in dates)
    return "round" in differs or (is_dated and "round" not in told)


def terms(passage: Passage, start: int, end: int) -> Properties:
    """Return the round, amount, currency and date that a stretch of text states."""
    told: Properties = {}
    text = passage.text
    if match := ROUND.search(text, start, end):
        told["round"] = (match["round"] or match["market"]).replace(" ", "")
    if amount := _amount(passage, start, end):
        told["amount"] = amount
        if code := currency(amount):
            told["currency"] = code
    if date := find_date(text, start, end):
        told["date"] = date[0].strip()
    return told


def _amount(passage: Passage, begin: int, stop: int) -> str:
    """Return the sum put in or raised; one without a currency where it says that it is one.

    "达" and "数" may end the name before it: 正和方达1.5亿元.
    """
    for pattern in (AMOUNT, BARE):
        for match in payments(passage.text, begin, stop, pattern):
            names = passage.within(begin, match.end())
            start = max(
                [match.start(), *(name.end for name in names if name.start < match.start())]
            )
            return TOTAL.sub("", passage.text[start : match.end()].strip())
    return ""
