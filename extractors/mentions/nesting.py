"""Bodies named inside the names of others: 浙江大学 in 浙江大学杭州国际科创中心."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache

from extractors.mentions.gazetteer import terms
from extractors.spans import Span

NESTING = "nesting.v1"
# The end of a body's name inside a longer one, and what the rest must end in to be its unit.
PARENT = re.compile(
    r"(?:大学|科学院|工程院|研究院|研究所|研究总院|集团|公司|委员会|人民政府|政府|学会|协会|促进会|联合会|科创中心|医院|"
    r"审计署|总局|[部署局](?=办公|外事|[^分]{2,6}[司局])|学院(?=[^，。]{2,}))"
)
UNIT = re.compile(
    r"(?:研究院|研究所|研究室|中心|实验室|学院|分会|专委会|专业委员会|委员会|标委会|办公厅|办公室|事业部|事业群|分公司|子公司|"
    r"公司|大学|总队|支队|[司局处所部院系室科]|工厂|基地|医院|学部|工作组|专家组|数据中心|产业园|工作站|基金|基金会|智库)$"
)
FOREIGN = re.compile(
    r"^(?P<place>美国|德国|日本|英国|法国|韩国|荷兰|瑞士|瑞典|以色列|加拿大|意大利|俄罗斯|印度|新加坡|澳大利亚|芬兰|丹麦|"
    r"西班牙|比利时|奥地利|挪威|巴西)(?P<name>.{3,})$"
)
STATE = re.compile(r"(?:[省厅委]|部|署|局|委员会|国会|政府|议院|总统|央行|法院|银行|储备)$")


def nested(mentions: Sequence[Span]) -> Iterator[Span]:
    """Yield the bodies and places that stand inside organizations' names."""
    heads = _listed() | {
        mention.text for mention in mentions if mention.type == "Organization" and mention.kind
    }
    for mention in mentions:
        if mention.type != "Organization":
            continue
        for end in _parents(mention.text, heads):
            yield _part(mention, 0, end, "Organization", 0.8)
        if (match := FOREIGN.match(mention.text)) and not STATE.search(mention.text):
            yield _part(mention, 0, match.end("place"), "Place", 0.7)


@cache
def _listed() -> frozenset[str]:
    return frozenset(
        term.name for term in terms() if term.type == "Organization" and not term.is_doubtful
    )


@cache
def _places() -> frozenset[str]:
    return frozenset(term.name for term in terms() if term.type == "Place")


def _parents(name: str, heads: Set[str]) -> Iterator[int]:
    """Yield where the parent's name ends in a name, then that parent's own parent, and so on.

    A listed body has none: 中国电子信息产业发展研究院 is no unit of 中国电子.
    """
    while name not in _listed():
        end = max(_prefixes(name, heads), default=0)
        if not end:
            return
        yield end
        name = name[:end]


def _prefixes(name: str, heads: Set[str]) -> Iterator[int]:
    for match in PARENT.finditer(name):
        end = match.end()
        if 4 <= end < len(name) - 1 and UNIT.search(name[end:]) and _is_balanced(name[:end]):
            yield end
    for end in range(2, len(name) - 1):
        if name[:end] in heads and name[:end] not in _places() and UNIT.search(name[end:]):
            yield end


def _is_balanced(name: str) -> bool:
    return name.count("（") == name.count("）") and name.count("(") == name.count(")")


def _part(whole: Span, start: int, end: int, entity_type: str, confidence: float) -> Span:
    return Span(
        whole.start + start, whole.start + end, entity_type, whole.text[start:end],
        NESTING, min(confidence, whole.confidence),
    )  # fmt: skip
