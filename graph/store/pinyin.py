"""How names in Chinese characters are found by what people type: pinyin, without tones.

A name is found by *words*, short texts that the stores keep beside it and look for by their
beginning. The first character of a word tells what it is: the whole reading (``0``), the
initials (``1``), or either of them from a later part of the name on (``2``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.names import simplified
from graph.store.searching import searchable

HAN = re.compile(r"[〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
BETWEEN = re.compile(r"[\s'’\-·.]+")  # what people put between syllables
LATIN = re.compile(r"[a-z]")
TYPED = re.compile(r"(?=.*[a-z])[a-z0-9]{2,}")
LETTERS = 32  # of a word and of what is typed; further ones are not compared
INSIDE = 3  # letters from which on what is typed may stand for a later part of a name
WHOLE, INITIALS, LATER = "012"


class Part(NamedTuple):
    """A syllable and its initial; a word in Latin letters stands whole for both."""

    letters: str
    initial: str


class Typed(NamedTuple):
    """What was typed as words begin; a name must also contain ``part``, its Chinese characters."""

    words: tuple[str, ...]
    part: str


def readings(name: str, *, of_person: bool = False) -> list[tuple[Part, ...]]:
    """Return the ways to read a name, the likeliest first; none if nothing in it is Chinese.

    A name has one way, by the words in it. The surname of a person may be read in each way
    that its character has.

    >>> [part.letters for part in readings("重庆AI银行")[0]]
    ['chong', 'qing', 'ai', 'yin', 'hang']
    >>> [way[0].letters for way in readings("单立", of_person=True)]
    ['dan', 'chan', 'shan']
    """
    if name.isascii() or not HAN.search(text := searchable(simplified(name))):
        return []
    # Here, because it takes 0.2 s and 59 MB, which who reads no Chinese never pays.
    from pypinyin import Style, lazy_pinyin, pinyin

    parts: list[Part] = []
    for run in re.findall(rf"{HAN.pattern}|[a-z0-9]+", text):
        if run.isascii():
            parts.append(Part(run, run))
        else:
            syllables = lazy_pinyin(run, errors="ignore")
            parts += [Part(syllable, syllable[0]) for syllable in syllables]
    if not parts:
        return []
    surnames = [parts[0]]
    if of_person and HAN.match(text):
        read = pinyin(text[0], style=Style.NORMAL, heteronym=True, errors="ignore")
        surnames += [Part(syllable, syllable[0]) for each in read for syllable in each]
    return [(surname, *parts[1:]) for surname in dict.fromkeys(surnames)]


def words(name: str, *, of_person: bool = False) -> list[str]:
    """Return the words by which a name is found, sorted.

    >>> words("宇树")
    ['0yushu', '1ys', '2shu']
    """
    return sorted({word for way in readings(name, of_person=of_person) for word in _words(way)})


def typed(text: str) -> Typed | None:
    """Return what a text may be the beginning of, or None where it is no pinyin.

    Syllables may be apart, and some of them in characters.

    >>> typed("yu shu"), typed("ys")
    (Typed(words=('0yushu', '1yushu', '2yushu'), part=''), Typed(words=('0ys', '1ys'), part=''))
    >>> typed("宇树ke")
    Typed(words=('0yushuke', '1yushuke', '2yushuke'), part='宇树')
    >>> typed("宇树"), typed("2024"), typed("y")
    (None, None, None)
    """
    letters = BETWEEN.sub("", searchable(text)).replace("ü", "v")
    part = max(HAN.findall(letters), key=len, default="")
    if part and LATIN.search(letters):
        letters = "".join(one.letters for way in readings(letters) for one in way)
    if not TYPED.fullmatch(letters):
        return None
    kinds = (WHOLE, INITIALS, LATER) if len(letters) >= INSIDE else (WHOLE, INITIALS)
    return Typed(tuple(kind + letters[:LETTERS] for kind in kinds), part)


def read_as(name: str, wanted: Typed, *, of_person: bool = False) -> tuple[int, str] | None:
    """Return how well what was typed fits a name, and how the name is read then.

    The first is 1 for the whole reading, 2 for a beginning, 4 for a later part; None where it
    does not fit.

    >>> read_as("宇树科技", typed("yskj"))
    (2, 'yu shu ke ji')
    """
    if wanted.part not in searchable(name):
        return None
    fits = [
        (_place(word, wanted), " ".join(part.letters for part in way))
        for way in readings(name, of_person=of_person)
        for word in sorted(_words(way))
        if word.startswith(wanted.words)
    ]
    return min(fits, default=None)


def _place(word: str, wanted: Typed) -> int:
    if word == wanted.words[0]:
        return 1
    return 4 if word.startswith(LATER) else 2


def _words(way: tuple[Part, ...]) -> set[str]:
    found = set()
    for kind, letters in (
        (WHOLE, [part.letters for part in way]),
        (INITIALS, [part.initial for part in way]),
    ):
        found.add(kind + "".join(letters)[:LETTERS])
        for start in range(1, len(way)):
            later = "".join(letters[start : start + LETTERS])[:LETTERS]
            if len(later) >= INSIDE:
                found.add(LATER + later)
    return found
