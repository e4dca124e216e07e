"""Who holds which post where, in English: "Jane Roe, founder and CEO of Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.facts.english_rules import Reading
from extractors.facts.english_slots import Slotted, expanded, slot_class, table
from extractors.mentions.english_tables import alternatives, names
from extractors.spans import Span
from graph.records import Properties

POSTED = 0.85
# "Key Insights from Acme": a doubtful person is not enough where no post is named.
BARE, VOUCHED = 0.6, 0.6
FOUNDER = re.compile(r"(?i)\b(co-?)?founder\b")


def posts(sentence: Slotted) -> Iterator[Reading]:
    """Yield WORKS_FOR, MEMBER_OF and FOUNDED that a sentence states by naming a post."""
    if all(mention.type != "Person" for mention in sentence.mentions):
        return
    for match in _after_person().finditer(sentence.text):
        yield from _chain(sentence, match)
    for pattern, confidence in _single():
        for match in pattern.finditer(sentence.text):
            for person in sentence.spans(match["who"]):
                if confidence == BARE and person.confidence < VOUCHED:
                    continue
                for organization in sentence.spans(match["org"]):
                    yield from _held(sentence, person, organization, match, confidence)


def _chain(sentence: Slotted, match: re.Match[str]) -> Iterator[Reading]:
    """Yield one post after another: "academician of A, president of B and dean of C"."""
    (person,) = sentence.spans(match["who"])
    position = match.end()
    is_former = bool(_former().search(match.group()))
    while item := _item().match(sentence.text, position):
        for organization in sentence.spans(item["org"]):
            yield from _held(sentence, person, organization, item, POSTED, is_former=is_former)
        position = item.end()


def _held(
    sentence: Slotted,
    person: Span,
    organization: Span,
    match: re.Match[str],
    confidence: float,
    *,
    is_former: bool = False,
) -> Iterator[Reading]:
    printed = sentence.shown(match.groupdict().get("title") or "").strip(" ,").replace("’", "'")
    title = _former().sub("", printed).strip(" ,-")
    founder = FOUNDER.search(title)
    if founder:
        yield Reading(person, "FOUNDED", organization, confidence, {})
        if not founder.group(1) and title.casefold() == "founder":
            return
    properties: Properties = {"title": title} if title else {}
    if _membership().search(title):
        yield Reading(person, "MEMBER_OF", organization, confidence, properties)
        return
    if is_former or title != printed or (match.groupdict().get("former")):
        properties["former"] = True
    yield Reading(person, "WORKS_FOR", organization, confidence, properties)


@cache
def _former() -> re.Pattern[str]:
    words = alternatives(names()["persons"]["former"])
    return re.compile(rf"(?i)(?<![\w-]){words}(?:\s|(?<=ex-))|\bserved as\b|\bworked as\b")


@cache
def _membership() -> re.Pattern[str]:
    words = alternatives(names()["persons"]["memberships"])
    return re.compile(rf"(?i)^(?!.*\bboard\b)(?:\w+ ){{0,2}}{words}$")


@cache
def _macros() -> dict[str, str]:
    """Return the macros of the table, and those that describe a post."""
    rows = table()["posts"]
    post = f"(?i:{alternatives([*names()['persons']['posts'], *rows['further']])})"
    word = rf"(?:[A-Z][\w&’/-]*|{slot_class('TG')}|&)"
    former = f"(?i:{alternatives(names()['persons']['former'])})"
    modifier = rf"(?:{word}|{former}|(?i:{alternatives(rows['modifiers'])}))"
    joined = rf"(?:{word}|the board(?: of directors)?|(?:and|of|the) {word})"
    field = rf"(?:(?: of| for|,)? {joined}(?: {joined}){{0,5}}?)?"
    piece = rf"(?:{modifier}[ /-]){{0,7}}?{post}(?![\w-]){field}"
    # Where the post ends the form, it takes as many words as it can.
    office = (
        rf"(?:{modifier}[ /-]){{0,7}}{post}(?![\w-])(?: (?:of|for) {word}(?: {joined}){{0,4}})?"
    )
    return {
        **table()["macros"],
        "piece": piece,
        "title": rf"(?P<title>{piece}(?:(?:, and |, | and | & |/){piece}){{0,3}}?)",
        "office": rf"(?P<title>{office}(?:(?:, | and | & |/){office}){{0,2}})",
        "verbs": rows["verbs"],
        "appoints": rows["appoints"],
        "article": r"(?:(?:a|an|the|its|our|also|current|currently|concurrently) ){0,2}",
    }


@cache
def office() -> str:
    """Return a regular expression for what somebody is, one post or several; it has no groups."""
    one = expanded("{office}", _macros()).replace("?P<title>", "?:")
    return f"(?:{one})"


@cache
def _after_person() -> re.Pattern[str]:
    return _compiled(
        r"<who:P>(?:,? (?:who )?{verbs}(?: an? [\w -]{3,60}? (?:and|who)(?: is| was| has been)?)?"
        r"|,(?: (?:who )?{verbs})?(?: formerly| previously)?) {article}"
    )


@cache
def _item() -> re.Pattern[str]:
    return _compiled(
        r"(?:(?:,| and) (?:an?|the|recipient|winner|author) (?:(?!<P>)[^,;]){3,80}(?=,))?"
        r"(?:,? and |, |; |,? (?:and )?who (?:is |was )?)?"
        r"(?P<former>(?:formerly |previously )?(?:served|worked) as |formerly |previously )?"
        r"{article}{title}(?:,? (?:of|at|for|with|in|from) |, )(?:both )?{near}<org:O+>"
    )


@cache
def _single() -> tuple[tuple[re.Pattern[str], float], ...]:
    rows = table()["posts"]["forms"]
    return tuple((_compiled(row["form"]), row["confidence"]) for row in rows)


def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(expanded(form, _macros()))
