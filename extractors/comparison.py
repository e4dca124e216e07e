"""One passage's predictions held against its gold: what matches, and what stands alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
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
class Side:
    """Entities and relations of one passage, gold or predicted; ``keys`` are of the entities."""

    objects: dict[What, list[Mapping[str, Any]]]
    keys: list[frozenset[str]]
    numbers: dict[str, int]

    @classmethod
    def of(cls, passage: Mapping[str, Any]) -> Side:
        """Return the side that a passage of gold or of predictions is."""
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


class Comparison:
    """One passage, gold and predicted, with what matches paired one to one."""

    def __init__(self, gold: Mapping[str, Any], predicted: Mapping[str, Any], mode: Mode) -> None:
        self._mode = mode
        self.gold, self.predicted = Side.of(gold), Side.of(predicted)
        self._pairs: dict[What, dict[int, int]] = {
            "entity": self._match("entity", self.is_one),
            "relation": self._match("relation", self._is_said),
        }

    def counts(self, what: What) -> dict[str, Counts]:
        """Return the counts by type."""
        golds = self.gold.objects[what]
        found: dict[str, Counts] = {}
        for one, objects in (
            (Counts(predicted=1), self.predicted.objects[what]),
            (Counts(gold=1), golds),
            (Counts(matched=1), [golds[n] for n in self._pairs[what].values()]),
        ):
            for counted in objects:
                found[counted["type"]] = found.get(counted["type"], Counts()) + one
        return found

    def unpaired(self, what: What) -> tuple[list[int], list[int]]:
        """Return the positions of what stands on one side alone: predicted, and gold."""
        pairs = self._pairs[what]
        return (
            [n for n in range(len(self.predicted.objects[what])) if n not in pairs],
            [n for n in range(len(self.gold.objects[what])) if n not in pairs.values()],
        )

    def pairs(self, what: What) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Return what was predicted rightly, each with the gold object that it is."""
        return [
            (self.predicted.objects[what][predicted], self.gold.objects[what][gold])
            for predicted, gold in self._pairs[what].items()
        ]

    def verdicts(self, what: What) -> Iterator[tuple[Mapping[str, Any], bool]]:
        """Yield everything predicted, and whether it stands in the gold."""
        for number, found in enumerate(self.predicted.objects[what]):
            yield found, number in self._pairs[what]

    def _match(self, what: What, agree: Callable[[int, int], bool]) -> dict[int, int]:
        """Pair predictions with the first gold object free that agrees, one to one."""
        pairs: dict[int, int] = {}
        golds = self.gold.objects[what]
        for p in range(len(self.predicted.objects[what])):
            free = (g for g in range(len(golds)) if g not in pairs.values() and agree(p, g))
            first = next(free, None)
            if first is not None:
                pairs[p] = first
        return pairs

    def is_one(self, predicted: int, gold: int) -> bool:
        """Tell whether a predicted entity is a gold one."""
        one = self.predicted.objects["entity"][predicted]
        other = self.gold.objects["entity"][gold]
        keys = self.predicted.keys[predicted], self.gold.keys[gold]
        return one["type"] == other["type"] and is_same(*keys, self._mode)

    def _is_said(self, predicted: int, gold: int) -> bool:
        one = self.predicted.objects["relation"][predicted]
        other = self.gold.objects["relation"][gold]
        if one["type"] != other["type"]:
            return False
        head, tail = self.predicted.ends(one)
        gold_head, gold_tail = self.gold.ends(other)
        if self.is_one(head, gold_head) and self.is_one(tail, gold_tail):
            return True
        symmetric = one["type"] in relations() and relations()[one["type"]].symmetric
        return symmetric and self.is_one(head, gold_tail) and self.is_one(tail, gold_head)
