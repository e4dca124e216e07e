"""What the Chinese recogniser marks, made into names: retyped, trimmed, or refused.

The recogniser was trained to mark every thing of a kind, named or not (企业, 中小企业), and
with titles (总书记) or one half of a pair of brackets around it. Here is decided what is a name.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

TABLE = Path(__file__).parents[1] / "data" / "recognised_names.toml"
LEGAL_FORM = re.compile(r"[（(](?:有限合伙|普通合伙|特殊普通合伙)[）)]")
# 德国电信（DT）, 德国电信（DT: the name ends before the bracket. 中芯国际（上海）有限公司 goes on.
EXPLAINED = re.compile(r"([^（(]+)[（(][^）)]*[）)]?$")
UNOPENED = re.compile(r"[^（(）)]*[）)](.+)$")
INNER_MARKS = re.compile(r"[，。；！？、：,;!?:\n“”‘’「」『』《》〈〉]")
PERSON = re.compile(
    r"[\u3400-\u9fff]{2,6}"  # five and six: transliterated names
    r"|[\u3400-\u9fffA-Z]{1,8}(?:[·・•‧．.][\u3400-\u9fffA-Z]{1,8})+"
    r"|[A-Z][A-Za-z.'\-]*(?: [A-Z][A-Za-z.'\-]*)+"
)
APART = re.compile(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])")
YEAR = re.compile(r"(?:19|20)\d\d年?")
ADMINISTRATIVE = "省市县区州盟旗"


class Name(NamedTuple):
    """A stretch of text that names something of a type."""

    start: int
    end: int
    type: str
    kind: str | None = None


def name_in(text: str, start: int, end: int, label: str) -> Name | None:
    """Return the name inside what the recogniser marked, or None where it names nothing.

    >>> name_in("奇安信集团董事长", 0, 5, "ORG")
    Name(start=0, end=5, type='Organization', kind='company')
    >>> name_in("科技型中小企业", 0, 7, "ORG") is None
    True
    """
    start, end = _trimmed(text, start, end)
    type_ = _table()["types"].get(label)
    if type_ == "Organization":
        start, end = _without_neighbours(text, start, end)
    elif type_ == "Person":
        start, end = _without_titles(text, start, end)
    words = text[start:end]
    if type_ != "Organization" and len(words) > 3 and words.endswith(_strong()):
        type_ = "Organization"
    if type_ == "Place":
        before = next((w for w in _table()["place"]["before"] if words.startswith(w)), "")
        start += len(before)
        governed = _governed(text, start, end)
        type_, end = ("Organization", governed) if governed else (type_, end)
    words = text[start:end]
    if type_ is None or not _is_name(words, type_):
        return None
    return Name(start, end, type_, kind_of(words) if type_ == "Organization" else None)


def _without_neighbours(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop what an organization's name took along: a person, a verb, a year, its head office."""
    for apart in APART.finditer(text, start, end):
        start = apart.end()
    if text.startswith("联合国家", start):  # "A联合国家某某局" names no part of 联合国
        start += 2
    if year := YEAR.match(text, start, end):
        start = year.end()
    if text.endswith("总部", start, end) and end - start > 4:
        end -= 2
    return start, end


def kind_of(name: str) -> str | None:
    """Return the kind that an organization's name tells by its ending, the longest that fits.

    >>> kind_of("清华大学"), kind_of("毅达资本"), kind_of("小米")
    ('university', 'investor', None)
    """
    return next((kind for ending, kind in _endings() if name.endswith(ending)), None)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop what stands at the edges and is no part of a name: punctuation, odd brackets."""
    legal_form = LEGAL_FORM.match(text, end)
    if legal_form:
        end = legal_form.end()
    elif not LEGAL_FORM.search(text[start:end]):
        explained = EXPLAINED.match(text, start, end)
        end = explained.end(1) if explained else end
    unopened = UNOPENED.match(text, start, end)
    start = unopened.start(1) if unopened else start
    while start < end and _is_mark(text[start]):
        start += 1
    while start < end and _is_mark(text[end - 1]) and text[end - 1] not in "）)":
        end -= 1
    return start, end


def _is_mark(character: str) -> bool:
    return not character.isalnum()


def _without_titles(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop titles before and after a person's name, unless nothing would be left."""
    for title in _table()["person"]["titles"]:
        words = text[start:end]
        if words.endswith(title) and len(words) >= len(title) + 2:
            end -= len(title)
        elif words.startswith(title) and len(words) >= len(title) + 2:
            start += len(title)
    return start, end


def _governed(text: str, start: int, end: int) -> int | None:
    """Return where the government ends that a place and the words after it make, if they do.

    >>> _governed("韶关市政府发布", 0, 3), _governed("韶关市委员会", 0, 3), _governed("韶关", 0, 2)
    (5, None, None)
    """
    following = next(
        (words for words in _table()["place"]["governments"] if text.startswith(words, end)), None
    )
    if following is None and text[end - 1] in ADMINISTRATIVE and text.startswith("委", end):
        following = "委"
    if following is None or (
        following.endswith("委") and text.startswith(("员", "托"), end + len(following))
    ):
        return None
    return end + len(following)


def _is_name(words: str, type_: str) -> bool:
    if len(words) < 2 or words.isdigit() or INNER_MARKS.search(words):
        return False
    table = _table()
    if type_ == "Person":
        return words not in table["person"]["refused"] and bool(PERSON.fullmatch(words))
    if type_ == "Place":
        refused = table["place"]
        spot = words in refused["refused"] or words.endswith(tuple(refused["endings"]))
        return not spot and not words.isascii()
    generic = table["organization"]["generic"]
    if words in generic["kept"] or words.endswith(tuple(generic["kept_endings"])):
        return True
    return not words.endswith(tuple(generic["endings"])) and not _generic().fullmatch(
        words.replace(" ", "")
    )


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Return endings and the kinds they tell, the longest first."""
    kinds = _table()["organization"]["endings"]
    pairs = [(ending, kind) for kind, endings in kinds.items() for ending in endings]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _strong() -> tuple[str, ...]:
    return tuple(_table()["organization"]["strong"]["endings"])


@cache
def _generic() -> re.Pattern[str]:
    words = _table()["organization"]["generic"]["words"]
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})+")
