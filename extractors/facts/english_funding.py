"""Funding rounds in English: who raised how much, who led, who joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.facts.english_money import only_date
from extractors.facts.english_rules import Reading, is_refused, stated_properties
from extractors.facts.english_slots import Slotted, compiled, group_texts, table
from extractors.spans import Span
from graph.records import Properties

RELATION = "INVESTED_IN"
# How many sentences later "the round was led by" still means the round last told of.
MEMORY = 2
FOLLOWING = 0.85
# A sentence that does not name the round goes on about it where it says that others joined.
BEHIND = re.compile(r"\bin (?:its|the|an?|their)(?: [\w$€£.-]+){0,3} $")
CONTINUING = re.compile(
    r"(?i)\b(?:also|both|all|and|have|had|then) (?:participat|took part|invested|contributed"
    r"|joined (?:the|in|this|as)|followed)|\b(?:participation|backing) (?:from|by)"
    r"|\b(?:investors?|backers) (?:include|were|are)\b|\bparticipants\b"
    r"|\b(?:participated|took part) in (?:the|this)\b"
)


@dataclass
class FundingReader:
    """Reads the sentences of one article in order and remembers the round last told of."""

    raiser: Span | None = None
    terms: Properties | None = None
    age: int = 0

    def readings(self, sentence: Slotted) -> Iterator[Reading]:
        """Yield the investments that a sentence states, with the terms of their round."""
        self.age += 1
        text = sentence.text
        raised = _form("backed").search(text) or _form("raised").search(text)
        if raised and _form("tells").search(text) and not is_refused(RELATION, text, raised):
            (self.raiser,) = sentence.spans(group_texts(raised)["tail"])
            stated = _before_investors(text, raised.start())
            self.terms = _terms(stated) or _terms(_before_investors(text, 0)) or only_terms(text)
            self.terms |= _round_behind(text) | _dated(text)
            self.age = 0
        if self.raiser is None or self.age > MEMORY or not (raised or _continues(text)):
            return
        confidence = _rule()["confidence"] * (1 if self.age == 0 else FOLLOWING)
        terms = {**(self.terms or {}), **(_terms(_before_investors(text, 0)) if self.age else {})}
        for key, lead in (("lead", True), ("joined", False)):
            for match in _form(key).finditer(text):
                for head in sentence.spans(group_texts(match)["head"]):
                    if head != self.raiser and not is_refused(RELATION, text, match):
                        properties: Properties = {**terms, "lead": True} if lead else dict(terms)
                        yield Reading(head, RELATION, self.raiser, confidence, properties)
                        # Who joined in may be told in several sentences after one another.
                        self.age = min(self.age, 1)


def _before_investors(text: str, start: int) -> str:
    """Return the part of a sentence that tells of the round, not of what its investors manage."""
    found = (_form(key).search(text, start) for key in ("lead", "joined"))
    investors = [
        match.start(group)
        for match in found
        if match
        for group, names in match.groupdict().items()
        if names and group.startswith("head")
    ]
    return text[start : min(investors, default=len(text))]


def only_terms(text: str) -> Properties:
    """Return a sentence's amount and round where it has one of each at most."""
    is_single = len(_amount().findall(text)) <= 1 and len(_round().findall(text)) <= 1
    return _terms(text) if is_single else {}


def _round_behind(text: str) -> Properties:
    """Return the round that a sentence names behind its investors: "from A and B in its"."""
    rounds = [match for match in _round().finditer(text) if BEHIND.search(text, 0, match.start())]
    return _named(rounds[0]) if len(rounds) == 1 == len(_round().findall(text)) else {}


def _named(match: re.Match[str]) -> Properties:
    return {
        name: value for name, value in stated_properties(RELATION, match).items() if name == "round"
    }


def _dated(text: str) -> Properties:
    """Return the only date of a sentence, for the sentences that go on about its round."""
    date = only_date(text)
    return {"date": date} if date else {}


def _continues(text: str) -> bool:
    """Tell whether a sentence goes on about a round: "The financing was led by"."""
    if CONTINUING.search(text):
        return True
    opening = (
        r"(?:The|This|Other|New|Existing|Its latest)\b[^.]{0,60}"
        r"\b(?:round|funding|financing|investment|investors|raise|backers|capital)\b"
    )
    return re.match(opening, text) is not None or _form("lead").search(text) is not None


def _terms(text: str) -> Properties:
    """Return amount, currency and round as a sentence prints them."""
    terms: Properties = {}
    for form in (_amount(), _round()):
        if match := form.search(text):
            terms |= stated_properties(RELATION, match)
    terms.pop("lead", None)
    return terms


@cache
def _amount() -> re.Pattern[str]:
    return compiled("{money}")


@cache
def _round() -> re.Pattern[str]:
    return compiled(
        r"\b{round}(?: extension)?(?: (?:funding|financing|investment|equity))?(?: round)?\b"
    )


@cache
def _form(key: str) -> re.Pattern[str]:
    return compiled(_rule()[key])


@cache
def _rule() -> dict[str, Any]:
    return next(row for row in table()["rule"] if row.get("funding"))
