"""Title and time of a post, from the words beside the person and the body."""

from __future__ import annotations

import re
from functools import cache

from extractors.facts.english_posts import office
from extractors.facts.slots import outermost
from extractors.facts.titles import titles, titles_pattern
from extractors.spans import Claim, Passage, Sentence, Span
from graph.records import Properties

# Words before a title that its pattern would take for a part of it.
OPENING = re.compile(
    r"^.*(?:公司|集团|由|据|近期|近日|日前|今日|本周|昨日|透露|宣布|表示|该|其|对|向|与|及其|时任)"
)
NAMED_FIRST = r"[\s：:]?(?:是|为|由)?[“\s]?$"
FORMER_ZH = re.compile(
    r"(?:^|[，。；、“（\s由])(?:前|原)$|曾(?:就职|任职|供职|效力|服务)(?:于|在)?$"
    r"|此前(?:就职|任职|供职)(?:于|在)$|离开了?$"
)
LEFT_ZH = (re.compile(r"从$"), re.compile(r"(?:离职|辞职|跳槽|出走|加入)"))
FORMER_EN = re.compile(
    r"\b(?:[Ff]ormer|[Ff]ormerly (?:of|at|with)|[Pp]reviously (?:worked )?(?:at|with))\s(?:the )?$"
)
BEFORE = 24


def post_properties(
    passage: Passage, sentence: Sentence, claim: Claim, *, is_only: bool
) -> Properties:
    """Return title and ``former`` of a post where it is certain that they are this one's.

    ``is_only`` tells that the sentence gives the person no other post.
    """
    reading = _chinese if sentence.language == "zh" else _english
    return reading(passage, sentence, claim, is_only)


def _chinese(passage: Passage, sentence: Sentence, claim: Claim, is_only: bool) -> Properties:
    person, body = claim.head, claim.tail
    found: Properties = {}
    near, start = _before(passage, sentence, person)
    before = passage.text[start : person.start]
    match = _title_before().search(before)
    if match and _is_his(near, body, is_only):
        words = match["titles"]
        found = _titled(OPENING.sub("", words) or words)
    elif is_only and (match := _title_behind().match(passage.text, person.end, sentence.end)):
        found = _titled(match["titles"])
    if _is_past_in_chinese(passage.text, sentence, body):
        found["former"] = True
    return found


def _titled(words: str) -> Properties:
    for title in titles(words):
        if "WORKS_FOR" in title.relations:
            return {"title": title.text} | ({"former": True} if title.is_former else {})
    return {}


def _is_past_in_chinese(text: str, sentence: Sentence, body: Span) -> bool:
    start = max(sentence.start, body.start - BEFORE)
    if FORMER_ZH.search(text, start, body.start):
        return True
    before, behind = LEFT_ZH
    is_from = before.search(text, start, body.start) is not None
    return is_from and behind.match(text, body.end) is not None


def _english(passage: Passage, sentence: Sentence, claim: Claim, is_only: bool) -> Properties:
    person, body = claim.head, claim.tail
    text, found = passage.text, Properties()
    near, start = _before(passage, sentence, person)
    match = _office_before().search(text, start, person.start)
    if match and _is_his(near, body, is_only):
        found = {"title": match["title"]} | ({"former": True} if match["former"] else {})
    elif is_only and (match := _office_behind().match(text, person.end, sentence.end)):
        found = {"title": _without(match["title"], body)}
    if FORMER_EN.search(text, max(sentence.start, body.start - BEFORE), body.start):
        found["former"] = True
    return found


def _without(title: str, body: Span) -> str:
    """Return a title without the body that it is held at: "Acme’s chair", "chair of Acme"."""
    name = re.escape(body.text)
    return re.sub(rf"^{name}(?:['’]s?)?\s|\s(?:of|for|at)\s(?:the\s)?{name}$", "", title)


def _before(passage: Passage, sentence: Sentence, person: Span) -> tuple[Span | None, int]:
    """Return the name before a person in the sentence, and where the words between begin."""
    names = [
        span
        for span in outermost(passage.within(sentence.start, person.start))
        if span.end <= person.start
    ]
    return (names[-1], names[-1].end) if names else (None, sentence.start)


def _is_his(near: Span | None, body: Span, is_only: bool) -> bool:
    """Tell whether a title before a person is held at this body: the one named before it."""
    if near is not None and near.type == "Organization":
        return near.text == body.text
    return is_only


@cache
def _title_before() -> re.Pattern[str]:
    return re.compile(rf"(?P<titles>{titles_pattern()}){NAMED_FIRST}")


@cache
def _title_behind() -> re.Pattern[str]:
    verbs = "现任|出任|担任|就任|任|是|为|系"
    return re.compile(
        rf"\s*(?:(?:[，,](?:他|她|并|现|同时)?)?(?:{verbs})(?:了)?(?:该?公司|集团|其|新任)?|[（(，,]\s*)"
        rf"(?P<titles>{titles_pattern()})(?=[，,。；;、）)（(]|$)"
    )


@cache
def _office_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<former>[Ff]ormer|[Ee]x-|[Pp]revious)\s?)?(?<![\w-])(?P<title>{office()})"
        r"\s(?:Dr\.\s|Mr\.\s|Ms\.\s)?$"
    )


@cache
def _office_behind() -> re.Pattern[str]:
    return re.compile(
        rf",\s(?:(?:the|an?|its|current)\s)*(?P<title>{office()})(?=[,.;]|\s(?:of|at|for|with)\b|$)"
    )
