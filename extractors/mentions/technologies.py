"""Products that no list knows, by how Chinese text speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar

from extractors.mentions.enumerated_fields import siblings
from extractors.mentions.technology_words import STOP, Place, checked, either, words
from extractors.spans import FULL_WIDTH, Sentence, Span

INSIDE = rf"[^{STOP}]"
ALONE = r"(?<![A-Za-z0-9.\-/+])"
# A model's number: Walker S1, XMAN-R1, FusionSolar 9.0, A2.
CODE = re.compile(
    rf"{ALONE}(?:[A-Z][A-Za-z]{{0,20}}(?:[ \-][A-Z][A-Za-z]{{1,20}}){{0,3}}[ \-]?)?"
    r"[A-Z]{1,5}[a-z]{0,20}-?\d{1,4}"
    r"(?:\.\d+)?[A-Za-z+\-]{0,6}(?![A-Za-z0-9])"
    rf"|{ALONE}[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){{0,2}} \d{{1,2}}(?:\.\d+)?"
    r"(?![\d.%年月日亿万元个家])"
)
# What looks like a model's number and is none: rounds, periods, standards, levels.
NO_CODE = re.compile(
    r"^(?:GB|ISO|IEC|SAE|UN|T|PM|Top|TOP|Q[1-4]|H[12]|A股|B轮|L[0-5]|P\d|C\d{1,2}$|V\d|G20|G7|COVID|"
    r"IP\d|AI \d|CES|WAIC|TC\d|DB|YD|A\d{3,}|NO|No|Vol|ARR|GDP|CPI|FY|[A-H]\d$|[A-H]\+)"
)


class TechnologyFinder:
    """Finds products by the verbs that release them, model numbers, and fields by their list."""

    NAME: ClassVar[str] = "technologies.zh.v1"

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield products and fields in Chinese sentences."""
        text = text.translate(FULL_WIDTH)
        for sentence in sentences:
            if sentence.language != "zh":
                continue
            for start, end, confidence, kind in (
                *_released(text, sentence),
                *_quoted(text, sentence),
                *_coded(text, sentence),
                *_headed(text, sentence),
                *siblings(text, sentence),
            ):
                yield Span(start, end, "Technology", text[start:end], self.NAME, confidence, kind)


@cache
def _release_pattern() -> re.Pattern[str]:
    heads = either(words().product | words().field)
    descriptors = either(words().descriptors)
    return re.compile(
        rf"(?:{either(words().making)})(?:了|的|出|出了|完成的)?(?P<before>(?:{descriptors}|的|——+|\s)*)[“「]?"
        rf"(?P<name>{INSIDE}{{0,22}}?(?:{heads}))"
    )


def _released(text: str, sentence: Sentence) -> Iterator[Place]:
    """Yield what stands behind a verb of making, up to the longest product word."""
    for match in _release_pattern().finditer(text, sentence.start, sentence.end):
        start, end = match.start("name"), _phrase_end(text, match.span("name"), sentence.end)
        yield from checked(text, start, end, 0.6, "product")


def _phrase_end(text: str, place: tuple[int, int], limit: int) -> int:
    """Return where the noun phrase ends that begins before: the last product word in reach."""
    heads = _heads()
    start, end = place
    longest = end
    for length in range(1, 9):
        if end + length > limit or text[end + length - 1] in STOP:
            break
        if any(text.endswith(head, start, end + length) for head in heads):
            longest = end + length
    return longest


@cache
def _heads() -> tuple[str, ...]:
    return tuple(sorted(words().product))


def _quoted(text: str, sentence: Sentence) -> Iterator[Place]:
    """Yield a name marked off beside a product word: 机器人“X”, “X”大模型, 平台———X."""
    for match in _quoted_pattern().finditer(text, sentence.start, sentence.end):
        yield from checked(text, *match.span(match.lastgroup or 0), 0.65, "product")


@cache
def _quoted_pattern() -> re.Pattern[str]:
    heads = either(words().product - {"系统", "平台", "材料", "技术"})
    return re.compile(
        rf"(?:{heads})[“「](?P<behind>[^“”「」，。；]{{2,20}})[”」]"
        rf"|(?:{heads}|平台|系统)[—–-]{{2,4}}(?P<dashed>[^{STOP}]{{2,30}})(?=[，。；]|$)"
        rf"|(?P<front>[“「][^“”「」，。；]{{2,20}}[”」](?:{heads}))"
    )


def _coded(text: str, sentence: Sentence) -> Iterator[Place]:
    for match in CODE.finditer(text, sentence.start, sentence.end):
        if not NO_CODE.match(match[0]) and len(match[0]) >= 2:
            yield match.start(), match.end(), 0.55 if len(match[0]) > 3 else 0.45, "product"


def _headed(text: str, sentence: Sentence) -> Iterator[Place]:
    """Yield a Latin name before a product word, and what AI is put to: AISOC 产品, AI 质检系统."""
    for match in _headed_pattern().finditer(text, sentence.start, sentence.end):
        place = match.span(match.lastgroup or "name")
        if not NO_CODE.match(text[slice(*place)]):
            yield from checked(text, *place, 0.6, "product")


@cache
def _headed_pattern() -> re.Pattern[str]:
    heads = either(words().product)
    uses = "系统|平台|助手|检测|机器人|眼镜|手机|客服|引擎|大脑"
    latin = r"[A-Z][A-Za-z0-9\-]{2,}(?: [A-Z][A-Za-z0-9\-.]*){0,3}"
    numbered = r"[A-Z][A-Za-z]*(?:[ \-][A-Z]?[A-Za-z]*)?\d[\w.\-]*"
    named = r"[A-Z][A-Za-z]{2,}(?: [A-Z]\w*)*|[\u4e00-\u9fff]{2,4}\d+[A-Z]"
    series = r"[\u4e00-\u9fff]{2,4}\s?[A-Z]{1,3}-?\d{1,4}"
    return re.compile(
        rf"(?P<use>(?<![A-Za-z])AI\s?[\u4e00-\u9fff]{{2,4}}(?:{uses}))"
        rf"|(?<![A-Za-z0-9])(?P<name>(?!(?:AI|IT|IP|GPU|CPU)(?![A-Za-z])){latin})\s?(?:产品|{heads})"
        rf"|(?:{heads})\s?(?P<model>{numbered}|{named})(?![A-Za-z])"
        rf"|(?<=[的、，。“”\s])(?P<series>{series})(?![A-Za-z0-9])"
    )
