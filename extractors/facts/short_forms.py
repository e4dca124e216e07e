"""Short forms of firms' and people's names that stand elsewhere in the same Chinese text."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

from extractors.mentions.gazetteer import terms
from extractors.spans import Alias, Span

TABLE = Path(__file__).parents[1] / "data" / "firm_words.toml"
NAME = "short-form.zh.v2"
LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司)$")
BRACKETED = re.compile(r"[（(][\u4e00-\u9fff]{2,6}[）)]")
CHINESE = re.compile(r"[\u4e00-\u9fff（）()]{4,}")
# Of three characters a brand stands for its firm; of two it may be any word.
TELLING, SHORTEST = 3, 2
MOST_WORDS = 4
TRANSLITERATED = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:[·・•‧][\u4e00-\u9fff]{1,8})*[·・•‧](?P<last>[\u4e00-\u9fff]{2,6})"
)


def short_forms(text: str, mentions: Sequence[Span]) -> Iterator[Alias]:
    """Yield the short forms of firms and people that are named in full somewhere in a text.

    A form that two of the text's firms have is none of either's.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    fulls: dict[str, Span] = {}
    for mention in sorted(mentions, reverse=True):
        if mention.type == "Person" or _is_firm(mention):
            fulls[mention.text] = mention
    for name, mention in fulls.items():
        for form in forms(mention):
            owners[form].add(name)
    taken = [mention for mention in mentions if mention.text in fulls]
    for form, names in sorted(owners.items(), key=lambda item: (-len(item[0]), item[0])):
        full = fulls[min(names, key=lambda name: (-len(name), name))]
        if len(names) > 1 and not all(other in full.text for other in names):
            continue
        for start in _places_of(text, form, taken):
            end = start + len(form)
            span = Span(start, end, full.type, text[start:end], NAME, 0.8, full.kind)
            taken.append(span)
            yield Alias(full, span, scoped=False)


def _is_firm(mention: Span) -> bool:
    """Tell whether a mention is a firm's name in full: 清华大学 is none, though 清华 is shorter."""
    if mention.type != "Organization" or not CHINESE.match(mention.text):
        return False
    return LEGAL.search(mention.text) is not None or mention.kind in {None, "company"}


def forms(full: Span) -> tuple[str, ...]:
    """Return the short forms that a name may have, longest first."""
    if full.type == "Person":
        match = TRANSLITERATED.fullmatch(full.text)
        return (match["last"],) if match else ()
    return firm_forms(full.text)


@cache
def firm_forms(name: str) -> tuple[str, ...]:
    """Return how a firm's name is shortened: brand with some of its trade's words, or alone.

    >>> "钧联电子" in firm_forms("合肥钧联汽车电子有限公司")
    True
    >>> firm_forms("上海建筑工程有限公司")
    ('上海建筑工程',)
    """
    legal = LEGAL.search(name)
    bare = LEGAL.sub("", BRACKETED.sub("", name))
    own = _places().sub("", bare)
    brand, words = _parted(own)
    if legal is None and (not words or len(brand) < SHORTEST):
        return ()
    found = [bare, bare.removesuffix("集团")] if legal else []
    if legal and len(brand) >= SHORTEST:
        form = legal[0][:2]
        found += [own, *([brand + form] if form in {"股份", "集团"} else [])]
    if len(brand) >= SHORTEST:
        found += [
            brand + "".join(kept)
            for size in range(min(len(words), MOST_WORDS), 0, -1)
            for kept in combinations(words[-MOST_WORDS:], size)
        ]
        if len(brand) >= TELLING or not _is_word(brand):
            found.append(brand)
    fit = {form for form in found if form != name and (len(form) > SHORTEST or form == brand)}
    return tuple(sorted(fit, key=lambda form: (-len(form), form)))


def _parted(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a firm's brand and the words of its trade behind it."""
    words: list[str] = []
    while match := _trade().search(name):
        words.insert(0, match[0])
        name = name[: match.start()]
    return name, tuple(words)


def _is_word(brand: str) -> bool:
    """Tell whether a brand is a word of the language, or a place: 理想, 常山."""
    import rjieba

    return len(rjieba.cut(brand, False)) == 1


def _places_of(text: str, form: str, taken: Sequence[Span]) -> Iterator[int]:
    """Yield where a form stands and is not part of a name that is longer."""
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        is_inside = any(
            other.start <= start and end <= other.end and len(other.text) > len(form)
            for other in taken
        )
        if not is_inside and (len(form) > SHORTEST or _is_apart(text, start, end)):
            yield start
        start = text.find(form, end)


def _is_apart(text: str, start: int, end: int) -> bool:
    """Tell whether two characters are no halves of longer words."""
    import rjieba

    begin = max(0, start - 6)
    cuts, place = {begin}, begin
    for word in rjieba.cut(text[begin : end + 6], False):
        place += len(word)
        cuts.add(place)
    return start in cuts and end in cuts


@cache
def _trade() -> re.Pattern[str]:
    listed = frozenset(tomllib.loads(TABLE.read_text(encoding="utf-8"))["trade"])
    # 汽车电子 is two words, so that a short form may keep one of them.
    words = [word for word in listed if not {word[:2], word[2:]} <= listed]
    return re.compile(f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})$")


@cache
def _places() -> re.Pattern[str]:
    listed = (term.name for term in terms() if term.type == "Place" and len(term.name) > 1)
    names = sorted(listed, key=lambda name: (-len(name), name))
    return re.compile(rf"^(?:(?:{'|'.join(names)})(?:省|市|县|区)?|[\u4e00-\u9fff]{{2,3}}[省市])+")
