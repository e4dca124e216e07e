"""Names typed by the part that they play: investors and founders in an enumeration, appositions.

The recogniser takes "Anthropic" for a place and "Guillaume" for a firm; what the sentence says
of a name settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mentions import english_tables as tables

# Above the recogniser's places (0.8), where a name is a single word; below its people (0.75)
# where it is several, because a person invests too.
SINGLE, SEVERAL, PERSON, APPOSED = 0.83, 0.74, 0.83, 0.84
WORD = r"(?:[A-Z][\w’'.&-]*\w|[A-Z]|[a-z]\d\d?[a-z]|[a-z]{1,2}[A-Z]\w+|\d[A-Z]\w*)(?<!['’]s)"
NAME = rf"{WORD}(?:\s(?:{WORD}|&\s{WORD}|de\s{WORD}|van\s{WORD}|von\s{WORD}))" + "{0,4}"
BEFORE = (
    r"(?:(?:the|both|existing|new|returning|current|strategic|angel|early|investors?|backers?|and"
    r"|shareholders?|partners?|firms?|giants?|[a-z-]+\s(?:giant|investor|firm|company|maker|fund))\s)*"
)
ITEM = rf"{BEFORE}{NAME}(?:,?\s\([^()]{{1,30}}\))?"
JOINT = r"(?:,\sand\s|,\s|\sand\s|;\s|\sas\swell\sas\s|\salong\swith\s)"
LIST = rf"(?P<list>{ITEM}(?:{JOINT}{ITEM}){{0,19}})"
Found = tuple[int, int, str, float]


def roles(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield start, end, type and confidence of the names whose part in a sentence is plain."""
    for pattern in _investors():
        for match in pattern.finditer(text, start, end):
            yield from _listed(text, match, "Organization")
    for match in _founders().finditer(text, start, end):
        yield from _listed(text, match, "Person")
    for match in _apposed().finditer(text, start, end):
        if not _is_refused(match.group("name")):
            yield match.start("name"), match.end("name"), "Organization", APPOSED


def _listed(text: str, match: re.Match[str], role: str) -> Iterator[Found]:
    """Yield the names of an enumeration, each with the type that its part and words show."""
    names = list(re.compile(NAME).finditer(text, *match.span("list")))
    for name in names:
        words = name.group().split()
        if _is_refused(name.group()):
            continue
        entity_type = _person_or_firm(words, role)
        if entity_type == "Person":
            yield *name.span(), "Person", PERSON
        elif entity_type == "Organization" and role == "Organization":
            # A list of one is no list: "backed by China".
            single = SINGLE if len(names) > 1 else SEVERAL
            yield *name.span(), "Organization", single if len(words) == 1 else SEVERAL


def _person_or_firm(words: list[str], role: str) -> str | None:
    if words[-1] in tables.organization_kinds() or "&" in words:
        return "Organization"
    given: list[str] = tables.names()["persons"]["given"]
    if 2 <= len(words) <= 3 and words[0] in given:
        return "Person"
    if role == "Person":
        is_name = 2 <= len(words) <= 4 and not any(char.isdigit() for char in "".join(words))
        return "Person" if is_name else None
    return "Organization"


def _is_refused(name: str) -> bool:
    words = name.split()
    months = tables.names()["titlecase"]["months"]
    return (
        words[0] in tables.openers()
        or words[0] in months
        or tables.is_refused_organization(name)
        or words[-1] in _ranks()
        or re.fullmatch(r"(?:Series|Round|Pre-\w+)", words[0]) is not None
    )


@cache
def _ranks() -> frozenset[str]:
    return frozenset(post.title() for post in tables.names()["persons"]["posts"]) - {"Partner"}


@cache
def _investors() -> tuple[re.Pattern[str], ...]:
    money = r"(?:US|HK)?[$€£¥]\s?\d[\d.,]*(?:\s?(?:million|billion|m|bn|M|B))?"
    cue = (
        rf"(?:(?:co-)?led\s(?:jointly\s)?by|participation\s(?:from|by|of)|with\s(?:backing|support)\sfrom"
        rf"|investors?\s(?:include[sd]?|including|are|were|such\sas)|backers\s(?:include|including)"
        rf"|raised\s{money}\sfrom|(?:round|funding|financing)\sfrom|together\swith|joined\sby)"
    )
    verb = (
        r"(?:participated|took\spart|invested|joined\s(?:the|this)\s(?:round|financing|funding)"
        r"|joined\sas)"
    )
    return (
        re.compile(rf"\b{cue}\s{LIST}"),
        re.compile(rf"(?:^|(?<=[.;]\s)|(?<=\n)){LIST}(?:,\s[^,.;]{{3,60}},)?\s(?:also|have|all|both)\s(?:\w+\s)?{verb}"),
    )  # fmt: skip


@cache
def _founders() -> re.Pattern[str]:
    cue = (
        r"(?:founded(?:\sin\s(?:\w+\s)?\d{4})?\sby|founders(?:\sare|\swere|\sinclude)?|co-founders)"
    )
    return re.compile(rf"\b{cue}\s{LIST}")


@cache
def _apposed() -> re.Pattern[str]:
    """Return the pattern of "Acme, a rival company," and of "Acme was founded by"."""
    nouns = tables.alternatives(tables.names()["organizations"]["roles"]["nouns"])
    name = rf"(?<![\w&.’'-]\s)(?<![\w-])(?P<name>{WORD}(?:\s(?:{WORD}|&\s{WORD})){{0,3}})"
    modifier = r"(?:[\w’'-]+,?\s)"
    border = (
        r"(?=[,.;]|\s(?:that|which|based|in|from|backed|founded|owned|of|for|with|and|behind"
        r"|known)\b)"
    )
    described = rf",\s(?:an?|the)\s{modifier}{{0,6}}?{nouns}{border}"
    founded = r"(?:,[^,.;]{3,60},)?\s(?:was|had\sbeen|has\sbeen)\s(?:co-)?founded\b"
    return re.compile(rf"{name}(?:{described}|{founded})")
