"""Resolution kept up to date in a Neo4j store: only what a change can reach is resolved anew.

All of this happens inside the transaction of the change. What the change can reach is read
first, and what it leads to computed here; entities and profiles are then written once, as they
will be, so that whatever is written after them knows its entities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from graph.names import comparable_name
from graph.records import Entity, Judgement
from graph.resolution import Alike, Whole, resolve_alike
from graph.store import cypher
from graph.store.neo4j_profiles import Move, after, keep_profiles, reach
from graph.store.neo4j_rows import Row, ask, listed, record, tell
from graph.store.neo4j_terms import key_of, terms
from graph.store.pinyin import words
from graph.store.searching import searchable, storable

if TYPE_CHECKING:
    from neo4j import ManagedTransaction


@dataclass(frozen=True)
class Resolved:
    """What became of the profiles that a change could reach.

    ``entity_of`` gives the entity of each profile, ``moved`` are those that had another, and
    ``before`` the entities that there were.
    """

    entity_of: Mapping[str, str]
    moved: frozenset[str]
    before: frozenset[str]


def resolve_anew(tx: ManagedTransaction, moved: Move) -> Resolved:
    """Resolve what a move can reach, and write the entities and profiles that come of it."""
    reached = reach(tx, moved)
    groups = after(tx, reached, moved)
    wholes = resolve_alike(groups.values(), _judgements_on(tx, groups.values()))
    entity_of = {profile: whole.id for whole in wholes for profile in whole.profiles}
    old = reached.entities
    changed = [one for one in wholes if not _is_as(one, old.get(one.id))]
    tell(tx, cypher.PUT_ENTITIES, [entity_row(one) for one in changed])
    if gone := sorted(old.keys() - {whole.id for whole in wholes}):
        tx.run(cypher.DELETE_ENTITIES, ids=gone).consume()
    keep_profiles(tx, reached, groups, entity_of)
    return Resolved(
        entity_of=entity_of,
        moved=frozenset(
            profile
            for profile, entity in reached.entity_of.items()
            if entity_of.get(profile, entity) != entity
        ),
        before=frozenset(old),
    )


def _judgements_on(tx: ManagedTransaction, groups: Iterable[Alike]) -> list[Judgement]:
    # Whom no other shares a profile with for want of a good name is not always judged.
    owned = listed(group.profile.own for group in groups if group.profile.own)
    if not owned:
        return []
    return [record(Judgement, row) for (row,) in ask(tx, cypher.JUDGEMENTS_ON, ids=owned)]


def _is_as(whole: Whole, row: Row | None) -> bool:
    return row is not None and (whole.kind, whole.name, [*whole.names]) == (
        row["kind"],
        row["name"],
        row["names"],
    )


def entity_row(whole: Whole | Entity) -> Row:
    """Return the properties of a resolved entity, and those by which its names are searched."""
    return {
        "id": whole.id,
        "type": whole.type,
        "kind": whole.kind,
        "name": whole.name,
        "names": list(whole.names),
        **searched_by(whole.type, whole.names),
    }


def searched_by(type_: str, names: Iterable[str]) -> Row:
    """Return the properties by which the names of an entity of this type are searched."""
    names = list(names)
    found_by = [searchable(name) for name in names]
    keys = [key_of(comparable_name(storable(name))) for name in names]
    read = [words(name, of_person=type_ == "Person") for name in names]
    return {
        "searchable": found_by,
        "comparable": keys,
        # Spaces around each, so that a whole word can be looked for, and the beginning of one.
        "words": [" ".join(["", *each, ""]) for each in read],
        "terms": terms(found_by, keys, chain.from_iterable(read)),
    }
