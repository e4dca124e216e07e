"""Relations found by a table of patterns over slotted sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from extractors.facts.amounts import currency, payments
from extractors.facts.clauses import completed
from extractors.facts.dates import nearest_date
from extractors.facts.slots import Slotted, compiled, slotted
from extractors.spans import Claim, Passage, Sentence, Span
from graph.ontology import allows, relation
from graph.records import Properties, Record

# A longer list of names is a directory, not the parties to one agreement.
MOST_PARTIES = 16
# How far a clause without a subject may be trusted to have that of its sentence.
DOUBT = 0.8
# How far before what is stated a word may stand that takes it back: 如果<O>收购<O>.
NEAR = 4
CAME_OUT = re.compile(r"发布|推出|上线|亮相|发射|开源|问世|下线|首发|首飞|投产|研制成功|开放")
TABLE = Path(__file__).parents[1] / "data" / "patterns_zh.toml"


class Pattern(Record):
    """One line of the table: words around two slots that say a relation.

    Without a slot named ``tail`` the relation holds between every two heads. ``tail_kinds``,
    if given, are the kinds that the tail may be of.
    """

    relation: str
    text: str
    confidence: float
    properties: Properties = Field(default_factory=dict)
    tail_kinds: frozenset[str] = frozenset()


@cache
def table() -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    """Return the patterns of the table, compiled, in its order."""
    content = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    words: Mapping[str, Sequence[str]] = content["words"]
    rows = [Pattern(**row) for row in content["pattern"]]
    return tuple((row, compiled(row.text, words)) for row in rows)


@cache
def denial() -> re.Pattern[str]:
    """Return what makes a sentence speak of something that is planned or denied."""
    content = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return compiled("{planned}|{denied}", content["words"])


class PatternFinder:
    """Finds what the table's patterns state in Chinese sentences."""

    NAME: ClassVar[str] = "patterns.zh.v2"

    def find(self, passage: Passage) -> Iterator[Claim]:
        """Yield a claim for each pair of head and tail of each match, each once a sentence."""
        for sentence in passage.sentences:
            if sentence.language != "zh":
                continue
            slots = slotted(passage, sentence.start, sentence.end)
            if len(slots.mentions) < 2:
                continue
            best: dict[tuple[Span, str, Span], Claim] = {}
            read = [(slots, 1.0), *((clause, DOUBT) for clause in completed(slots))]
            for claim in (
                claim
                for part, share in read
                for claim in self._in_sentence(part, sentence, passage.text, share)
            ):
                key = (claim.head, claim.relation, claim.tail)
                if key not in best or claim.confidence > best[key].confidence:
                    best[key] = claim
            yield from best.values()

    def _in_sentence(
        self, slots: Slotted, sentence: Sentence, text: str, share: float
    ) -> Iterator[Claim]:
        for pattern, expression in table():
            for match in expression.finditer(slots.text):
                if denial().search(slots.text, max(0, match.start() - NEAR), match.end()):
                    continue
                properties = dict(pattern.properties) | _captured(match)
                if "date" in relation(pattern.relation).properties:
                    until = slots.original(match.end())
                    date = nearest_date(text, sentence.start, until)
                    if date and _is_of(pattern.relation, text[date.end() : until]):
                        properties.setdefault("date", date[0].strip())
                if "amount" in relation(pattern.relation).properties:
                    properties |= _amount(text, slots.original(match.start()), sentence.end)
                for head, tail in _pairs(pattern, slots, match):
                    yield Claim(
                        head, pattern.relation, tail, sentence.start, sentence.end,
                        self.NAME, pattern.confidence * share, properties,
                    )  # fmt: skip


def _is_of(relation_name: str, between: str) -> bool:
    """Tell whether a date is a relation's own: of a product, the day when it came out."""
    return relation_name != "DEVELOPS" or CAME_OUT.search(between) is not None


def _amount(text: str, start: int, end: int) -> Properties:
    amount = next(payments(text, start, end), None)
    if amount is None:
        return {}
    stated: Properties = {"amount": amount[0].strip()}
    if code := currency(amount[0]):
        stated["currency"] = code
    return stated


def _captured(match: re.Match[str]) -> Properties:
    """Return the named groups that are properties, tidied, where they took part."""
    ends = {"head", "tail"}
    found = match.groupdict()
    return {name: found[name].strip() for name in found if name not in ends and found[name]}


def _pairs(pattern: Pattern, slots: Slotted, match: re.Match[str]) -> Iterator[tuple[Span, Span]]:
    heads = slots.group(match, "head")
    if "tail" not in match.groupdict():
        if len(heads) <= MOST_PARTIES:
            yield from combinations(heads, 2)
        return
    for head in heads:
        for tail in slots.group(match, "tail"):
            is_of_kind = not pattern.tail_kinds or tail.kind in pattern.tail_kinds
            if head != tail and is_of_kind and allows(head.type, pattern.relation, tail.type):
                yield head, tail
