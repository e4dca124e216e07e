"""The entity types and relations that exist, read from ``data/ontology.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from graph.errors import UnknownNameError
from graph.records import Record

TABLE = Path(__file__).with_name("data") / "ontology.toml"


class EntityType(Record):
    """A type of entity, with the kinds that it divides into and its Chinese name."""

    name: str
    says: str
    kinds: tuple[str, ...]
    zh: str


class Relation(Record):
    """A relation, with the types its ends may have and the properties it may carry."""

    name: str
    says: str
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    properties: tuple[str, ...]
    symmetric: bool = False
    zh: str


Named = TypeVar("Named", EntityType, Relation)


@cache
def entity_types() -> dict[str, EntityType]:
    """Return every entity type by name, in the order of the table."""
    return {name: EntityType(name=name, **row) for name, row in _table()["entities"].items()}


@cache
def relations() -> dict[str, Relation]:
    """Return every relation by name, in the order of the table."""
    return {name: Relation(name=name, **row) for name, row in _table()["relations"].items()}


def entity_type(name: str) -> EntityType:
    """Return one entity type by its name, English or Chinese.

    Raises:
        UnknownNameError: if the ontology has none of this name.
    """
    if found := entity_types().get(name) or _in_chinese(entity_types()).get(name):
        return found
    raise UnknownNameError("entity type", name, entity_types())


def relation(name: str) -> Relation:
    """Return one relation by its name, English or Chinese.

    Raises:
        UnknownNameError: if the ontology has none of this name.
    """
    if found := relations().get(name) or _in_chinese(relations()).get(name):
        return found
    raise UnknownNameError("relation", name, relations())


def allows(head_type: str, relation_name: str, tail_type: str) -> bool:
    """Tell whether a relation may link these two types, in this direction.

    >>> allows("Organization", "ISSUED", "Policy"), allows("Policy", "ISSUED", "Organization")
    (True, False)
    """
    kind = relation(relation_name)
    return head_type in kind.heads and tail_type in kind.tails


def _in_chinese(known: Mapping[str, Named]) -> dict[str, Named]:
    return {each.zh: each for each in known.values()}


@cache
def _table() -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
