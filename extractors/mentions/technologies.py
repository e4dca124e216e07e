"""Products and technical fields that no list knows, by how Chinese text speaks of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import ClassVar

from extractors.spans import FULL_WIDTH, Sentence, Span
from extractors.mentions.gazetteer import canonical_names
from graph.names import comparable_name
from graph.records import Record

TABLE = Path(__file__).parents[1] / "data" / "technologies_zh.toml"
VERBS = (
    "发布|推出|研发|研制|开发|打造|研发出|研制出|开发出|推出了|自主研发|自主研制|自研|首创|独创|量产|上线|开源|"
    "生产|展出|展示|发布了|推出了|孵化|攻克|突破"
)
# Function words and verbs that end a noun phrase in running Chinese text.
STOP = "的和与及或在对为将是了并以等由从向把被让其、，。；：！？“”‘’（）()《》\\n—"
INSIDE = rf"[^{STOP}]"
# A model's number: Walker S1, XMAN-R1, FusionSolar 9.0, A2.
CODE = re.compile(
    r"(?<![A-Za-z0-9.\-/+])(?:[A-Z][A-Za-z]*(?:[ \-]?[A-Z][A-Za-z]+)*[ \-]?)?[A-Z]{1,5}[a-z]*-?\d{1,4}(?:\.\d+)?"
    r"[A-Za-z+\-]{0,6}(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9.\-/+])[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2} \d{1,2}(?:\.\d+)?(?![\d.%年月日亿万元个家])"
)
# What looks like a model's number and is none: rounds, periods, standards, levels.
NO_CODE = re.compile(
    r"^(?:GB|ISO|IEC|SAE|UN|T|PM|Top|TOP|Q[1-4]|H[12]|A股|B轮|L[0-5]|P\d|C\d{1,2}$|V\d|G20|G7|COVID|IP\d|AI \d|CES|WAIC|"
    r"TC\d|DB|YD|A\d{3,}|NO|No|Vol|ARR|GDP|CPI|FY|[A-H]\d$|[A-H]\+)"
)


# Verbs and remarks that stand in quotation marks beside product words.
NO_NAME = re.compile(r"^(?:入职|上岗|实习|上班|就业|出圈|起飞|上线|毕业|从而|这|那|不|很|更|最|被|把|能|会|要|让|给|有)|[了着过吗呢吧]$")


class Words(Record):
    """The table of words, as sets."""

    product: frozenset[str]
    field: frozenset[str]
    descriptors: frozenset[str]
    generic: frozenset[str]
    industries: tuple[str, ...]


@cache
def words() -> Words:
    """Return the table."""
    content = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Words(
        product=frozenset(content["heads"]["product"]),
        field=frozenset(content["heads"]["field"]),
        descriptors=frozenset(content["descriptors"]["words"]),
        generic=frozenset(content["descriptors"]["generic"]),
        industries=tuple(content["descriptors"]["industries"]),
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
                *_siblings(text, sentence),
            ):
                yield Span(start, end, "Technology", text[start:end], self.NAME, confidence, kind)


Place = tuple[int, int, float, str]


@cache
def _release_pattern() -> re.Pattern[str]:
    heads = _either(words().product | words().field)
    descriptors = _either(words().descriptors)
    return re.compile(
        rf"(?:{VERBS})(?:了|的|出|出了|完成的)?(?P<before>(?:{descriptors}|的|——+|\s)*)[“「]?"
        rf"(?P<name>{INSIDE}{{0,22}}?(?:{heads}))"
    )


def _released(text: str, sentence: Sentence) -> Iterator[Place]:
    """Yield what stands behind a verb of making, up to the longest product word."""
    for match in _release_pattern().finditer(text, sentence.start, sentence.end):
        start, end = match.start("name"), _phrase_end(text, match.end("name"), sentence.end)
        yield from _checked(text, start, end, 0.6, "product")


def _phrase_end(text: str, end: int, limit: int) -> int:
    """Return where the noun phrase ends that begins before: the last product word in reach."""
    heads = _heads()
    longest = end
    for length in range(1, 9):
        if end + length > limit or text[end + length - 1] in STOP:
            break
        if any(text.endswith(head, end, end + length) for head in heads):
            longest = end + length
    return longest


@cache
def _heads() -> tuple[str, ...]:
    return tuple(sorted(words().product))


def _quoted(text: str, sentence: Sentence) -> Iterator[Place]:
    """Yield a name marked off beside a product word: 机器人“X”, “X”大模型, 平台———X."""
    for match in _quoted_pattern().finditer(text, sentence.start, sentence.end):
        yield from _checked(text, *match.span(match.lastgroup or 0), 0.65, "product")


@cache
def _quoted_pattern() -> re.Pattern[str]:
    heads = _either(words().product - {"系统", "平台", "材料", "技术"})
    return re.compile(
        rf"(?:{heads})[“「](?P<behind>[^“”「」，。；]{{2,20}})[”」]"
        rf"|(?:{heads}|平台|系统)[—–-]{{2,4}}(?P<dashed>[^{STOP}]{{2,30}})(?=[，。；]|$)"
        rf"|[“「](?P<front>[^“”「」，。；]{{2,20}})[”」](?={heads})"
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
            yield from _checked(text, *place, 0.6, "product")


@cache
def _headed_pattern() -> re.Pattern[str]:
    heads = _either(words().product)
    return re.compile(
        rf"(?P<use>(?<![A-Za-z])AI\s?[\u4e00-\u9fff]{{2,4}}(?:系统|平台|助手|检测|机器人|眼镜|手机|客服|引擎|大脑))"
        rf"|(?<![A-Za-z0-9])(?P<name>(?!AI|IT|IP|GPU|CPU)[A-Z][A-Za-z0-9\-]{{2,}}(?: [A-Z][A-Za-z0-9\-.]*){{0,3}})\s?(?:产品|{heads})"
        rf"|(?:{heads})\s?(?P<model>[A-Z][A-Za-z]*(?:[ \-][A-Z]?[A-Za-z]*)?\d[\w.\-]*|[A-Z][A-Za-z]{{2,}}(?: [A-Z]\w*)*|[\u4e00-\u9fff]{{2,4}}\d+[A-Z]?)(?![A-Za-z])"
        rf"|(?<=[的、，。“”\s])(?P<numbered>[\u4e00-\u9fff]{{2,4}}\s?[A-Z]{{1,3}}-?\d{{1,4}})(?![A-Za-z0-9])"
    )


def _siblings(text: str, sentence: Sentence) -> Iterator[Place]:
    """Yield the unknown items of an enumeration in which a listed technology stands."""
    for match in re.finditer(r"[^，。；：！？\n“”《》]+", text[sentence.start : sentence.end]):
        items = list(_items(match[0], sentence.start + match.start()))
        if len(items) < 2 or not any(is_listed(text[start:end]) for start, end in items[:-1]):
            continue
        for start, end in items:
            name = text[start:end]
            if 3 <= len(name) <= 10 and not is_listed(name) and _is_field(name):
                yield from _checked(text, start, end, 0.55, "field")


def _items(clause: str, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the items of a list joined by 、; the first and last are cut at function words."""
    if "、" not in clause:
        return
    pieces = list(re.finditer(r"[^、]+", clause))
    for number, piece in enumerate(pieces):
        words_of = piece[0]
        start, end = 0, len(words_of)
        if number == 0:
            start = max((m.end() for m in re.finditer(r"[的在是为对将以向于从括如即]|包括|例如", words_of)), default=0)
        if tail := re.search(r"等|[和与及](?!谐)|以及|[的为在是]|方向|领域|技术领域|[一二三四五六七八九十]个|[一二三四五六七八九十两]大", words_of[start:]):
            end = start + tail.start()
            rest = words_of[end:]
            if rest[:1] in "和与及" and len(rest) > 1:
                last = re.match(r"[和与及](?P<item>[^的为在是等]{2,10}?)(?=等|领域|技术|[的为在是]|$)", rest)
                if last:
                    yield (
                        offset + piece.start() + end + last.start("item"),
                        offset + piece.start() + end + last.end("item"),
                    )
        if end - start >= 2:
            yield offset + piece.start() + start, offset + piece.start() + end


