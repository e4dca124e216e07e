"""Chain patterns: "Organization <-INVESTED_IN- Organization -DEVELOPS-> Technology".

    pattern   = type (arrow type)+
    arrow     = "-" relations "->"  |  "<-" relations "-"  |  "-" relations "-"
    relations = relation ("|" relation)*  |  "*"
    type      = an entity type  |  "*"

Types and relations go by the ontology's names, in any case, or by their Chinese names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from graph.errors import PatternError, UnknownNameError
from graph.ontology import EntityType, Relation, allows, entity_types, relations
from graph.records import Record

Direction = Literal["forward", "backward", "either"]

NAME = re.compile(r"\w+|\*")
SPACE = re.compile(r"\s*")
ANY = "*"


class Step(Record):
    """One arrow of a pattern and the type it leads to; an empty set lets everything pass.

    ``forward`` runs along the arrow as stored, head to tail, ``backward`` against it.
    """

    relations: frozenset[str]
    direction: Direction
    types: frozenset[str]

    def admits(self, relation: str, *, along: bool) -> bool:
        """Tell whether a link may be walked along its arrow, or else against it."""
        if self.relations and relation not in self.relations:
            return False
        if self.direction == "either" or relations()[relation].symmetric:
            return True
        return along == (self.direction == "forward")


class Pattern(Record):
    """The type that a chain starts from, and its steps."""

    start: frozenset[str]
    steps: tuple[Step, ...]


def parse_pattern(text: str) -> Pattern:
    """Return the pattern that a text describes.

    >>> parse_pattern("Policy -GOVERNS-> *").steps[0].direction
    'forward'

    Raises:
        PatternError: if it does not parse, or a step can match nothing in this ontology.
        UnknownNameError: if it names a type or relation that does not exist.
    """
    reader = _Reader(text)
    start = types = reader.types()
    steps: list[Step] = []
    while not reader.at_end or not steps:
        place = reader.place
        step = reader.step()
        _refuse_impossible(text, place, types, step)
        steps.append(step)
        types = step.types
    return Pattern(start=start, steps=tuple(steps))


class _Reader:
    """Reads a pattern from left to right; ``place`` is the next character that is no space."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self._skip_space()

    @property
    def at_end(self) -> bool:
        return self.place == len(self.text)

    def types(self) -> frozenset[str]:
        name = self._name('an entity type or "*"')
        return frozenset() if name == ANY else frozenset({_known(name, "entity type")})

    def step(self) -> Step:
        backward = self._has("<-")
        if not backward:
            self._expect("-", 'an arrow such as "-DEVELOPS->" or "<-DEVELOPS-"')
        names = self._relations()
        if backward:
            self._expect("-", '"-"')
        forward = not backward and self._has("->")
        if not backward and not forward:
            self._expect("-", '"->" or "-"')
        direction: Direction = "backward" if backward else "forward" if forward else "either"
        return Step(relations=names, direction=direction, types=self.types())

    def _relations(self) -> frozenset[str]:
        names = [self._name('a relation or "*"')]
        while names[0] != ANY and self._has("|"):
            names.append(self._name("a relation"))
        return frozenset(_known(name, "relation") for name in names if name != ANY)

    def _name(self, expected: str) -> str:
        found = NAME.match(self.text, self.place)
        if not found:
            raise PatternError(self.text, self.place, expected)
        self.place = found.end()
        self._skip_space()
        return found.group()

    def _has(self, mark: str) -> bool:
        if not self.text.startswith(mark, self.place):
            return False
        self.place += len(mark)
        self._skip_space()
        return True

    def _expect(self, mark: str, expected: str) -> None:
        if not self._has(mark):
            raise PatternError(self.text, self.place, expected)

    def _skip_space(self) -> None:
        found = SPACE.match(self.text, self.place)
        self.place = found.end() if found else self.place


def _known(name: str, kind: Literal["entity type", "relation"]) -> str:
    table: Mapping[str, EntityType | Relation]
    table = entity_types() if kind == "entity type" else relations()
    for entry in table.values():
        if name.casefold() in (entry.name.casefold(), entry.zh):
            return entry.name
    raise UnknownNameError(kind, name, table)


def _refuse_impossible(text: str, place: int, before: frozenset[str], step: Step) -> None:
    """Say so where nothing can ever match, for most often the arrow is the wrong way round."""
    lefts, rights = (side or frozenset(entity_types()) for side in (before, step.types))
    names = step.relations or frozenset(relations())
    for name in names:
        for left in lefts:
            for right in rights:
                if step.admits(name, along=True) and allows(left, name, right):
                    return
                if step.admits(name, along=False) and allows(right, name, left):
                    return
    ways = "; ".join(
        f"{name} goes from {' or '.join(kind.heads)} to {' or '.join(kind.tails)}"
        for name, kind in relations().items()
        if name in names
    )
    if step.relations:
        raise PatternError(text, place, f"an arrow that can lead on here, where {ways},")
    raise PatternError(text, place, "an arrow that some relation can follow between these types")
