"""What the reconciliation service answers: its manifest, candidates and suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from graph.candidates import EQUAL, Candidate, candidates
from graph.errors import InputError
from graph.names import comparable_name
from graph.ontology import entity_types, relations
from graph.records import Entity, Record
from graph.store.base import LinkFilter, Store

MAX_QUERIES = 50
MAX_LIMIT = 50
SUGGESTED = 10
# How much of the score the properties decide, where a query gives any.
SHARE = 0.3
SPACE = "urn:guanxi:entities"
SCHEMA = "urn:guanxi:ontology"


class Named(Record):
    """Something with an id and a name."""

    id: str
    name: str


class PropertyValue(BaseModel):
    """A relation and what it is to lead to: a name, or an object with one."""

    model_config = ConfigDict(extra="ignore")

    pid: str = Field(max_length=100)
    v: Any = None


class Query(BaseModel):
    """A name to find the entity of; unknown fields are passed over, as the standard wants."""

    model_config = ConfigDict(extra="ignore")

    query: str = Field(max_length=500)
    type: str | list[str] | None = None
    limit: int = Field(default=SUGGESTED, ge=1, le=MAX_LIMIT)
    properties: list[PropertyValue] = Field(default_factory=list, max_length=20)


class Feature(Record):
    """A part of a score."""

    id: str
    value: float


class Match(Record):
    """An entity that a name may mean; ``match`` where it may be taken unseen."""

    id: str
    name: str
    description: str | None = None
    score: float
    match: bool
    type: tuple[Named, ...]
    features: tuple[Feature, ...]


class ReconciliationAnswer(Record):
    """The entities that the name of one query may mean, the best first."""

    result: tuple[Match, ...]


class ReconciliationSuggestion(Record):
    """An entity, a type or a relation that begins so."""

    id: str
    name: str
    description: str | None = None
    notable: tuple[Named, ...] | None = None


class ReconciliationSuggestions(Record):
    """What to suggest, the best first."""

    result: tuple[ReconciliationSuggestion, ...]


class Place(Record):
    """Where a part of the service is."""

    service_url: str
    service_path: str


class Address(Record):
    """A URL in which ``{{id}}`` stands for an entity's id."""

    url: str


class Preview(Record):
    """Where a small page about an entity is, in pixels."""

    url: str
    width: int
    height: int


class ReconciliationManifest(Record):
    """What the service offers and where."""

    versions: tuple[str, ...]
    name: str
    identifierSpace: str  # noqa: N815 - the standard's name
    schemaSpace: str  # noqa: N815 - the standard's name
    defaultTypes: tuple[Named, ...]  # noqa: N815 - the standard's name
    view: Address
    preview: Preview
    suggest: dict[str, Place]


_QUERIES = TypeAdapter(dict[str, Query])


def manifest(base: str) -> ReconciliationManifest:
    """Return the manifest of a service at this address."""
    return ReconciliationManifest(
        versions=("0.1", "0.2"),
        name="guanxi",
        identifierSpace=SPACE,
        schemaSpace=SCHEMA,
        defaultTypes=tuple(_type(name) for name in entity_types()),
        view=Address(url=f"{base}/api/v1/entities/{{{{id}}}}"),
        preview=Preview(url=f"{base}/reconcile/preview?id={{{{id}}}}", width=400, height=220),
        suggest={
            what: Place(service_url=f"{base}/reconcile", service_path=f"/suggest/{what}")
            for what in ("entity", "type", "property")
        },
    )


def parsed(queries: object) -> dict[str, Query]:
    """Return the queries of one request by their ids.

    Raises:
        ValidationError: if they are none.
        InputError: if they are too many.
    """
    asked = _QUERIES.validate_python(queries)
    if len(asked) > MAX_QUERIES:
        raise InputError(f"{len(asked)} queries at once; send {MAX_QUERIES} at most")
    return asked


def answered(store: Store, query: Query) -> ReconciliationAnswer:
    """Return the entities that the name of a query may mean.

    A type that the ontology lacks fits nothing. Each property that an entity has raises it
    above one that lacks it.
    """
    wanted = [query.type] if isinstance(query.type, str) else query.type or []
    types = frozenset(each for each in wanted if each in entity_types())
    if wanted and not types:
        return ReconciliationAnswer(result=())
    found = candidates(store, query.query, types=types, limit=query.limit)
    matches = [_match(store, each, query.properties) for each in found]
    return ReconciliationAnswer(result=tuple(sorted(matches, key=lambda one: (-one.score, one.id))))


def suggested_entities(store: Store, prefix: str) -> ReconciliationSuggestions:
    """Return entities with a name that contains what was typed."""
    found = store.search(prefix, limit=SUGGESTED) if prefix.strip() else []
    return ReconciliationSuggestions(
        result=tuple(
            ReconciliationSuggestion(
                id=one.id, name=one.name, description=_description(one), notable=(_type(one.type),)
            )
            for one in found
        )
    )


def suggested_types(prefix: str) -> ReconciliationSuggestions:
    """Return the types whose English or Chinese name contains what was typed."""
    return _suggested(prefix, ((one.name, one.zh, one.says) for one in entity_types().values()))


def suggested_properties(prefix: str) -> ReconciliationSuggestions:
    """Return the relations whose English or Chinese name contains what was typed."""
    return _suggested(prefix, ((one.name, one.zh, one.says) for one in relations().values()))


def _suggested(prefix: str, known: Iterable[tuple[str, str, str]]) -> ReconciliationSuggestions:
    typed = prefix.strip().casefold()
    return ReconciliationSuggestions(
        result=tuple(
            ReconciliationSuggestion(id=name, name=f"{name} {zh}", description=says)
            for name, zh, says in known
            if typed in f"{name} {zh}".casefold()
        )
    )


def _match(store: Store, found: Candidate, properties: list[PropertyValue]) -> Match:
    entity, score = found.entity, found.score
    features = [Feature(id="name", value=found.score)]
    same = found.same
    if properties:
        share = sum(_leads_to(store, entity, each) for each in properties) / len(properties)
        features.append(Feature(id="properties", value=round(EQUAL * share, 1)))
        score = round(score * (1 - SHARE) + EQUAL * share * SHARE, 1)
        same = same and share == 1
    return Match(
        id=entity.id, name=entity.name, description=_description(entity), score=score, match=same,
        type=(_type(entity.type),), features=tuple(features),
    )  # fmt: skip


def _leads_to(store: Store, entity: Entity, wanted: PropertyValue) -> bool:
    value = wanted.v.get("id") or wanted.v.get("name") if isinstance(wanted.v, dict) else wanted.v
    if wanted.pid not in relations() or not isinstance(value, str):
        return False
    links = store.expand([entity.id], LinkFilter(relations=frozenset({wanted.pid})))
    ends = {end for link in links for end in (link.head, link.tail)} - {entity.id}
    if value in ends:
        return True
    key = comparable_name(value)
    return any(
        key == comparable_name(name) for one in store.entities(ends).values() for name in one.names
    )


def _description(entity: Entity) -> str | None:
    others = [name for name in entity.names if name != entity.name][:3]
    told = [part for part in (entity.kind, ", ".join(others)) if part]
    return "; ".join(told) or None


def _type(name: str) -> Named:
    return Named(id=name, name=f"{name} {entity_types()[name].zh}")
