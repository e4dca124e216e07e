"""Policies recognised by the words that their names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mentions import english_tables as tables

# A date that follows is no part of the name: "adopted on May 3".
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
CAPITAL = rf"(?!{MONTH}\b)[A-Z][\w’'&.-]*(?<!['’]s)(?<![.'’-])"
JOINED = rf"{CAPITAL}(?:\s(?:{CAPITAL}|(?:and|of|for|on|the|in|to|&)\s(?:the\s)?{CAPITAL})){{0,8}}?"
NUMBERED, STRONG, WEAK, OPENED = 0.92, 0.85, 0.76, 0.8
Found = tuple[int, int, str, float]


def policies(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield start, end, kind and confidence of the policies that a sentence's wording shows."""
    for pattern, kind, confidence in _fixed():
        for match in pattern.finditer(text, start, end):
            yield match.start(), match.end(), kind, confidence
    for match in _ended().finditer(text, start, end):
        found = _judged(match)
        if found is not None:
            yield found
    for match in _opened().finditer(text, start, end):
        kind = _kinds("openers")[match.group("opener")]
        yield match.start(), match.end(), kind, OPENED


def is_policy(name: str) -> bool:
    """Tell whether a name has a policy's noun in it and is of no piece: "Section 5 of the Act"."""
    nouns = {**_kinds("strong"), **_kinds("weak")}
    is_piece = re.match(rf"{tables.alternatives(_table()['pieces'])}\b", name)
    return not is_piece and len(name.split()) > 1 and bool(set(name.split()) & set(nouns))


def _judged(match: re.Match[str]) -> Found | None:
    words = match.string[match.start() : match.end("ending")].split()
    first = 0
    while first < len(words) and words[first] in tables.openers():
        first += 1
    words = words[first:]
    if len(words) < 2:
        return None
    before = " ".join(words[:-1])
    ending = match.group("ending")
    if any(before.endswith(word) for word in _table()["refused"]):
        return None
    kind = _kinds("strong").get(ending)
    confidence = STRONG
    if kind is None:
        kind, confidence = _kinds("weak")[ending], WEAK
        # A weak ending in a programme of a firm ("Loyalty Program") shows no authority.
        if len(words) < 3 or not set(_table()["signs"]) & set(re.split(r"[\s-]", before)):
            return None
    begin = match.start() + match.group().index(words[0])
    return begin, match.end(), kind, confidence


@cache
def _fixed() -> tuple[tuple[re.Pattern[str], str, float], ...]:
    rows = [
        (r"\b\d{1,2}(?:st|nd|rd|th)\sFive-Year\sPlan\b", "plan"),
        (r"\b(?:[A-Z][a-z]+teenth|First|Second|Third|Fourth|Fifth)\sFive-Year\sPlan\b", "plan"),
        (r"\bExecutive\sOrder\s(?:No\.\s?)?\d{4,5}\b", "regulation"),
        (
            r"\b(?:Regulation|Directive|Decision)\s\((?:EU|EC)\)\s(?:No\.?\s)?\d+/\d+\b",
            "regulation",
        ),
        (r"\bRule\s\d{2,3}[A-Za-z]?(?:-\d+)?(?![\w.%])", "regulation"),
        (r"\bRegulation\s(?:S-K|S-X|S|D|FD|CF)(?![\w-])", "regulation"),
        (r"\bUniform\sCode\sof\s[A-Z]\w+(?:\s[A-Z]\w+)*", "law"),
        (r"\bDirective\s\d{2,4}/\d+(?:/E[CU])?\b", "regulation"),
        (r"\b(?:ISO|IEC|ISO/IEC|IEEE|GB/T|GB|ANSI|ASTM|EN)\s\d{3,6}(?:[-.:]\d+)*\b", "standard"),
    ]
    fixed = [(re.compile(pattern), kind, NUMBERED) for pattern, kind in rows]
    for kind, listed in _table()["alone"].items():
        pattern = re.compile(rf"(?<![\w-]){tables.alternatives(listed)}(?![\w-])")
        fixed.append((pattern, kind, STRONG))
    return tuple(fixed)


@cache
def _ended() -> re.Pattern[str]:
    endings = tables.alternatives({**_kinds("strong"), **_kinds("weak")})
    year = r"(?:\sof\s(?:19|20)\d\d|\s\((?:19|20)\d\d(?:-\d{2,4})?\))?"
    # "Framework Convention on Artificial Intelligence": what it is on belongs to its name.
    about = (
        rf"(?:\s(?:on|for)\s(?:the\s)?{CAPITAL}(?:\s(?:(?:and|of|the)\s){{0,2}}{CAPITAL}){{0,6}})?"
    )
    return re.compile(
        rf"(?<![\w-]){JOINED}\s(?P<ending>{endings})(?![\w-])(?P<about>{about}{year})(?!\s[A-Z])"
    )


@cache
def _opened() -> re.Pattern[str]:
    openers = tables.alternatives(_kinds("openers"))
    more = rf"(?:,?\s(?:{CAPITAL}|(?:and|of|for|on|the|in|to|&)\s(?:the\s)?{CAPITAL}))"
    # What authorities do to a thing needs no more than the thing: "Administration of Drones".
    doing = (
        r"(?:Administration|Management|Promotion|Development|Supervision|Protection|Governance"
        r"|Regulation|Labeling|Labelling)"
    )
    return re.compile(
        rf"(?<![\w-])(?P<opener>{openers})\s(?:on|for|of|to)\s(?:the\s)?"
        rf"(?:{doing}{more}{{1,14}}|{CAPITAL}{more}{{2,14}})"
    )


@cache
def _kinds(section: str) -> dict[str, str]:
    return {word: kind for kind, words in _table()[section].items() for word in words}


def _table() -> dict[str, dict[str, list[str]]]:
    return tables.names()["policies"]  # type: ignore[no-any-return]
