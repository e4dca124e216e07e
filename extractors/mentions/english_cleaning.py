"""What the statistical recogniser's spans must pass before they count as names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.mentions import english_tables as tables
from extractors.mentions.english_known import is_known_organization
from extractors.mentions.english_policies import is_policy
from extractors.mentions.english_technologies import is_listed

TYPES = {
    "ORG": "Organization", "PERSON": "Person", "GPE": "Place", "LOC": "Place", "LAW": "Policy",
    "PRODUCT": "Technology",
}  # fmt: skip
CONFIDENCE = {
    "ORG": 0.7, "PERSON": 0.75, "GPE": 0.8, "LOC": 0.65, "LAW": 0.6, "PRODUCT": 0.5,
}  # fmt: skip
LEADING = re.compile(
    r"(?:[\s•●▪\"“”'‘’(\[#*—–-]|(?:The|the|A|a|an)\s|[\w.]+-(?:based|backed|listed|owned|born)\s)+"
)
TRAILING = re.compile(
    r"(?:['’]s|\s(?:for|of|and|in|at|to|by|with|the)\b|[\s\"“”'‘’()\[\],;:*&—–-]"
    r"|(?<!Inc)(?<!Ltd)(?<!Co)(?<!Corp)\.)+$"
)
EXTENSION = re.compile(
    r",?\s(?:Inc\.|Inc\b|LLC\b|L\.L\.C\.|Ltd\.|Ltd\b|Corp\.|Corp\b|Co\., Ltd\.|PLC\b|plc\b|GmbH\b|"
    r"Group\b|Holdings\b|Corporation\b)"
)
LONGEST = 9
DOUBTFUL = 0.45
ACRONYM = re.compile(r"[A-Z]{2,5}s?")
CODE = re.compile(r"[A-Z]{2,8}\w*(?:\s[A-Z]\w*)?\s?:\s?$|\b(?:Nasdaq|ticker|symbol)[^()]{0,10}$")
ACTS = (
    r"said|says|has|had|will|plans|announced|announces|acquired|launched|launches|raised|unveiled|signed|released"
    r"|was\sfounded|is\sa|is\san|is\sthe|CEO|CFO|CTO|President|Chairman|Chief|Director|Executive"
    r"|spokes\w+|members|researchers|engineers"
)
BY_ACTOR = r"\b(?:by|with|joined|joins|joining|at|against)"
OWNED = re.compile(r"['’]s\s")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A span once tidied, with its entity type."""

    start: int
    end: int
    type: str
    confidence: float


def cleaned(text: str, start: int, end: int, label: str) -> Cleaned | None:
    """Return a recognised span bare of what is not the name; None where it is no name."""
    start, end = _trimmed(text, start, end, label)
    if label == "ORG":
        end = _extended(text, start, _without_post(text, start, end))
    name = text[start:end]
    if not _is_name(name) or _is_code(text, start, end):
        return None
    is_dateline = name.isupper() and re.match(r",\s[A-Z]{2}\b|,\s[A-Z][a-z]+\.?,?\s", text[end:])
    entity_type = "Place" if is_dateline and label == "ORG" else _type(name, label)
    if entity_type is None:
        return None
    is_doubtful = label == "ORG" and ACRONYM.fullmatch(name) and not _acts(text, name)
    return Cleaned(start, end, entity_type, DOUBTFUL if is_doubtful else CONFIDENCE[label])


def _is_code(text: str, start: int, end: int) -> bool:
    """Tell whether a word is a stock's code: "(NASDAQ: ACM)"."""
    return text[start:end].isupper() and CODE.search(text, max(0, start - 24), start) is not None


def _acts(text: str, name: str) -> bool:
    """Tell whether an acronym does somewhere in the article what only organisations do."""
    if is_known_organization(name):
        return True
    word = re.escape(name)
    acting = rf"(?<![\w-]){word}(?:['’]s)?,?\s(?:{ACTS})\b|{BY_ACTOR}\s{word}(?![\w-])"
    return re.search(acting, text) is not None


@cache
def _headline_verb() -> re.Pattern[str]:
    """Return the pattern of a verb that a headline's capitals made part of a name."""
    verbs = tables.alternatives(tables.names()["titlecase"]["verbs"])
    return re.compile(rf"\s{verbs}(?![\w-])")


def _without_post(text: str, start: int, end: int) -> int:
    """Return the end of a name before the post that the model drew in: "FAA Administrator"."""
    if cut := OWNED.search(text, start, end):  # "Acme’s VP"
        words = text[cut.end() : end].split()
        if any(word in _posts() for word in words):
            end = cut.start()
    whole = end
    while (place := text.rfind(" ", start, end)) > start and (
        text[place + 1 : end] in _posts() or (end < whole and text[place + 1 : end] in {"&", "and"})
    ):
        end = place
    return end


