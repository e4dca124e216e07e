"""The mentions of one article to the entities that they are about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.mentions.gazetteer import canonical_names
from extractors.spans import Alias, Span
from graph.names import comparable_name, display_name

# Words at the end of a firm's name that its short form leaves out: 奇安信集团, 奇安信.
FIRM_TAIL = re.compile(r"(?:集团|公司|股份|控股|科技|技术|网络)+$")
# 自动驾驶 and 自动驾驶系统 are one thing in a text; 人工智能 and 人工智能芯片 are two.
TECHNOLOGY_TAIL = re.compile(r"(?:技术|体系|架构|系统|领域|科技)$")
LINE_END = re.compile(r"(?<=[\u4e00-\u9fff、])[ \t\u3000]*\n\s*(?=[\u4e00-\u9fff])")
# Blockchain technology and blockchain, drones and a drone.
ENGLISH_TAIL = re.compile(r"(?<=\w{3})(?:\s+technolog(?:y|ies)|(?<=[a-rt-z])(?<![iu])s)$")
# 韶关市 signs as its government does; 拉萨市某某研究院 is 拉萨某某研究院.
GOVERNMENT_TAIL = re.compile(r"(?<=[省市区县州])(?:人民)?政府$")
SEAT = re.compile(r"^(?P<seat>[\u4e00-\u9fff]{2,3})[省市](?=[\u4e00-\u9fff]{4})")
SAME_PLACE = {
    "us": "unitedstates",
    "usa": "unitedstates",
    "uk": "unitedkingdom",
    "nyc": "newyorkcity",
}
TECHNOLOGY_HEAD = re.compile(r"^(?:新一代|自研|先进|全球首款|全球首个|首款|首个)")


@dataclass(frozen=True)
class Group:
    """The mentions of one entity, in order, with its names and which of them are scoped."""

    type: str
    kind: str | None
    name: str
    names: tuple[str, ...]
    scoped: tuple[str, ...]
    mentions: tuple[Span, ...]


def grouped(mentions: Sequence[Span], aliases: Iterable[Alias]) -> list[Group]:
    """Return the entities of an article, in order of their first mention.

    Mentions are one entity when their names are equal for comparison, are listed as
    synonyms, differ by an ending that short forms drop, or the text says so.
    """
    parents: dict[tuple[str, str], tuple[str, str]] = {}

    def root(key: tuple[str, str]) -> tuple[str, str]:
        while parents.setdefault(key, key) != key:
            key = parents[key]
        return key

    scoped: set[tuple[str, str]] = set()
    for alias in aliases:
        left, right = root(_key(alias.name)), root(_key(alias.alias))
        if left != right:
            parents[right] = left
        if alias.scoped:
            scoped.add((alias.alias.type, display_name(alias.alias.text)))
    groups: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for mention in mentions:
        groups[root(_key(mention))].append(mention)
    return [_group(spans, scoped) for spans in groups.values()]


@lru_cache(maxsize=65536)
def identity(entity_type: str, name: str) -> str:
    """Return the form of a name under which one article's mentions of a thing are equal.

    >>> identity("Organization", "奇安信集团") == identity("Organization", "奇安信")
    True
    >>> identity("Technology", "AI技术") == identity("Technology", "人工智能")
    True
    """
    bare = comparable_name(name)
    listed = canonical_names().get((entity_type, bare))
    if listed is not None:
        return listed
    if entity_type == "Organization":
        # 中国工信部 and 工信部, 中国国家标准化委员会 and 国家标准化委员会.
        bare = bare.removeprefix("中华人民共和国") or bare
        home = bare.removeprefix("中国")
        if home != bare and (
            home.startswith("国家") or ("Organization", home) in canonical_names()
        ):
            return identity(entity_type, home)
        bare = SEAT.sub(r"\g<seat>", GOVERNMENT_TAIL.sub("", bare))
        short = FIRM_TAIL.sub("", bare)
    elif entity_type == "Technology" and name.isascii():
        short = comparable_name(ENGLISH_TAIL.sub("", name.strip())) or bare
    elif entity_type == "Technology":
        short = TECHNOLOGY_TAIL.sub("", TECHNOLOGY_HEAD.sub("", bare))
    elif entity_type == "Policy":
        return bare.removeprefix("中华人民共和国") or bare
    else:
        return SAME_PLACE.get(bare, bare) if entity_type == "Place" else bare
    if len(short) < 2:
        return bare
    return canonical_names().get((entity_type, short), short)


def _fullest(entity_type: str, names: Sequence[str]) -> str:
    """Return the longest name; of a technology that is listed, the name it is listed under.

    人工智能 stands for 新一代人工智能 too, but 某某科技 not for 某某科技有限公司.
    """
    for name in names if entity_type == "Technology" else ():
        if canonical_names().get((entity_type, comparable_name(name))) == comparable_name(name):
            return name
    return max(names, key=lambda name: (len(name), name))


def _key(span: Span) -> tuple[str, str]:
    return span.type, identity(span.type, span.text)


def _shown(span: Span) -> str:
    """Return a name for people; the title of an official paper may run over lines."""
    return display_name(LINE_END.sub("", span.text) if span.type == "Policy" else span.text)


def _group(spans: Sequence[Span], scoped: set[tuple[str, str]]) -> Group:
    entity_type = spans[0].type
    names = tuple(dict.fromkeys(_shown(span) for span in spans))
    kinds = Counter(span.kind for span in spans if span.kind)
    own = [name for name in names if (entity_type, name) not in scoped] or list(names)
    return Group(
        type=entity_type,
        # A policy's number tells no kind, its title does.
        kind=min(kinds, key=lambda kind: (kind == "other", -kinds[kind], kind)) if kinds else None,
        name=_fullest(entity_type, own),
        names=names,
        scoped=tuple(name for name in names if (entity_type, name) in scoped),
        mentions=tuple(spans),
    )
