"""One passage's predictions held against its gold: what matches, and what stands alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from graph.ontology import relations

Mode = Literal["strict", "relaxed"]
What = Literal["entity", "relation"]
SHORTEST = 0.6
"""How much of the longer name the shorter must be, to match by containment."""
DROPPED = re.compile(r"[\s\"'“”‘’「」《》〈〉<>（）()·・\-]")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of the gold objects were found, and among how many predictions."""

    matched: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.matched + other.matched, self.predicted + other.predicted, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 where nothing was predicted."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold objects that were found; 0 where there are none."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> Counts(matched=1, predicted=1, gold=3).f1
        0.5
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One object that was missed or is spurious, by the names of what it is about."""

    passage: str
    kind: Literal["missed", "spurious"]
    what: What
    type: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        if self.what == "entity":
            return f"{self.passage} {self.kind} {self.type} {self.names[0]}"
        return f"{self.passage} {self.kind} {self.names[0]} -{self.type}-> {self.names[1]}"


@cache
def name_key(name: str) -> str:
    """Return what two spellings of a name that count as equal have in common.

    >>> name_key("《Ｂｏｌｔ 2.0 办法》")
    'bolt2.0办法'
    """
    return DROPPED.sub("", unicodedata.normalize("NFKC", name)).casefold()


def is_same(left: frozenset[str], right: frozenset[str], mode: Mode) -> bool:
    """Tell whether any of the keys on the left names what any on the right names."""
    if left & right:
        return True
    return mode == "relaxed" and any(_contains(a, b) for a in left for b in right)


def _contains(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    return bool(short) and short in long and len(short) >= SHORTEST * len(long)


@dataclass(frozen=True)
class _Side:
    """Entities and relations of one passage, gold or predicted."""

    objects: dict[What, list[Mapping[str, Any]]]
    keys: list[frozenset[str]]
    numbers: dict[str, int]

    @classmethod
    def of(cls, passage: Mapping[str, Any]) -> _Side:
        entities = list(passage.get("entities", ()))
        numbers = {entity["id"]: n for n, entity in enumerate(entities) if "id" in entity}
        # A relation whose ends are not among the entities says nothing and is not counted.
        complete = [
            relation
            for relation in passage.get("relations", ())
            if relation["head"] in numbers and relation["tail"] in numbers
        ]
        keys = [
            frozenset(filter(None, map(name_key, (e["name"], *e.get("mentions", ())))))
            for e in entities
        ]
        return cls({"entity": entities, "relation": complete}, keys, numbers)

    def ends(self, relation: Mapping[str, Any]) -> tuple[int, int]:
        """Return the positions of the entities that a relation links."""
        return self.numbers[relation["head"]], self.numbers[relation["tail"]]

    def names(self, what: What, found: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the name of an entity, or those of a relation's ends."""
        if what == "entity":
            return (found["name"],)
        return tuple(self.objects["entity"][end]["name"] for end in self.ends(found))

    def others(self, what: What, paired: Collection[int]) -> list[tuple[str, tuple[str, ...]]]:
        """Return type and names of what is not among those paired."""
        return [
            (found["type"], self.names(what, found))
            for n, found in enumerate(self.objects[what])
            if n not in paired
        ]


class Comparison:
    """One passage, gold and predicted."""

    def __init__(self, gold: Mapping[str, Any], predicted: Mapping[str, Any], mode: Mode) -> None:
        self._id, self._mode = gold["id"], mode
        self._gold, self._predicted = _Side.of(gold), _Side.of(predicted)
        self._pairs: dict[What, dict[int, int]] = {
            "entity": self._match("entity", self._name_one),
            "relation": self._match("relation", self._say_one),
        }

    def counts(self, what: What) -> dict[str, Counts]:
        """Return the counts by type."""
        golds = self._gold.objects[what]
        found: dict[str, Counts] = {}
        for one, objects in (
            (Counts(predicted=1), self._predicted.objects[what]),
            (Counts(gold=1), golds),
            (Counts(matched=1), [golds[n] for n in self._pairs[what].values()]),
        ):
            for counted in objects:
                found[counted["type"]] = found.get(counted["type"], Counts()) + one
        return found

    def mismatches(self, what: What) -> Iterator[Mismatch]:
        """Yield what stands on one side alone, the spurious first."""
        pairs = self._pairs[what]
        spurious = self._predicted.others(what, pairs.keys())
        missed = self._gold.others(what, pairs.values())
        for type_, names in spurious:
            yield Mismatch(self._id, "spurious", what, type_, names)
        for type_, names in missed:
            yield Mismatch(self._id, "missed", what, type_, names)

    def verdicts(self) -> Iterator[tuple[Mapping[str, Any], bool]]:
        """Yield every predicted relation, and whether the gold states it."""
        for number, found in enumerate(self._predicted.objects["relation"]):
            yield found, number in self._pairs["relation"]

    def _match(self, what: What, agree: Callable[[int, int], bool]) -> dict[int, int]:
        """Pair predictions with the first gold object free that agrees, one to one."""
        pairs: dict[int, int] = {}
        golds = self._gold.objects[what]
        for p in range(len(self._predicted.objects[what])):
            free = (g for g in range(len(golds)) if g not in pairs.values() and agree(p, g))
            first = next(free, None)
            if first is not None:
                pairs[p] = first
        return pairs

    def _name_one(self, predicted: int, gold: int) -> bool:
        one = self._predicted.objects["entity"][predicted]
        other = self._gold.objects["entity"][gold]
        keys = self._predicted.keys[predicted], self._gold.keys[gold]
        return one["type"] == other["type"] and is_same(*keys, self._mode)

    def _say_one(self, predicted: int, gold: int) -> bool:
        one = self._predicted.objects["relation"][predicted]
        other = self._gold.objects["relation"][gold]
        if one["type"] != other["type"]:
            return False
        head, tail = self._predicted.ends(one)
        gold_head, gold_tail = self._gold.ends(other)
        if self._name_one(head, gold_head) and self._name_one(tail, gold_tail):
            return True
        symmetric = one["type"] in relations() and relations()[one["type"]].symmetric
        return symmetric and self._name_one(head, gold_tail) and self._name_one(tail, gold_head)
