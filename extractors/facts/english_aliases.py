"""Names that an English text itself gives to one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractors.facts.english_initials import initials, spelled_out
from extractors.facts.english_short_forms import LEGAL
from extractors.facts.english_slots import table
from extractors.mentions.english_known import is_known_organization
from extractors.spans import Alias, Span

NAME = "english-aliases.v3"
SHORTENED = frozenset({"Organization", "Person", "Policy", "Technology"})
HONORIFIC = re.compile(
    r"^(?:(?:Dr|Mr|Ms|Mrs|Prof|Sen|Rep|Gov|Gen|Sir|Rev)\.?|Professor|President|Senator|Governor"
    r"|Doctor|Judge|Chancellor)\s"
)
# With one of these behind it a firm's name is that of another body.
APART = re.compile(
    r"\b(?:Funds?|Bank|Foundation|University|College|Institute|Ventures|Trust|Research|Association"
    r"|School|Hospital|Museum|Cent(?:er|re)|Laboratory|News|Magazine)\b"
)
SUBSIDIARY, BEFORE = re.compile(r"subsidiar|\b(?:arm|unit|division|affiliate)\b"), 40
# ("Acme" or the "Company"): each quoted name in the bracket is an alias.
BRACKET = re.compile(r"(?:['’]s)?\s?\((?P<inside>[^()]{2,80})\)")
QUOTED = re.compile(r"(?P<the>\b[Tt]he\s)?[\"“](?P<the2>[Tt]he\s)?(?P<name>[^\"“”]{2,40}?),?[\"”]")
ABBREVIATION = re.compile(
    r"(?:hereinafter\s|or\s|abbreviated\s(?:as\s)?)?(?P<name>[A-Z][\w&.-]{1,11})"
)
GENERIC = re.compile(
    r"(?i)^(?:company|group|issuer|parties|party|seller|buyer|purchaser|corporation|fund|bank|"
    r"association|institute|university|act|regulation|measures|plan|agreement|partnership|"
    r"transaction|acquisition|offering|registrant|firm|organization|foundation|trust|opinions?)$"
)


def find_aliases(text: str, mentions: Sequence[Span]) -> list[Alias]:
    """Return the aliases that the text defines, and later short forms of names in full.

    A generic alias such as "the Company" is scoped: it means something in this article only.
    Short forms ("Xiaomi" for "Xiaomi Group", a surname) join mentions found as such.
    """
    aliases = [
        alias
        for mention in mentions
        if text[mention.start : mention.end].isascii() or mention.text[0].isascii()
        for alias in _bracketed(text, mention)
    ]
    return [*aliases, *_shortened(mentions), *_heralded(text, mentions), *initials(mentions)]


def _bracketed(text: str, mention: Span) -> Iterator[Alias]:
    if mention.type in {"Place", "Person"}:
        return
    bracket = BRACKET.match(text, mention.end)
    while bracket is not None:  # Acme Corp. (Nasdaq: ACME) (the "Company")
        yield from _inside(text, mention, bracket)
        bracket = BRACKET.match(text, bracket.end())


def _inside(text: str, mention: Span, bracket: re.Match[str]) -> Iterator[Alias]:
    """Yield what one bracket behind a name defines."""
    if spelled_out(mention.text, bracket["inside"]):
        yield _alias(text, mention, bracket.span("inside"), is_scoped=False)
        return
    quoted = list(QUOTED.finditer(text, *bracket.span("inside")))
    for match in quoted:
        is_generic = GENERIC.match(match["name"]) is not None
        is_defined = bool(match["the"] or match["the2"]) and is_generic
        if not is_generic or is_defined or len(quoted) > 1:
            yield _alias(text, mention, match.span("name"), is_scoped=is_generic)
    short = None if quoted else ABBREVIATION.fullmatch(text, *bracket.span("inside"))
    if short and is_abbreviation(short["name"], mention.text):
        yield _alias(text, mention, short.span("name"), is_scoped=False)


def _alias(text: str, mention: Span, place: tuple[int, int], *, is_scoped: bool) -> Alias:
    start, end = place
    span = Span(start, end, mention.type, text[start:end], NAME, mention.confidence, mention.kind)
    return Alias(mention, span, is_scoped)


def is_abbreviation(short: str, name: str) -> bool:
    """Tell whether the letters of a short name come in order from the words of a long one.

    >>> is_abbreviation("MIIT", "Ministry of Industry and Information Technology")
    True
    >>> is_abbreviation("NASDAQ", "Acme Group")
    False
    """
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    initials = [word[0].casefold() for word in re.findall(r"[A-Za-z0-9]\w*", name)]
    position = 0
    for letter in letters:
        while position < len(initials) and initials[position] != letter:
            position += 1
        if position == len(initials):
            return name.casefold().startswith(short.casefold())
        position += 1
    return True


def _shortened(mentions: Sequence[Span]) -> Iterator[Alias]:
    """Yield, for later mentions, the one full name before that they shorten."""
    fulls: dict[tuple[str, str], Span] = {}
    joined: set[tuple[str, str]] = set()
    for mention in mentions:
        key = (mention.type, mention.text)
        if mention.type not in SHORTENED or key in joined or key in fulls:
            continue
        if not mention.text[0].isascii():
            continue
        longer = [full for full in fulls.values() if _is_short_of(mention, full)]
        shorter = [full for full in fulls.values() if _is_lengthened(full, mention)]
        if len(longer) == 1:
            joined.add(key)
            yield Alias(longer[0], mention, scoped=False)
        elif not longer:
            fulls[key] = mention
            yield from (Alias(mention, short, scoped=False) for short in shorter)


def _heralded(text: str, mentions: Sequence[Span]) -> Iterator[Alias]:
    """Yield short names that stand before the only full name that they shorten, as in headlines."""
    names: dict[tuple[str, str], Span] = {}
    for mention in mentions:
        if mention.type in {"Organization", "Person"} and mention.text[0].isascii():
            names.setdefault((mention.type, mention.text), mention)
    by_word: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for full in names.values():
        for word in dict.fromkeys(_bare(full).replace(",", "").split()):
            by_word[full.type, word].append(full)
    for short in names.values():
        words = _bare(short).split()
        word = words[-1] if short.type == "Person" else words[0]
        fulls = [full for full in by_word[short.type, word] if _is_short_of(short, full)]
        if len({_bare(full) for full in fulls}) == 1 and short.start < fulls[0].start:
            full = fulls[0]
            is_own = SUBSIDIARY.search(text, max(0, full.start - BEFORE), full.start) is None
            if full.type == "Person" or (is_own and _is_registered(short, full)):
                yield Alias(full, short, scoped=False)


def _bare(full: Span) -> str:
    """Return a person's name without a title; a firm's as it is."""
    return HONORIFIC.sub("", full.text) if full.type == "Person" else full.text


def _is_registered(short: Span, full: Span) -> bool:
    """Tell whether a firm's name in full goes on with its trade and ends in its legal form."""
    is_firm = LEGAL.search(full.text) is not None or full.text.endswith(" Partners")
    return is_firm and APART.search(full.text, len(short.text)) is None


