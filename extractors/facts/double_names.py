"""Marks that hold a name twice, the second time in brackets: 精神航空（Spirit Airlines）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.spans import Alias, Span

NAME = "double-name.v1"
TYPES = frozenset({"Organization", "Person", "Technology"})
# A Chinese name and a Latin one or a stock code behind it, or the other way round.
DOUBLE = re.compile(
    r"(?P<name>[^（）()]*[\u4e00-\u9fff][^（）()]*?)\s*"
    r"[（(]\s*(?P<other>(?=[A-Z\d])[A-Za-z\d&.,’'\- ]{2,40}?)\s*[）)]"
    r"|(?P<latin>[A-Za-z][A-Za-z\d&.’'\- ]*?)\s*[（(](?P<chinese>[\u4e00-\u9fff·]{2,12})[）)]"
)


def parted(mentions: Iterable[Span]) -> Iterator[tuple[Span, Alias | None]]:
    """Yield each mention, the first of two names alone, and what says that they are one thing."""
    for mention in mentions:
        match = DOUBLE.fullmatch(mention.text) if mention.type in TYPES else None
        if match is None:
            yield mention, None
            continue
        first, second = ("name", "other") if match["name"] else ("latin", "chinese")
        name, other = _part(mention, match, first), _part(mention, match, second)
        yield name, Alias(name, replace(other, finder=NAME), scoped=False)


def _part(mention: Span, match: re.Match[str], group: str) -> Span:
    start, end = match.span(group)
    return replace(mention, start=mention.start + start, end=mention.start + end, text=match[group])
