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

POSTED, BEFORE_NAME, APPOINTED, HEADED, APPOSED, BARE = 0.85, 0.82, 0.85, 0.75, 0.65, 0.6
# "Key Insights from Acme": a doubtful person is not enough where no post is named.
VOUCHED = 0.6
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
    rows = (
        (r"<org:O>(?:’s?)? {title},? <who:P>", BEFORE_NAME),
        (r"{title} (?:of|at) <org:O>,? <who:P>", BEFORE_NAME),
        (r"<who:P>, <org:O>(?:’s?)? {office}", BEFORE_NAME),
        (
            r"<org:O>{app} {appoints} <who:P>{app} (?:as|to|to be|to serve as|to the position of)"
            r" (?:the position of )?{article}(?:new )?{office}",
            APPOINTED,
        ),
        (r"<who:P>{app} (?:has )?(?:joined|joins) <org:O>(?:’s [\w ]{3,20})? as {article}{office}",
         APPOINTED),
        # A post between commas, then another: "Roe, the former head of A, became president of B".
        (r"<who:P>, [^;:.]{3,90}, {verbs} {article}{title} (?:of|at) {near}<org:O>", BEFORE_NAME),
        (r"<who:P>,? (?:who )?{verbs} {article}<org:O>’s {office}", POSTED),
        (r"<org:O>’s {office} (?:is|was|remains) <who:P>", POSTED),
        (r"<org:O>(?:[^.;]{0,60}? and)? (?:is|was|has been) (?:headed|led|run|chaired) by"
         r" (?:(?!(?i:the|a|an) )[A-Za-z-]+ ){0,2}<who:P>", HEADED),
        (r"<who:P+>,? (?:both |all )?(?:who )?(?:had )?(?P<former>formerly|previously)"
         r"(?: (?:worked|served))? (?:of|at|with|for) {near}<org:O+>", HEADED),
        (r"<who:P+>,? (?:both |all )?(?:who )?(?:had )?(?P<former>worked|spent [\w ]{3,20})"
         r" (?:at|for) {near}<org:O+>", HEADED),
        (r"<who:P+> (?P<former>left|quit) <org:O> (?:in [\w ]{4,16} )?to\b", HEADED),
        (r"<who:P>,? (?:who )?(?:heads|leads|runs|chairs) {near}<org:O>", BARE),
        (r"<who:P> (?P<former>left|resigned from|stepped down from) <org:O>", BARE),
        (r"<who:P+>,? (?:of|from|at|with) (?:the )?<org:O>(?! ?’s)", BARE),
        # Posts that are in no list: "Roe, a plumber at Acme", "Roe, an Acme veteran".
        (r"<who:P>, (?:an?|the|another|one of) (?P<former>former |retired )?"
         r"(?!(?:[\w-]+ ){0,3}(?:academician|fellow|member|alum\w*|graduate|native|resident|critic|fan|rival"
         r"|student|veteran|investor|shareholder|backer|friend|user|customer|client)s?\b)(?:(?!<P>)[^,;.]){3,60}?"
         r" (?:of|at|for|with|from) {near}<org:O>", APPOSED),
        (r"<who:P>, (?:an?|the|another|one of) (?P<former>former |retired )?(?:[\w-]+ ){0,3}?<org:O>"
         r" (?:[\w-]+ ){0,3}?{office}", BEFORE_NAME),
        (r"\b[Aa]n? (?P<former>former |retired )?<org:O> (?:[\w-]+ ){0,2}?{title}, <who:P>", APPOSED),
        (r"\b(?P<former>former|retired) <org:O> (?:[\w-]+ ){1,3}?<who:P>", APPOSED),
        (r"<org:O>’s (?:own )?<who:P>(?! ?’s)", APPOSED),
        (r"^By <who:P>,? <org:O>$", APPOSED),
        (r"<who:P>’s (?:own |new )?(?:company|firm|startup|employer|practice|studio),? <org:O>", BARE),
        (r"<who:P+>,? (?:who )?(?:has |have |had )?(?:teach(?:es)?|taught|lectures|studies|works|serves|served"
         r"|reports|researche[sd]|practi[cs]es) (?:(?!<P>)[^,;.]){0,50}?(?:at|for|with|under) {near}<org:O>", HEADED),
        (r"<who:P+>{app} (?:has |have )?(?:re)?join(?:s|ed|ing) {near}<org:O>", APPOSED),
        (r"<org:O>{far}\b(?:appointment|promotion|hiring|election|nomination|addition|arrival) of <who:P>{app}"
         r" (?:as|to) (?:the (?:position|role|post) of )?{article}{office}", APPOINTED),
        (r"<org:O>{far}\b(?:appoint(?:s|ed|ment of)|welcom(?:es|ed)|adds|added|elect(?:s|ed)|names?|named) <who:P>{app}"
         r" (?:to|as) (?:its |the |their )?(?P<title>(?:[\w-]+ )?[Bb]oard(?: of [Dd]irectors)?)", APPOINTED),
        (r"<who:P> (?:as|to be|to become|becomes|became|succeeds [^.;]{2,40} as) {article}(?:new )?{title}"
         r" (?:of|at|for) {near}<org:O>", BEFORE_NAME),
        (r"<org:O>{app},? (?:which )?(?:is |was )?(?:now |currently )?(?:headed|led|run|chaired|managed|directed) by"
         r" (?:{article}(?:{title},? )?)(?:[A-Z]\w*\.? )?<who:P+>", HEADED),
        (r"^(?:Led|Headed|Run|Managed|Directed|Chaired) by {article}(?:{title},? )?(?:[A-Z]\w*\.? )?<who:P+>"
         r"(?:, [^;]{3,80}?)?, {det}<org:O>", HEADED),
        (r"\b[Aa]s {article}(?:new )?{title} (?:of|at|for) {near}<org:O>(?:, (?:(?!<P>)[^;.]){3,120},|,)? <who:P>",
         BEFORE_NAME),
        (r"{title} (?:of|at|for|with) {near}<org:O>,? <who:P>", BEFORE_NAME),
        (r"<who:P>{app},? (?:who )?(?:owns|operates|manages|directs|oversees|represents) {near}<org:O>", BARE),
    )  # fmt: skip
    return tuple((_compiled(form), confidence) for form, confidence in rows)


def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(expanded(form, _macros()))