def _is_short_of(mention: Span, full: Span) -> bool:
    """Tell whether a mention is a person's surname, or the first words of an organisation."""
    if mention.type != full.type:
        return False
    if mention.type == "Person":
        is_other = mention.text != full.text
        return is_other and _is_same_person(_bare(mention).split(), _bare(full).split())
    short, words = mention.text.split(), full.text.replace(",", "").split()
    if len(short) >= len(words):
        return False
    if mention.type == "Policy":
        return full.text.removesuffix(mention.text).strip() in table()["aliases"]["authorities"]
    if mention.type == "Technology":
        meant: str | None = table()["aliases"]["acronyms"].get(mention.text)
        return full.text.casefold() == meant
    # A well-known firm's name is no short form of its fund's: OpenAI, OpenAI Startup Fund.
    is_apart = is_known_organization(mention.text) and not _is_same_firm(words[len(short) :])
    return words[: len(short)] == short and _is_telling(short) and not is_apart


def _is_same_person(short: list[str], words: list[str]) -> bool:
    """Tell whether a person is named by a part: Roe, Ms. Roe, or Jim Roe of James “Jim” Roe."""
    if len(words) == 1:  # no name in full
        return False
    if len(short) == 1:
        return short[0] in {words[-1], words[0]}
    own = {word.strip("“”\"'") for word in words[:-1]}
    return len(short) < len(words) and short[-1] == words[-1] and short[0] in own


def _is_lengthened(short: Span, full: Span) -> bool:
    """Tell whether a later name is an earlier one and what ends a firm's name: Acme, Acme Group."""
    words = full.text.replace(",", "").split()
    size = len(short.text.split())
    is_firm = short.type == full.type == "Organization" and len(words) > size
    is_longer = is_firm and _is_short_of(short, full) and _is_same_firm(words[size:])
    return is_longer or (short.type in {"Policy", "Technology"} and _is_short_of(short, full))


def _is_same_firm(rest: list[str]) -> bool:
    return set(rest) <= set(table()["aliases"]["endings"])


def _is_telling(words: list[str]) -> bool:
    """Tell whether words name one thing without what follows: not "Bank", not "East China"."""
    ordinary = table()["aliases"]["ordinary"]
    return words[0] not in ordinary and len(words[0]) > 2
