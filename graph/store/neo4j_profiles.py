"""The profiles of a Neo4j store: what resolution looks at, one node for entities that are alike.

A profile node counts the local entities that have it and keeps the smallest of their ids, so
that one more document about a city that ten thousand name costs what any other does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.ids import content_id
from graph.records import LocalEntity
from graph.resolution import Alike, Profile
from graph.store import cypher
from graph.store.neo4j_rows import Row, ask, filled, listed, tell

if TYPE_CHECKING:
    from neo4j import ManagedTransaction


@dataclass(frozen=True)
class Move:
    """Which profiles local entities leave, by id, and which they take; some may do both."""

    left: Mapping[str, str]
    taken: Mapping[str, Profile]
    judged: frozenset[str]


@dataclass(frozen=True)
class Reached:
    """What a change can reach, as it was before: profiles by id, and the rows of entities."""

    alike: dict[str, Alike] = field(default_factory=dict)
    entity_of: dict[str, str] = field(default_factory=dict)
    entities: dict[str, Row] = field(default_factory=dict)


def move(tx: ManagedTransaction, old: Iterable[str], new: Iterable[LocalEntity]) -> Move:
    """Return the move of entities that are in the store, by id, to what they are now."""
    old, new = listed(old), list(new)
    ids = listed([*old, *(entity.id for entity in new)])
    judged = frozenset(id_ for (id_,) in ask(tx, cypher.JUDGED, ids=ids)) if ids else frozenset()
    return Move(
        left=dict(ask(tx, cypher.PROFILES_OF, ids=old)) if old else {},
        taken={entity.id: Profile.of(entity, judged=entity.id in judged) for entity in new},
        judged=judged,
    )


def reach(tx: ManagedTransaction, moved: Move) -> Reached:
    """Return the profiles that names and judgements connect with those of a move, with them.

    Walked here level by level, because from n profiles by way of one key to n would take
    n * n steps; each key and each judged entity is asked for once.
    """
    reached = Reached()
    ids, owners = listed(moved.left.values()), set(moved.judged)
    keys = {key for profile in moved.taken.values() for key in key_ids(profile)}
    asked: set[str] = set()
    while ids or keys or owners:
        asked |= keys | owners
        rows = ask(tx, cypher.REACHED, ids=ids, keys=listed(keys), judged=listed(owners))
        fresh = [_learn(reached, *row) for row in rows]
        ids = []
        keys = {key for profile in fresh for key in key_ids(profile)} - asked
        owners = {profile.own for profile in fresh if profile.own} - asked
    return reached


def after(tx: ManagedTransaction, reached: Reached, moved: Move) -> dict[str, Alike]:
    """Return by id the profiles that have members once the move is made."""
    lost, gained = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for local in moved.left.keys() | moved.taken.keys():
        was, now = moved.left.get(local), moved.taken.get(local)
        if now is None or now.id != was:
            if was is not None:
                lost[was].add(local)
            if now is not None:
                gained[now.id].add(local)
    # A smallest id that goes is the one case in which all members are looked at.
    robbed = [id_ for id_ in sorted(lost) if reached.alike[id_].first in lost[id_]]
    rows = ask(tx, cypher.FIRSTS, ids=robbed, left=listed(moved.left)) if robbed else []
    firsts: dict[str, str | None] = dict.fromkeys(robbed) | dict(rows)
    profiles = {profile.id: profile for profile in moved.taken.values()}
    found = dict(reached.alike)
    for id_ in lost.keys() | gained.keys():
        was_there = found.pop(id_, None)
        if was_there is None:
            found[id_] = Alike(profiles[id_], min(gained[id_]), len(gained[id_]))
        elif count := was_there.count - len(lost[id_]) + len(gained[id_]):
            first = firsts.get(id_, was_there.first)
            found[id_] = Alike(was_there.profile, min(filter(None, (first, *gained[id_]))), count)
    return found


def keep_profiles(
    tx: ManagedTransaction, reached: Reached, groups: Mapping[str, Alike], homes: Mapping[str, str]
) -> None:
    """Write what these profiles are now, each with its entity; delete those that are no more."""
    if gone := sorted(reached.alike.keys() - groups.keys()):
        tx.run(cypher.DELETE_PROFILES, ids=gone).consume()
    new = sorted(groups.keys() - reached.alike.keys())
    rows = [_row(id_, groups[id_], homes[id_]) for id_ in new]
    tell(tx, cypher.PUT_PROFILES, rows)
    rows = [
        {"id": id_, "entity": homes[id_], "first": one.first, "count": one.count}
        for id_, was in sorted(reached.alike.items())
        if (one := groups.get(id_)) and (one, homes[id_]) != (was, reached.entity_of[id_])
    ]
    tell(tx, cypher.SET_PROFILES, rows)


def key_ids(profile: Profile) -> list[str]:
    """Return the ids of what a profile is joined by.

    By an id of its own, because an index takes no key of more than 8,000 characters.
    """
    return [content_id("key", profile.type, key) for key in sorted(profile.keys)]


def _learn(reached: Reached, row: Row, entity: Row) -> Profile:
    profile = Profile(
        row["type"], row.get("kind"), row["name"], tuple(row["names"]),
        tuple(row.get("scoped") or ()), row["own"],
    )  # fmt: skip
    reached.alike[row["id"]] = Alike(profile, row["first"], row["count"])
    reached.entity_of[row["id"]] = entity["id"]
    reached.entities[entity["id"]] = entity
    return profile


def profile_row(identifier: str, profile: Profile) -> Row:
    """Return the properties of a profile that do not depend on who has it, and its join keys."""
    return {
        "fields": filled(
            {
                "id": identifier,
                "type": profile.type,
                "kind": profile.kind,
                "name": profile.name,
                "names": list(profile.names),
                "scoped": list(profile.scoped),
                "own": profile.own,
            }
        ),
        "keys": [
            {"id": id_, "type": profile.type, "key": key}
            for id_, key in zip(key_ids(profile), sorted(profile.keys), strict=True)
        ],
    }


def _row(identifier: str, group: Alike, entity: str) -> Row:
    row = profile_row(identifier, group.profile)
    row["fields"] |= {"entity": entity, "first": group.first, "count": group.count}
    return row
