"""Names that a text says a thing had, has taken or goes by: 前身为, 更名为, formerly known as."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.facts.slots import outermost
from extractors.spans import Alias, Span

TYPES = frozenset({"Organization", "Technology", "Policy"})
_TIMES = r"(?:正式|宣布|现已|已经|已|后来|随后|后|现|于[^，。；]{1,12}|\d{4}年(?:\d{1,2}月)?)*"
_OPENING = r"\s*[“「『《\"]?"
# All that stands between two names which these words join.
ZH = re.compile(
    rf"[”」』》]?(?:（[A-Za-z .&]{{1,40}}）)?\s*(?:"
    r"[（(，,]?\s*(?:(?:公司|其)的?|的)?(?:前身(?:为|是|系|即)|原名(?:为|叫|是)?|曾用名(?:为|是)?[:：]?)"
    r"|[，,](?:成立|创立|创办|创建)(?:于|自)?[^，。；]{0,12}[，,](?:其)?(?:前身(?:为|是|系)|原名)"
    rf"|[（(，,]?\s*{_TIMES}(?:更名|改名|改称|易名|重命名)(?:为|成|作)?"
    r"|[，,]?\s*(?:又名|又称|亦称|也称|旧称|别称)"
    rf"){_OPENING}"
)
ZH_FROM, ZH_CAME = re.compile(rf"由{_OPENING}"), re.compile(r"[”」』》]?(?:更名|改名|易名)而来")
ZH_ONCE, ZH_CLOSED = re.compile(r"[（(]原[“「]?"), re.compile(r"[”」]?[）)]")
_KNOWN = (
    r"(?:(?:formerly|previously|originally|once|also|better|commonly|now) )?"
    r"(?:known|named|called|trading|doing business|operating) as"
)
EN = re.compile(
    r"(?:['’]s)?,?\s(?:\((?:[A-Z]+: ?[A-Z]+)\),?\s)?\(?(?:which |that )?(?:is |was |has been )?(?:"
    rf"{_KNOWN}|formerly|previously called|f/k/a|n/k/a|d/b/a|DBA|a\.?k\.?a\.?,?"
    r"|(?:has |have |had )?(?:recently |officially |since |been )*(?:renamed|rebranded)"
    r"(?: itself)?(?: (?:as|to))?|(?:has |have )?changed its (?:corporate |legal )?name to"
    r"|now called|now named) (?:the )?[“\"]?",
    re.IGNORECASE,
)
EN_BEFORE = re.compile(r"\b(?:Formerly|Previously)(?: known as| called| named)? $")
EN_SUBJECT = re.compile(r"[^.;:()]{0,60}, (?:the )?")
BEFORE = 30


def former_names(text: str, mentions: Sequence[Span]) -> Iterator[Alias]:
    """Yield two mentions side by side, of one type, that the words between them call one thing."""
    for one, other in pairwise(outermost(mentions)):
        if one.type != other.type or one.type not in TYPES or one.text == other.text:
            continue
        if _are_joined(text, one, other):
            yield Alias(one, other, scoped=False)


def _are_joined(text: str, one: Span, other: Span) -> bool:
    between = text[one.end : other.start]
    if ZH.fullmatch(between) or EN.fullmatch(between):
        return True
    if ZH_FROM.fullmatch(between):
        return ZH_CAME.match(text, other.end) is not None
    if ZH_ONCE.fullmatch(between):
        return ZH_CLOSED.match(text, other.end) is not None
    is_former = EN_BEFORE.search(text, max(0, one.start - BEFORE), one.start) is not None
    return is_former and EN_SUBJECT.fullmatch(between) is not None