@cache
def _posts() -> frozenset[str]:
    posts: list[str] = tables.names()["persons"]["posts"]
    # "General" and "Partner" also end names of firms.
    return frozenset(post if post.isupper() else post.title() for post in posts) - {
        "General", "Partner", "Lead", "Principal", "Chair", "Architect", "Designer", "Engineer",
    }  # fmt: skip


def _extended(text: str, start: int, end: int) -> int:
    """Return the end of an organisation's name whose last words the model left off."""
    if longer := EXTENSION.match(text, end):
        return longer.end()
    tail = re.compile(r"\sof\s(?:[A-Z][\w-]+\s?)+(?<!\s)").match(text, end)
    return tail.end() if tail and " " not in text[start:end] else end


@cache
def _post_of() -> re.Pattern[str]:
    """Return the pattern of a post that the model drew into a name: "Co-Owner of Acme"."""
    posts = tables.alternatives(tables.names()["persons"]["posts"])
    return re.compile(rf"(?i:(?:[\w&-]+\s){{0,4}}(?:co-)?{posts})\s(?:of|at)\s(?:the\s)?(?=[A-Z])")


def _trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    # A heading that ran into the line below it, an item of a list into the next.
    lines = [place for mark in "\n•●▪" if (place := text.find(mark, start + 1, end)) >= 0]
    end = min(lines, default=end)
    dashes = list(re.finditer(r"\s[-–—]{1,2}\s", text[start:end]))
    if dashes:  # a dateline that ran into the first name: "Vienna - 3 May - Acme"
        start += dashes[-1].end()
    if leading := LEADING.match(text, start, end):
        start = leading.end()
    if label == "ORG" and (post := _post_of().match(text, start, end)):
        start = post.end()
    words = text[start:end].split(" ")
    if len(words) > 1 and words[0] in tables.openers():
        start += len(words[0]) + 1
    if label in {"ORG", "PERSON"} and (verb := _headline_verb().search(text, start, end)):
        end = verb.start()  # "Acme Launches Online"
    trailing = TRAILING.search(text[start:end])
    end = start + trailing.start() if trailing else end
    is_initials = re.search(r"(?:^|\W)[A-Z]\.[A-Z]$", text[start:end])
    return start, end + 1 if is_initials and text[end : end + 1] == "." else end


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        len(name) > 1
        and len(words) <= LONGEST
        and any(letter.isupper() for letter in name)
        and not re.search(r"[@/\\<>{}|=#$%™]|:\s|https?|www\.|\.com\b/|\d{5}", name)
        and name.casefold() not in tables.refused_organizations()
    )


def _type(name: str, label: str) -> str | None:
    """Return the type that a label means for this name, corrected by the name's own words."""
    if is_listed(name):
        return "Technology"
    entity_type = TYPES[label]
    if label == "GPE" and re.search(r"\s(?:AI|Labs|Inc\.?|Group|Technologies|Motors)$", name):
        return "Organization"
    if label == "ORG" and _is_person(name):
        return "Person"
    if entity_type == "Person":
        return _person_type(name.split())
    is_fit = {
        "Organization": not tables.is_refused_organization(name)
        and not (name.isupper() and name.count(" ") > 2),
        "Policy": name[0].isupper() and is_policy(name),
        "Technology": _is_product(name),
    }
    return entity_type if is_fit.get(entity_type, True) else None


def _is_person(name: str) -> bool:
    """Tell whether what the model takes for a firm is two words, the first a given name."""
    words = name.split()
    return (
        len(words) == 2
        and words[0] in tables.names()["persons"]["given"]
        and words[1].isalpha()
        and not words[1].isupper()
        and words[1] not in tables.organization_kinds()
        and words[1] not in _no_person()
        and not is_known_organization(name)
    )


def _person_type(words: list[str]) -> str | None:
    if words[-1] in tables.organization_kinds():
        return "Organization"
    if any(
        any(not (letter.isalpha() or letter in "-.'’") for letter in word) or word in _no_person()
        for word in words
    ):
        return None
    if any(
        word.islower() and word not in {"de", "van", "von", "der", "al", "bin"} for word in words
    ):
        return None
    return "Person" if all(len(word) > 1 for word in words) and not words[0].isupper() else None


@cache
def _no_person() -> frozenset[str]:
    persons = tables.names()["persons"]
    # Dean, Lee and May are names as well as words.
    posts = {post.title() for post in persons["posts"]} - {"Dean", "Chair"}
    return frozenset(persons["refused"]) | posts | (tables.openers() - {"May", "April", "He"})


def _is_product(name: str) -> bool:
    """Tell whether the model's guess of a product shows a sign of one: a version."""
    return bool(re.search(r"[A-Za-z].*\d", name)) and not re.match(r"\d|COVID|Form\b", name)
