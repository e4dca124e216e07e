"""Named laws, plans, opinions, standards and programmes in Chinese text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import ClassVar

from extractors.mentions.policy_kinds import NOT_POLICY, introduced_kind, policy_kind
from extractors.mentions.policy_names import unmarked
from extractors.mentions.policy_numbers import RECEIVED, is_number, numbers
from extractors.spans import Sentence, Span

# A title may run over lines, and may name another: 《关于印发〈某某办法〉的通知》.
TITLE = re.compile(r"《\s*(?P<title>(?:[^《》。！？；]|《[^《》。]{2,80}》){2,120}?)\s*》")
INNER = re.compile(r"[〈《](?P<title>[^〈〉《》]{2,80})[〉》]")
PRINTED = re.compile(r"(?:印发|转发|发布)(?P<title>[^〈〉《》，。]{6,60})的通知$")
# The number of a policy in brackets at the end of its title: 《某某制度（HAF001/02）》.
NUMBERED = re.compile(r"[（(](?P<number>[^（）()]{4,24})[）)]$")
# What only policies are numbered by, behind a title whose words tell nothing.
SERIES = re.compile(r"》\s?[（(](?:\d{4}年)?第[\d一二三四五六七八九十百]{1,6}[号批]")
# Who writes to an authority, before the title of the letter, which is then "received".
LETTER = re.compile(r"(?:你|贵|该|来)[\u4e00-\u9fff]{0,6}$")
# The head of an official paper: its title on lines of its own, without marks.
HEAD = re.compile(
    r"^[ \t\u3000]*(?P<title>(?:[\u4e00-\u9fff][\u4e00-\u9fff、 \u3000]{1,60}\s?)?关于"
    r"(?:(?!关于印|你[公单])[^。；：！？《》\n]|(?<!\n)\n(?!\n)|〈[^〉]+〉|《[^》]+》){4,100}?"
    r"的(?:批复|通知|决定|意见|命令|通告|公告|复函|函|决议|办法|规定|通报))"
    r"(?=\s*(?:$|[（(〔]|\S{2,6}[〔\[［]))",
    re.MULTILINE,
)
# A law or regulation printed in full: its name, then 第一章 or 第一条.
PRINTED_WHOLE = re.compile(
    r"^[ \t\u3000]*(?P<title>[\u4e00-\u9fff、（）]{4,40}(?:条例|办法|规定|细则|法|规则|章程)"
    r"(?:（[^（）\n]{2,10}）)?)"
    r"\s*(?:[（(][^（）()]{6,120}[）)]\s*)?(?:目\s*录\s*)?第一[章条]",
    re.MULTILINE,
)


class PolicyFinder:
    """Finds policies by title marks, heads of papers, their wording and their numbers."""

    NAME: ClassVar[str] = "policies.v2"

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield policies; a title in 《》 is given without its marks."""
        starts = [sentence.start for sentence in sentences]

        def is_chinese(place: int) -> bool:
            at = bisect_right(starts, place) - 1
            return at >= 0 and sentences[at].language == "zh"

        for match in TITLE.finditer(text):
            if is_chinese(match.start()):
                yield from self._titled(text, match)
        for match in (*HEAD.finditer(text), *PRINTED_WHOLE.finditer(text)):
            if is_chinese(match.start("title")):
                kind = policy_kind(match["title"])
                yield self._span(text, match.span("title"), 0.95, kind)
                yield from self._printed(text, match.span("title"))
        for sentence in sentences:
            if sentence.language == "zh":
                limits = (sentence.start, sentence.end)
                for start, end, kind, sure in (*unmarked(text, *limits), *numbers(text, *limits)):
                    yield self._span(text, (start, end), sure, kind)

    def _titled(self, text: str, match: re.Match[str]) -> Iterator[Span]:
        start, end = match.span("title")
        if (numbered := NUMBERED.search(match["title"])) and is_number(numbered["number"]):
            end = start + numbered.start()
        kind = _kind(text, match, text[start:end])
        if kind is not None:
            yield self._span(text, (start, end), 0.95, kind)
            yield from self._printed(text, (start, end))

    def _printed(self, text: str, place: tuple[int, int]) -> Iterator[Span]:
        """Yield the policies that a title names: set off by marks, or what a notice prints."""
        start, end = place
        for inner in INNER.finditer(text, start, end):
            if kind := policy_kind(inner["title"]):
                yield self._span(text, inner.span("title"), 0.9, kind)
        printed = PRINTED.search(text[start:end])
        if printed and (kind := policy_kind(printed["title"])):
            span = start + printed.start("title"), start + printed.end("title")
            yield self._span(text, span, 0.9, kind)

    def _span(self, text: str, place: tuple[int, int], confidence: float, kind: str | None) -> Span:
        start, end = place
        return Span(start, end, "Policy", text[start:end], self.NAME, confidence, kind)


def _kind(text: str, match: re.Match[str], title: str) -> str | None:
    """Return the kind of policy that a title in 《》 names, by its words or those around it."""
    before, after = text[max(0, match.start() - 12) : match.start()], match.end()
    number = re.compile(r"[（(][^（）()]{2,30}[）)]").match(text, after)
    is_received = RECEIVED.match(text, number.end() - 1 if number else after)
    if NOT_POLICY.search(title) or (is_received and LETTER.search(before)):
        return None
    kind = policy_kind(title)
    if kind is not None or len(title) < 3:
        return kind
    if (kind := introduced_kind(before)) is not None:
        return kind
    is_numbered = number is not None and is_number(number[0][1:-1])
    return "other" if is_numbered or SERIES.match(text, after - 1) else None
