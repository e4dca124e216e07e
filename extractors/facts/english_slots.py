"""English sentences with a slot for every name, and the patterns written over them.

A slot is one private-use character that says which name stands there, so a sentence can be
tidied ("the" dropped, brackets removed) without losing track of its names.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors.spans import Span

TABLE = Path(__file__).parents[1] / "data" / "english_facts.toml"
TYPES = ("Organization", "Person", "Policy", "Technology", "Place")
LETTERS = {"O": 0, "P": 1, "L": 2, "T": 3, "G": 4}
ENDS = frozenset({"head", "tail", "both", "who", "org"})
BASE, WIDTH = 0xE000, 0x400
ANY = f"[{chr(BASE)}-{chr(BASE + len(TYPES) * WIDTH - 1)}]"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MACRO = re.compile(r"<(?:(?P<name>[a-z]+):)?(?P<types>[OPLTG]+)(?P<many>\+?)>")
_GROUP = re.compile(r"\(\?P<(?P<name>[a-z]+)>")
_WORD = re.compile(r"\{(?P<word>[a-z]+)\}")


def slot_class(letters: str) -> str:
    """Return the part of a regular expression that one slot of these types matches."""
    ranges = [BASE + LETTERS[letter] * WIDTH for letter in letters]
    return "[" + "".join(f"{chr(first)}-{chr(first + WIDTH - 1)}" for first in ranges) + "]"


_TIDYING = (
    (re.compile(r"``|(?<!\w)''"), "“"),
    (re.compile(r"['‘`]"), "’"),
    (re.compile(r"[®™\u200b]"), ""),
    (re.compile(r"\s+"), " "),
    # Text that was cut into tokens: "Acme 's pumps , made in Oslo ( Norway ) ."
    (re.compile(r" (?=[,.;:?!%)](?: |$)|’s?(?: |$)|n’t\b)"), ""),
    (re.compile(r"(?<=\() "), ""),
    (re.compile(r"(?<=\w) - (?=[a-z])"), "-"),
    # A stock code, an abbreviation or a birth date in brackets stands between name and verb.
    (
        re.compile(
            rf"(?<={ANY}) ?\((?:[“\"’]?(?:the )?{slot_class('OPLT')}[”\"’]?"
            rf"|(?:(?!{ANY})[^()]){{0,60}})\)"
        ),
        "",
    ),
    # ("Acme" or the "Company"), (NYSE: ACM): names and codes for what stands before them.
    (
        re.compile(
            rf"(?<={ANY}) ?\((?:(?:the )?[“\"’]|(?:{ANY}|[A-Z]{{2,8}}|Nasdaq): ?)[^()]{{1,90}}\)"
        ),
        "",
    ),
    (re.compile(rf"\b[Tt]he (?={slot_class('OL')})"), ""),
    # "Roe, 54, of Acme": an age stands between a person and the rest.
    (re.compile(rf"(?<={slot_class('P')}),(?: age| aged)? \d\d(?=,)"), ""),
    # The apostrophe is lost: "Acme s new plant".
    (re.compile(rf"(?<={ANY}) s (?=\S)"), "’s "),
    (re.compile(rf"{slot_class('G')}’s? (?={slot_class('O')})"), ""),
)


@dataclass(frozen=True)
class Slotted:
    """A sentence with slots; ``mentions`` are in the order of the slots' numbers."""

    start: int
    end: int
    text: str
    mentions: tuple[Span, ...]

    def spans(self, piece: str) -> Iterator[Span]:
        """Yield the mentions whose slots stand in a piece of the text."""
        for found in _PRIVATE.finditer(piece):
            yield self.mentions[(ord(found.group()) - BASE) % WIDTH]

    def shown(self, piece: str) -> str:
        """Return a piece of the text with the names back in their places."""
        return _PRIVATE.sub(lambda slot: next(self.spans(slot.group())).text, piece)


def slotted(
    text: str,
    start: int,
    end: int,
    places: Sequence[tuple[int, int, Span]],
    owners: Collection[int] = (),
) -> Slotted:
    """Return a sentence with the given places, which do not overlap, replaced by slots.

    A place that starts at one of ``owners`` is a possessive, "its": its slot takes "’s".
    """
    pieces: list[str] = []
    mentions: list[Span] = []
    position = start
    for first, last, mention in places[:WIDTH]:
        letter = BASE + TYPES.index(mention.type) * WIDTH + len(mentions)
        slot = f"{chr(letter)}’s" if first in owners else chr(letter)
        pieces += (_PRIVATE.sub(" ", text[position:first]), slot)
        mentions.append(mention)
        position = last
    pieces.append(_PRIVATE.sub(" ", text[position:end]))
    tidied = "".join(pieces)
    for pattern, put in _TIDYING:
        tidied = pattern.sub(put, tidied)
    return Slotted(start, end, tidied.strip(), tuple(mentions))


@cache
def table() -> dict[str, Any]:
    """Return the table of how English sentences state relations."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def compiled(form: str, *, ignores_case: bool = True) -> re.Pattern[str]:
    r"""Compile a form of the table.

    >>> form = compiled("<head:O> bought <tail:O+>")
    >>> form.search("\ue000 bought \ue001 and \ue002").group("tail")
    '\ue001 and \ue002'
    """
    return re.compile(expanded(form, table()["macros"]), re.IGNORECASE if ignores_case else 0)


def expanded(form: str, macros: Mapping[str, str]) -> str:
    """Return a form with its macros and slots written out as a regular expression."""
    while _WORD.search(form):
        form = _WORD.sub(lambda found: macros[found["word"]], form)
    return _numbered(_MACRO.sub(lambda found: _slot(found, macros), form))


def group_texts(match: re.Match[str]) -> dict[str, str]:
    """Return what the named groups of a match hold; repetitions of an end come together.

    >>> group_texts(re.match("(?P<a>x)|(?P<a_2>y)", "y"))
    {'a': 'y'}
    >>> group_texts(re.match("(?P<tail>x), (?P<tail_2>y)", "x, y"))
    {'tail': 'xy'}
    """
    found: dict[str, str] = {}
    for numbered, text in match.groupdict().items():
        if text:
            name = numbered.split("_")[0]
            found[name] = found.get(name, "") + text if name in ENDS else text
    return found


def _numbered(pattern: str) -> str:
    """Return a pattern whose second ``(?P<amount>`` is ``(?P<amount_2>``: names must differ."""
    seen: Counter[str] = Counter()

    def renamed(found: re.Match[str]) -> str:
        name = found["name"]
        seen[name] += 1
        return found.group() if seen[name] == 1 else f"(?P<{name}_{seen[name]}>"

    return _GROUP.sub(renamed, pattern)


def _slot(found: re.Match[str], macros: Mapping[str, str]) -> str:
    slot = slot_class(found["types"])
    if found["many"]:
        near = _MACRO.sub(lambda inner: slot_class(inner["types"]), macros["near"])
        joint = r"(?:,? (?:and|&|or|as well as|along with|together with) |, |; |/)"
        # A kind of thing and its own name stand side by side: the robot "Bolt".
        beside = ' ["“]?' if found["types"] == "T" else joint
        slot = f'{slot}(?:[”"]?(?:{joint}[“"]?{near}|{beside}){slot})*'
    return f"(?P<{found['name']}>{slot})" if found["name"] else f"(?:{slot})"
