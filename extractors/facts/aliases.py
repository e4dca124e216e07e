"""Names that a Chinese text itself defines for something: 以下简称, brackets, later short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from extractors.mentions.policy_numbers import is_number
from extractors.spans import Alias, Passage, Span

_SAID = (
    "简称|统称|下称|称|又称|亦称|也称|别称|俗称|旧称|又名|即|全称|英文简称|英文全称|英文名|英文名称|"
    "中文名|中文名称|原名|曾用名|前身"
)
_SECOND = r"(?:\s*(?:或|和|、)\s*[“\"「《](?P<second>[^（）()“”\"「」《》]{1,20})[”\"」》])?"
DEFINED = re.compile(
    r"[（(]\s*(?:(?P<first>[^（）()“”《》，,；;]{2,30})[，,；;]\s*)?(?:以下|下文|下称|以下统|后文)?\s*"
    rf"(?:{_SAID})(?:为|作|是)?\s*[:：]?\s*[“\"「《‘']?\s*"
    r"(?P<alias>(?![\s:：])[^（）()“”\"「」《》‘’'，,；;]{1,30})[”\"」》’']?"
    rf"{_SECOND}[^（）()]{{0,8}}[）)]"
    rf"|[，,]\s*(?:以下|下文)?(?:简称|下称)(?:为|作)?\s*[“「《](?P<behind>[^（）()“”「」《》]{{1,30}})[”」》]"
    rf"|[（(]\s*[“「《](?P<quoted>[^（）()“”「」《》]{{1,20}})[”」》]"
    rf"{_SECOND.replace('second', 'other')}\s*[）)]"
)
BRACKETED = re.compile(
    r"[（(]\s*(?P<alias>[A-Z][A-Za-z0-9&.\-/ ]{0,30}|[\u4e00-\u9fff·・•]{2,12}"
    r"|\d{4,6}\.(?:HK|SZ|SH|BJ))\s*[）)]"
)
# Words that stand for a policy or body inside one text only.
GENERIC = re.compile(
    r"^(?:本|该)?(?:办法|意见|通知|规划|计划|方案|条例|规定|纲要|指南|措施|细则|行动方案|实施方案|实施意见|"
    r"行动计划|管理办法|规范|标准|指引|决定|若干措施|白皮书|报告|公司|本公司|集团|协会|学会|分会|联盟|中心|"
    r"研究院|基金|委员会|公告|目录|清单|框架|战略|倡议|协议|暂行办法|征求意见稿|目标|工程|专项行动)$"
)
# What stands between a policy's title and the number behind it, and the other way round.
BEFORE_NUMBER = re.compile(r"》?\s*[（(]?\s*")
BEFORE_TITLE = re.compile(r"\s*《")
# A notice and what it prints are one: 关于印发《某某办法》的通知.
PRINTED = re.compile(r"(?:印发|转发|发布)[〈《]?$")
# What stands in brackets behind an acronym and is longer than a remark spells it out.
ACRONYM, SPELLED_OUT = re.compile(r"[A-Z]{2,6}"), 4
QUOTED = re.compile(r"[“「](?P<name>[^”」]+)[”」].")
LOOSE = frozenset({"quoted", "other"})
DEFINED_NAME = "definition.zh.v2"


def definitions(text: str, mentions: Sequence[Span]) -> Iterator[Alias]:
    """Yield the aliases that the text defines right beside a mention.

    The alias takes the type of what it stands for, even where no finder knew it.
    """
    yield from _bracketed(text, mentions)
    yield from _policy_numbers(text, mentions)
    yield from _product_names(text, mentions)


def _bracketed(text: str, mentions: Sequence[Span]) -> Iterator[Alias]:
    """Yield what a bracket behind a name defines: （以下简称“某某”）, （Moonshot AI）."""
    by_end = {mention.end: mention for mention in sorted(mentions, key=lambda span: -span.start)}
    for match in DEFINED.finditer(text):
        name = _named_before(text, match.start(), by_end)
        if name is None:
            continue
        for group in ("alias", "second", "behind", "quoted", "other"):
            # In English brackets ("Company") is scoped: it is for english_aliases to say.
            if match[group] and not (group in LOOSE and name.text.isascii()):
                yield _alias(text, name, match.span(group))
        if match["first"] and _is_short_form(name, match["first"].strip()):
            yield _alias(text, name, match.span("first"))
    places = {(mention.start, mention.end, mention.type) for mention in mentions}
    for match in BRACKETED.finditer(text):
        name = _named_before(text, match.start(), by_end)
        if name is None:
            continue
        is_named = (*match.span("alias"), name.type) in places
        if _is_short_form(name, match["alias"]) or is_other_script(
            name.text, match["alias"], is_named=is_named
        ):
            yield _alias(text, name, match.span("alias"))


def _policy_numbers(text: str, mentions: Sequence[Span]) -> Iterator[Alias]:
    """Yield the numbers beside policies' titles, before or behind, and what a notice prints."""
    policies = sorted(
        (mention for mention in mentions if mention.type == "Policy"),
        key=lambda span: (span.start, -span.end),
    )
    titles = [policy for policy in policies if not is_number(policy.text)]
    for number in (policy for policy in policies if is_number(policy.text)):
        title = next((title for title in titles if _is_beside(text, title, number)), None)
        if title is not None:
            yield Alias(title, number, scoped=False)
    for notice, printed in permutations(titles, 2):
        before = text[notice.start : printed.start]
        if notice.contains(printed) and PRINTED.search(before):
            yield Alias(notice, printed, scoped=False)


