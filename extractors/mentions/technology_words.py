"""The words that tell where a technology's name begins and ends in Chinese text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from graph.records import Record

TABLE = Path(__file__).parents[1] / "data" / "technologies_zh.toml"
# Function words and verbs that end a noun phrase in running Chinese text.
STOP = "的和与及或在对为将是了并以等由从向把被让其、，。；：！？“”‘’（）()《》\\n—"

# Where a name stands, how sure that is, and its kind.
Place = tuple[int, int, float, str]


class Words(Record):
    """The table of words, as sets."""

    product: frozenset[str]
    field: frozenset[str]
    making: frozenset[str]
    before_name: frozenset[str]
    descriptors: frozenset[str]
    generic: frozenset[str]
    industries: tuple[str, ...]
    no_name: tuple[str, ...]


@cache
def words() -> Words:
    """Return the table."""
    content = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Words(
        product=content["heads"]["product"],
        field=content["heads"]["field"],
        making=content["verbs"]["making"],
        before_name=content["verbs"]["before_name"],
        descriptors=content["descriptors"]["words"],
        generic=content["descriptors"]["generic"],
        industries=content["descriptors"]["industries"],
        no_name=content["verbs"]["no_name"],
    )


def either(listed: Iterable[str]) -> str:
    """Return a regular expression for any of the words, the longest first; it has no group."""
    return "|".join(re.escape(word) for word in sorted(listed, key=lambda word: (-len(word), word)))


def checked(text: str, start: int, end: int, confidence: float, kind: str) -> Iterator[Place]:
    """Yield a place if a name is left once verbs and descriptors are taken off its front."""
    for verb in _verb().finditer(text, start, end):
        start = verb.end()
    while True:
        name = text[start:end]
        first = next((word for word in _descriptors() if name.startswith(word)), None)
        if first is None or len(name) - len(first) < 2:
            break
        start += len(first)
    while start < end and text[start] in " —的":
        start += 1
    name = text[start:end].strip()
    if len(name) < 2 or "\n" in name or name in words().generic:
        return
    if not name.startswith(words().no_name) and name[-1] not in "了着过吗呢吧":
        yield start, start + len(name), confidence, kind


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words().making | words().before_name)})(?:了|的)?")


@cache
def _descriptors() -> tuple[str, ...]:
    return tuple(sorted(words().descriptors, key=lambda word: (-len(word), word)))
