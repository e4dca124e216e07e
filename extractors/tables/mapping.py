"""What the columns of tables mean: a mapping, read from TOML and checked before anything else."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, ValidationError, model_validator

from extractors.tables.entries import CONFIDENCE
from graph.errors import GuanxiError, InputError
from graph.ontology import allows, entity_type, relation, relations
from graph.records import Record

Known = TypeVar("Known")
PROPERTIES = frozenset(name for each in relations().values() for name in each.properties)


class Source(Record):
    """Where a value comes from: a column, or the mapping itself.

    ``values`` translates what the column holds, ``split`` cuts several names in one cell
    apart, ``format`` tells how a date is written, in the manner of ``strptime``.
    """

    column: str | None = None
    value: str | bool | None = None
    values: dict[str, str] = Field(default_factory=dict)
    split: str | None = Field(default=None, min_length=1)
    format: str | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Source:
        if (self.column is None) == (self.value is None):
            raise ValueError("give either a column or a value")
        return self


class End(Record):
    """One of the two things that a relation links; ``name`` is where its name is from."""

    name: Source
    type: Source | None = None
    kind: Source | None = None

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, given: object) -> object:
        """Take a bare string as the column, type and kind as values."""
        if isinstance(given, str):
            given = {"name": given}
        if not isinstance(given, dict):
            return given
        told = {
            key: _value(part) if key in ("type", "kind") else part for key, part in given.items()
        }
        name = told.get("name")
        if isinstance(name, str):
            split = told.pop("split", None)
            told["name"] = {"column": name, "split": split}
        return told

    @model_validator(mode="after")
    def _exists(self) -> End:
        if self.name.column is None:
            raise ValueError("a name comes from a column; a value has no words to quote")
        known = _constant(self.type)
        kind = _constant(self.kind)
        if known is not None:
            kinds = _checked(entity_type, known).kinds
            if kind is not None and kind not in kinds:
                listed = ", ".join(kinds) or "none"
                raise ValueError(f"{known} has no kind {kind!r}; known: {listed}")
        return self


class FactRule(Record):
    """The relation that a row states. ``optional`` ones may lack a name, others may not.

    ``of`` is the schema of the FollowTheMoney entities that state it.
    """

    relation: Source
    head: End
    tail: End
    properties: dict[str, Source] = Field(default_factory=dict)
    confidence: float = Field(default=CONFIDENCE, gt=0, le=1)
    optional: bool = False
    of: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, given: object) -> object:
        """Take a bare relation as a value, and other keys as properties from columns."""
        if not isinstance(given, dict):
            return given
        told = {key: part for key, part in given.items() if key in cls.model_fields}
        others = {key: _column(part) for key, part in given.items() if key not in told}
        if strange := sorted(others.keys() - PROPERTIES):
            raise ValueError(
                f"{strange[0]!r} is no property; known: {', '.join(sorted(PROPERTIES))}"
            )
        if "relation" in told:
            told["relation"] = _value(told["relation"])
        return {**told, "properties": {**others, **told.get("properties", {})}}

    @model_validator(mode="after")
    def _fits_the_ontology(self) -> FactRule:
        name = _constant(self.relation)
        if name is None:
            return self
        known = _checked(relation, name)
        if strange := sorted(self.properties.keys() - set(known.properties)):
            listed = ", ".join(known.properties) or "none"
            raise ValueError(f"{name} has no property {strange[0]!r}; known: {listed}")
        head, tail = _constant(self.head.type), _constant(self.tail.type)
        if head is not None and tail is not None and not allows(head, name, tail):
            raise ValueError(
                f"{name} links no {head} with a {tail} but"
                f" {' or '.join(known.heads)} with {' or '.join(known.tails)}"
            )
        return self


class EntityRule(Record):
    """What the FollowTheMoney entities of one schema are."""

    type: str
    kind: str | None = None

    @model_validator(mode="after")
    def _exists(self) -> EntityRule:
        kinds = _checked(entity_type, self.type).kinds
        if self.kind is not None and self.kind not in kinds:
            raise ValueError(f"{self.type} has no kind {self.kind!r}; known: {', '.join(kinds)}")
        return self


class Table(Record):
    """One kind of table file: which files they are and what their rows state."""

    files: tuple[str, ...] = ("*",)
    format: Literal["csv", "followthemoney"] = "csv"
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    title: str | None = None
    published: str | None = None
    names: tuple[str, ...] = ("name", "alias")
    entities: dict[str, EntityRule] = Field(default_factory=dict)
    facts: tuple[FactRule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_whole(self) -> Table:
        for rule in self.facts:
            typed = rule.head.type is not None and rule.tail.type is not None
            if self.format == "csv" and not typed:
                raise ValueError("head and tail of a csv table each need a type")
            if self.format == "followthemoney":
                _check_schema(rule)
        return self


class Mapping(Record):
    """The tables that a mapping knows."""

    tables: tuple[Table, ...] = Field(min_length=1)

    def table_of(self, path: Path) -> Table | None:
        """Return the first table that a file is by its name, or None."""
        for table in self.tables:
            if any(fnmatch(path.name, pattern) for pattern in table.files):
                return table
        return None


def read_mapping(path: Path) -> Mapping:
    """Return the mapping that a file holds.

    Raises:
        InputError: naming the file, the place in it and what is wrong there.
    """
    try:
        return Mapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; give a mapping in TOML") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is no TOML: {error}; correct it") from error
    except ValidationError as error:
        raise InputError(f"{path}: {_first(error)}") from error


def _first(error: ValidationError) -> str:
    """Return the first thing that is wrong and where, counting tables and facts from 1."""
    first = error.errors(include_url=False)[0]
    steps = (str(step + 1) if isinstance(step, int) else step for step in first["loc"])
    reason = first["msg"].removeprefix("Value error, ")
    return f"{' '.join(steps)}: {reason}"


def _check_schema(rule: FactRule) -> None:
    if rule.of is None:
        raise ValueError('a fact of a followthemoney table needs its schema: of = "Ownership"')
    if rule.relation.column is not None:
        raise ValueError("a schema of followthemoney states one relation; name it")
    if rule.head.type is not None or rule.tail.type is not None:
        raise ValueError("types of a followthemoney table stand under entities")


def _column(given: object) -> object:
    return {"column": given} if isinstance(given, str) else given


def _value(given: object) -> object:
    return {"value": given} if isinstance(given, str) else given


def _constant(source: Source | None) -> str | None:
    return source.value if source is not None and isinstance(source.value, str) else None


def _checked(look_up: Callable[[str], Known], name: str) -> Known:
    """Return what the ontology has under a name; pydantic collects only errors of value."""
    try:
        return look_up(name)
    except GuanxiError as error:
        raise ValueError(str(error)) from error
