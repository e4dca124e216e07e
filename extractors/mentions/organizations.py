"""Chinese organizations by the endings of their names, where no recogniser knew them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import ClassVar

from extractors.mentions.gazetteer import terms
from extractors.spans import Sentence, Span

TABLE = Path(__file__).parents[1] / "data" / "organizations_zh.toml"
LONGEST = 26
# 中国人工智能产业联盟 names one body, though no word of it is its own; 国家重点实验室 does not.
LONG = 6
INSIDE = r"[\u4e00-\u9fffA-Za-z0-9·]|[（(][\u4e00-\u9fff]{2,6}[）)]"
# With an owner in front ("国家", a place, a known body) the ending alone is enough; without
# one it takes a second finder: 0.45 and the recogniser's doubtful 0.35 make 0.64 together.
OWNED, ALONE = 0.62, 0.45
# A brand in quotation marks behind what it is: 芯片企业“某某”, 创业公司「某某」.
BRAND = re.compile(
    r"(?:企业|公司|厂商|品牌|创企|独角兽|初创团队)[“「](?P<name>[^“”「」，。；]{2,12})[”」]"
    r"|收购(?:了)?(?P<bought>[\u4e00-\u9fffA-Za-z0-9·]{2,10}?)的?(?:全部|\d[\d.]*\s?[%％]|多数|剩余|控股)的?(?:股权|股份|权益|资产)"
)
# A Latin name behind what it is, or before what only a firm has: 芯片公司Otter, Otter 首席执行官.
LATIN = r"[A-Z][A-Za-z0-9&.\-]+(?: [A-Z][A-Za-z0-9&.\-]+){0,3}"
FOREIGN = re.compile(
    rf"(?:公司|企业|厂商|巨头|制造商|开发商|运营商|初创团队|独角兽|车企|药企)\s?(?P<named>{LATIN})(?![A-Za-z])"
    rf"|(?<![A-Za-z0-9.\-])(?P<owning>{LATIN})"
    r"\s?(?=公司|集团|首席|联合创始人|创始人|CEO|董事会|董事长|总裁|总部|宣布|表示，|完成[^，。]{0,12}融资)"
)
# An unknown firm in a list of parties, by the last word of its brand.
LISTED = re.compile(
    r"(?:(?<=[、和与及])|(?<=联合)|(?<=携手))(?P<name>(?P<body>[\u4e00-\u9fff]{2,4}?)(?:科技|集团|股份|药业|制药|国控|重工))"
    r"(?=[、，和与及等]|联合|共同|签署|宣布|发布|达成)"
)
# In a sentence about a round, an item of a list that ends so is an investor.
ROUND = re.compile(r"领投|跟投|参投|参与投资|本轮投资|投资方|投资机构|老股东|原股东|轮融资")
INVESTOR = re.compile(
    r"(?:(?<=[、和与由及有])|(?<=股东))(?:(?!投资方|本轮|股东|有|财务|战略)[\u4e00-\u9fffA-Za-z]){2,8}?(?:资本|创投|投资|基金|产投|战投|国投|国控|产业投资|股权)"
    r"(?=[、和与及等领跟参追共联独继，。（(]|$)"
)
YEAR = re.compile(r"(?:19|20)\d\d年?")
COMMITTEE = re.compile(
    r"(?P<name>(?:[\u4e00-\u9fff]{2,3}省)?[\u4e00-\u9fff]{2,4}[省市区县州]委|[\u4e00-\u9fff]{2,4}[省市区县州]政协)"
    r"(?=书记|副书记|常委|委员|主席|副主席|组织部|宣传部|统战部|秘书长|政法委)"
)
# A country acts as a body where it issues or decides.
ACTS = r"(?:政府)?(?=[^，。；、的]{0,4}?(?:提出|发布|出台|启动|公布|签署|颁布|通过了|制定了))"


class OrganizationFinder:
    """Finds organizations by their endings, committees by their offices, states that act."""

    NAME: ClassVar[str] = "organizations.zh.v1"

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield organizations in Chinese sentences."""
        for sentence in sentences:
            if sentence.language != "zh":
                continue
            limits = (sentence.start, sentence.end)
            for match in _pattern().finditer(text, *limits):
                yield from self._named(text, match)
            for match in (
                *BRAND.finditer(text, *limits),
                *FOREIGN.finditer(text, *limits),
                *_abroad().finditer(text, *limits),
            ):
                yield self._span(text, *match.span(match.lastgroup or 0), 0.65, "company")
            if ROUND.search(text, *limits):
                for match in INVESTOR.finditer(text, *limits):
                    start = match.start() + _offset(match[0])
                    yield self._span(text, start, match.end(), 0.65, "investor")
            for match in LISTED.finditer(text, *limits):
                if not _is_generic(match["body"]):
                    yield self._span(text, *match.span("name"), 0.55, "company")
            for match in _department().finditer(text, *limits):
                yield self._span(text, *match.span(), 0.85, "government")
            for match in COMMITTEE.finditer(text, *limits):
                start = match.start() + _offset(match["name"])
                yield self._span(text, start, match.end(), 0.85, "government")
            for match in _acting().finditer(text, *limits):
                yield self._span(text, match.start(), match.end(), 0.99, "government")

    def _named(self, text: str, match: re.Match[str]) -> Iterator[Span]:
        start = match.start() + _offset(match[0])
        name = text[start : match.end()]
        ending = next(ending for ending in _endings() if name.endswith(ending))
        body = name[: len(name) - len(ending)]
        if len(body) < 2 or _is_generic(body):
            return
        confidence = OWNED if body.startswith(_owners()) else ALONE
        yield self._span(text, start, match.end(), confidence, _endings()[ending])

    def _span(self, text: str, start: int, end: int, confidence: float, kind: str) -> Span:
        return Span(start, end, "Organization", text[start:end], self.NAME, confidence, kind)


