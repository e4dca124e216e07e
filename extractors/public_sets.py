"""Public sets of entities or relations, read as gold passages of our own ontology.

Every set is a file of one JSON object a line, ``{"text", "entities": [[start, end, label]]}`` or
``{"text", "head", "tail", "relation"}``, one line a pair (with ``head_type`` and ``tail_type``,
where the set tells them). What its labels are in our ontology stands in
``data/public_sets.toml``; what maps to nothing is left out on both sides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from extractors.gold import read_lines, require
from graph.errors import InputError, UnknownNameError
from graph.ontology import allows
from graph.ontology import relation as ontology_relation
from graph.records import Record

TABLE = Path(__file__).parent / "data" / "public_sets.toml"
Passage = dict[str, Any]


class Meaning(Record):
    """What the label of a pair is in our ontology, and the types of its ends if they are fixed."""

    relation: str
    reversed: bool = False
    head: str | None = None
    tail: str | None = None


class PublicSet(Record):
    """One set: what it is, and what its labels mean."""

    about: str
    language: str
    head: str | None = None
    tail: str | None = None
    types: dict[str, str] = Field(default_factory=dict)
    ends: dict[str, str] = Field(default_factory=dict)
    relations: dict[str, Meaning] = Field(default_factory=dict)

    @property
    def scored(self) -> frozenset[str]:
        """The entity types and relations that the set can judge."""
        return frozenset(self.types.values()) | {each.relation for each in self.relations.values()}


@cache
def public_sets() -> Mapping[str, PublicSet]:
    """Return the sets by name."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {name: PublicSet(**row) for name, row in table.items()}


def public_set(name: str) -> PublicSet:
    """Return one set.

    Raises:
        UnknownNameError: if there is none of this name; lists those there are.
    """
    if name not in public_sets():
        raise UnknownNameError("public set", name, public_sets())
    return public_sets()[name]


def read_public(path: Path, kind: PublicSet) -> list[Passage]:
    """Return a file's sentences as gold passages, in order; pairs of one sentence are one passage.

    A passage of pairs lists as entities what the pairs name, related or not; the
    names of a sentence without a relation of ours count against precision.

    Raises:
        InputError: for a line that is not of the set's form.
    """
    passages: dict[str, Passage] = {}
    for place, line in read_lines(path):
        require(line, ("text",), place)
        passage = passages.setdefault(
            line["text"],
            {
                "id": str(len(passages) + 1), "lang": kind.language, "text": line["text"],
                "entities": [], "relations": [],
            },
        )  # fmt: skip
        if "entities" in line:
            for start, end, label in line["entities"]:
                if label in kind.types:
                    _entity(passage, line["text"][start:end], kind.types[label])
        else:
            require(line, ("head", "tail", "relation"), place)
            _pair(passage, line, kind, place)
    return list(passages.values())


def only(kind: PublicSet, predicted: Mapping[str, Any]) -> dict[str, Any]:
    """Return of what was predicted what the set can judge; entities of relations stay."""
    judged = kind.scored
    return {
        "entities": predicted["entities"] if kind.relations else [
            each for each in predicted["entities"] if each["type"] in judged
        ],
        "relations": [each for each in predicted["relations"] if each["type"] in judged],
    }  # fmt: skip


def names(passage: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield type and name of the entities of a passage, every name that it uses for them."""
    for each in passage["entities"]:
        for name in each["mentions"]:
            yield each["type"], name


def _pair(passage: Passage, line: Mapping[str, Any], kind: PublicSet, place: str) -> None:
    meaning = kind.relations.get(line["relation"])
    types = {
        "head": _type(line, "head", kind, meaning), "tail": _type(line, "tail", kind, meaning)
    }  # fmt: skip
    ends = {
        end: _entity(passage, line[end], type_) for end, type_ in types.items() if type_ is not None
    }
    if meaning is None or len(ends) < len(types):
        return
    head, tail = ("tail", "head") if meaning.reversed else ("head", "tail")
    if not allows(str(types[head]), meaning.relation, str(types[tail])):
        return
    if line["head"] not in line["text"] or line["tail"] not in line["text"]:
        raise InputError(f"{place}: {line['head']!r} or {line['tail']!r} is not in the text")
    relation = {"type": meaning.relation, "head": ends[head], "tail": ends[tail]}
    turned = {**relation, "head": ends[tail], "tail": ends[head]}
    is_known = relation in passage["relations"]
    if ontology_relation(meaning.relation).symmetric:  # a set may list it in either order
        is_known = is_known or turned in passage["relations"]
    if not is_known:
        passage["relations"].append(relation)


def _type(
    line: Mapping[str, Any], end: str, kind: PublicSet, meaning: Meaning | None
) -> str | None:
    """Return the type of one end: as the set tells it, else as the relation or the set fixes it."""
    told = kind.types.get(line.get(f"{end}_type", "")) or kind.ends.get(line.get(f"{end}_role", ""))
    fixed: str | None = getattr(meaning, end, None)
    default: str | None = getattr(kind, end)
    return told or fixed or default


def _entity(passage: Passage, name: str, type_: str) -> str:
    """Return the id of an entity of a passage, which has it from now on."""
    entities: Iterable[Passage] = passage["entities"]
    for each in entities:
        if (each["type"], each["name"]) == (type_, name):
            return str(each["id"])
    identifier = f"e{len(passage['entities']) + 1}"
    passage["entities"].append(
        {"id": identifier, "type": type_, "kind": None, "name": name, "mentions": [name]}
    )
    return identifier