def _is_beside(text: str, title: Span, number: Span) -> bool:
    """Tell whether a policy's number stands right behind its title, or right before it."""
    if title.end <= number.start:
        return BEFORE_NUMBER.fullmatch(text, title.end, number.start) is not None
    return BEFORE_TITLE.fullmatch(text, number.end, title.start) is not None


def _product_names(text: str, mentions: Sequence[Span]) -> Iterator[Alias]:
    """Yield the name that a product's kind stands behind, without it: “甲乙”大模型."""
    for product in sorted(mention for mention in mentions if mention.type == "Technology"):
        if (quoted := QUOTED.match(product.text)) is not None:
            start = product.start + quoted.start("name")
            yield _alias(text, product, (start, start + len(quoted["name"])))


def later_uses(passage: Passage, aliases: Sequence[Alias]) -> Iterator[Span]:
    """Yield the places behind a definition where its alias stands, as mentions of its type."""
    for alias in aliases:
        word = alias.alias.text
        marked = f"《{word}》" if alias.name.type == "Policy" else word
        if len(word) < 2 and marked == word:
            continue
        position = passage.text.find(marked, alias.alias.end)
        while position >= 0:
            start = position + (1 if marked != word else 0)
            yield Span(
                start, start + len(word), alias.name.type, word, DEFINED_NAME, 0.9, alias.name.kind
            )
            position = passage.text.find(marked, position + len(marked))


def _named_before(text: str, end: int, by_end: dict[int, Span]) -> Span | None:
    """Return the mention that ends where a bracket opens; closing marks may stand between."""
    while end > 0 and text[end - 1] in " ”」》’":
        if end in by_end:
            return by_end[end]
        end -= 1
    return by_end.get(end)


def _alias(text: str, name: Span, place: tuple[int, int]) -> Alias:
    start, end = place
    while text[end - 1].isspace():
        end -= 1
    words = text[start:end]
    span = Span(start, end, name.type, words, DEFINED_NAME, 0.95, name.kind)
    return Alias(name, span, scoped=bool(GENERIC.match(words)))


def _is_short_form(name: Span, alias: str) -> bool:
    """Tell whether words in plain brackets are another name and not a remark.

    Latin letters are one for any body or technology; Chinese ones only where each of
    their characters stands in the name, in its order (中国信通院 for 中国信息通信研究院).
    """
    if name.type in {"Person", "Place"}:
        return name.type == "Person" and alias[0].isascii() and " " in alias
    if alias[0].isdigit():  # a stock code
        return name.type == "Organization"
    if alias[0].isascii():
        return name.type in {"Organization", "Technology", "Policy"} and len(alias) >= 2
    return len(alias) < len(name.text) and is_subsequence(alias, name.text)


def is_other_script(name: str, alias: str, *, is_named: bool) -> bool:
    """Tell whether words in brackets are a Latin name in Chinese: a found one, or an acronym's.

    >>> is_other_script("CPO", "共封装光学", is_named=False)
    True
    >>> is_other_script("SU7", "标准版", is_named=False)
    False
    """
    if not name.isascii() or alias.isascii():
        return False
    is_spelled_out = ACRONYM.fullmatch(name) is not None and len(alias) >= SPELLED_OUT
    return is_named or is_spelled_out or "·" in alias


def is_subsequence(short: str, full: str) -> bool:
    """Tell whether all characters of one stand in the other, in the same order.

    >>> is_subsequence("科促会", "中国国际科技促进会"), is_subsequence("北京", "南京银行")
    (True, False)
    """
    rest = iter(full)
    return all(character in rest for character in short)