def _offset(name: str) -> int:
    """Return how much of a candidate's front is running text before the name."""
    year = YEAR.match(name)
    last = year.end() if year else 0
    for match in _boundary().finditer(name):
        if match.end() < len(name) - 3:
            last = match.end()
    return last


def _is_generic(body: str) -> bool:
    is_owned = body.startswith(("国家", "中国", "全国")) and len(body) >= LONG
    return bool(_generic().fullmatch(body)) and not is_owned


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def _endings() -> dict[str, str]:
    """Return the kinds by ending, longest endings first."""
    kinds = {ending: kind for kind, rows in _table()["endings"].items() for ending in rows}
    return dict(sorted(kinds.items(), key=lambda row: (-len(row[0]), row[0])))


@cache
def _pattern() -> re.Pattern[str]:
    endings = "|".join(_endings())
    return re.compile(
        rf"(?:{INSIDE}){{2,{LONGEST}}}?(?:{endings})(?!长|化|生|网络|们|员|主义)(?:[^，。；、的在和与及]{{0,12}}(?:{endings})(?!长|化|生|们|员))?"
    )


@cache
def _boundary() -> re.Pattern[str]:
    words = sorted(_table()["boundaries"]["words"], key=lambda word: (-len(word), word))
    return re.compile("|".join(words))


@cache
def _generic() -> re.Pattern[str]:
    words = sorted(_table()["generic"]["words"], key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(words)})+")


@cache
def _owners() -> tuple[str, ...]:
    known = {
        term.name
        for term in terms()
        if term.type in {"Place", "Organization"} and not term.is_doubtful and len(term.name) > 1
    }
    return tuple(sorted(known | set(_table()["owners"]["words"])))


@cache
def _department() -> re.Pattern[str]:
    """A department of a known body: 某某署外事司 before its head's title, 某某科学院某某所."""
    offices, institutes = _known("government"), _known("research", "university")
    return re.compile(
        rf"(?:{offices})[\u4e00-\u9fff]{{2,6}}?(?:司|局|厅|处|室|中心|研究院)"
        r"(?=[原前副]|司长|局长|处长|主任|负责人)"
        rf"|(?:{institutes})(?:(?![的和与及在])[\u4e00-\u9fff]){{2,10}}?"
        r"(?:研究所|研究院|实验室|学院|研究中心|所|系)(?![长士统列])"
    )


def _known(*kinds: str) -> str:
    """Return a regular expression for the listed bodies of some kinds, the longest first."""
    names = {term.name for term in terms() if term.kind in kinds and not term.is_doubtful}
    return "|".join(
        re.escape(name)
        for name in sorted(names, key=lambda name: (-len(name), name))
        if len(name) > 2
    )


@cache
def _abroad() -> re.Pattern[str]:
    """A known firm's branch: 某某中国."""
    return re.compile(
        rf"(?P<name>(?:{_known('company')})(?:中国|（中国）|亚太))(?!市场|政府|消费者|人|企业|最大|第|工厂|区|业务|团队|制造|首)"
    )


@cache
def _acting() -> re.Pattern[str]:
    states = "|".join(
        term.name for term in terms() if term.type == "Place" and term.name.endswith("国")
    )
    cities = "|".join(
        term.name for term in terms() if term.type == "Place" and term.name[-1] in "市省区"
    )
    return re.compile(
        rf"(?:{states}|日本|欧盟|印度|加拿大|俄罗斯|新加坡){ACTS}"
        rf"|(?:{cities})(?=(?:与|和|同)[^，。；]{{2,24}}?(?:签署|签订|签约|达成))"
    )
