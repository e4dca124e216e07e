"""Names that are common knowledge, found wherever they stand."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import ClassVar

from extractors.spans import Sentence, Span, is_whole
from graph.names import comparable_name
from graph.records import Record

FOLDER = Path(__file__).parents[1] / "data" / "gazetteer"
TYPES = {"organization": "Organization", "technology": "Technology", "place": "Place"}
KINDLESS = frozenset({"Place"})
# What follows a name that is an ordinary word too, where it does name a firm.
ACTS = re.compile(
    r"\s?(?:集团|公司|科技|手机|汽车|CEO|董事长|总裁|副总裁|技术副总裁|创始人|首席|高级副总裁|发布|推出|宣布|领投|跟投|参投|"
    r"完成|旗下|自研|联合|收购|投资了|入股|官方)"
)
# Texts set a space where Latin letters meet Chinese ones, or none: AI智能体, AI 智能体.
SCRIPT_BORDER = re.compile(
    r"(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])"
)
DOUBTFUL = "?"
CERTAIN, PROVEN, DOUBTED = 0.9, 0.6, 0.4


class Term(Record):
    """One listed name; ``canonical`` is the fullest name of the same thing."""

    name: str
    canonical: str
    type: str
    kind: str | None
    is_doubtful: bool


@cache
def terms() -> tuple[Term, ...]:
    """Return every listed name, in the order of the tables."""
    return tuple(
        term
        for stem, entity_type in TYPES.items()
        for kind, section in tomllib.loads(
            (FOLDER / f"{stem}.toml").read_text(encoding="utf-8")
        ).items()
        for line in section["terms"]
        for term in _names(line, entity_type, None if entity_type in KINDLESS else kind)
    )


@cache
def canonical_names() -> dict[tuple[str, str], str]:
    """Return, by type and comparable name, the comparable name of the fullest synonym.

    >>> canonical_names()["Technology", "ai"]
    '人工智能'
    """
    return {
        (term.type, comparable_name(term.name)): comparable_name(term.canonical) for term in terms()
    }


class GazetteerFinder:
    """Finds listed names: the longest that begins at a place; Latin ones as whole words."""

    NAME: ClassVar[str] = "gazetteer.v1"

    def __init__(self, listed: Sequence[Term] | None = None) -> None:
        by_first: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        for term in terms() if listed is None else listed:
            by_first[term.name[0].casefold()].append((term.name.casefold(), term))
        self._by_first = {
            first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in by_first.items()
        }

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield listed names in Chinese sentences; names do not overlap one another."""
        folded = text.casefold()
        if len(folded) != len(text):  # rare letters such as İ grow when folded
            folded = text
        for sentence in sentences:
            if sentence.language == "zh":
                yield from self._within(text, folded, sentence)

    def _within(self, text: str, folded: str, sentence: Sentence) -> Iterator[Span]:
        position = sentence.start
        while position < sentence.end:
            term = self._longest(text, folded, position, sentence.end)
            if term is None:
                position += 1
                continue
            end = position + len(term.name)
            is_doubted = term.is_doubtful and not ACTS.match(text, end, sentence.end)
            yield Span(
                position,
                end,
                term.type,
                text[position:end],
                self.NAME,
                DOUBTED if is_doubted else PROVEN if term.is_doubtful else CERTAIN,
                term.kind,
            )
            position = end

    def _longest(self, text: str, folded: str, start: int, limit: int) -> Term | None:
        for name, term in self._by_first.get(folded[start], ()):
            end = start + len(name)
            if end <= limit and folded.startswith(name, start) and _stands_alone(text, start, end):
                return term
        return None


def _names(line: str, entity_type: str, kind: str | None) -> Iterator[Term]:
    names = line.split("=")
    for name in names:
        bare = name.removeprefix(DOUBTFUL)
        for spelling in dict.fromkeys((bare, SCRIPT_BORDER.sub(" ", bare))):
            yield Term(
                name=spelling,
                canonical=names[0].removeprefix(DOUBTFUL),
                type=entity_type,
                kind=kind,
                is_doubtful=name.startswith(DOUBTFUL),
            )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a name is not cut out of a longer Latin word or number, or of “人工智能+”."""
    return text[end : end + 1] not in {"+", "＋"} and is_whole(text, start, end)