def is_listed(name: str) -> bool:
    """Tell whether a name is a technology that the gazetteer lists."""
    return ("Technology", comparable_name(name)) in canonical_names()


def _is_field(name: str) -> bool:
    return not name.endswith(words().industries) and not re.search(r"\d|[年月日个位]", name)


def _checked(text: str, start: int, end: int, confidence: float, kind: str) -> Iterator[Place]:
    """Yield a place if a name is left once descriptors are taken off its front."""
    for verb in _verb().finditer(text, start, end):
        start = verb.end()
    while True:
        name = text[start:end]
        first = next((word for word in _descriptors() if name.startswith(word)), None)
        if first is None or len(name) - len(first) < 2:
            break
        start += len(first)
    while start < end and text[start] in " —的":
        start += 1
    name = text[start:end].strip()
    if len(name) >= 2 and name not in words().generic and not NO_NAME.search(name) and not re.search(r"\n", name):
        yield start, start + len(name), confidence, kind


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?:{VERBS}|提供|提出|允许|搭载|承担|作为|当前|这是|采用|具备|成为)(?:了|的)?")


@cache
def _descriptors() -> tuple[str, ...]:
    return tuple(sorted(words().descriptors, key=lambda word: (-len(word), word)))


def _either(listed: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(listed, key=lambda word: (-len(word), word)))
