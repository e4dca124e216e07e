"""The profiles of a Neo4j store: what resolution looks at, one node for entities that are alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph.ids import content_id
from graph.records import LocalEntity
from graph.resolution import Profile
from graph.store import cypher
from graph.store.neo4j_rows import Row, ask, filled, listed, record, tell

if TYPE_CHECKING:
    from neo4j import ManagedTransaction


def profiles_of(tx: ManagedTransaction, local: Iterable[str]) -> set[str]:
    """Return the profiles that these local entities have now."""
    ids = listed(local)
    return {profile for (profile,) in ask(tx, cypher.PROFILES_OF, ids=ids)} if ids else set()


def keep_profiles(tx: ManagedTransaction, entities: Iterable[LocalEntity]) -> list[str]:
    """Make the profiles of these entities exist and return their ids, one an entity."""
    entities = list(entities)
    if not entities:
        return []
    judged = {id_ for (id_,) in ask(tx, cypher.JUDGED, ids=listed(one.id for one in entities))}
    profiles = [Profile.of(entity, judged=entity.id in judged) for entity in entities]
    distinct = {profile.id: profile for profile in profiles}
    tell(tx, cypher.PUT_PROFILES, [profile_row(id_, one) for id_, one in distinct.items()])
    return [profile.id for profile in profiles]


def single_out(tx: ManagedTransaction, local: Iterable[str]) -> set[str]:
    """Give each of these, now judged, a profile of its own; return profiles left and taken."""
    left = profiles_of(tx, local)
    entities = [record(LocalEntity, row) for (row,) in ask(tx, cypher.LOCAL, ids=listed(local))]
    taken = keep_profiles(tx, entities)
    rows = [
        {"local": one.id, "profile": profile}
        for one, profile in zip(entities, taken, strict=True)
    ]  # fmt: skip
    tell(tx, cypher.GIVE_PROFILE, rows)
    return left.union(taken)


def reachable(tx: ManagedTransaction, profiles: Iterable[str]) -> set[str]:
    """Return the profiles that names and judgements connect with these, with them."""
    reached: set[str] = set()
    level = set(profiles)
    while level:
        reached |= level
        level = {id_ for (id_,) in ask(tx, cypher.NEAREST, ids=listed(level))} - reached
    return reached


def profile_row(identifier: str, profile: Profile) -> Row:
    """Return the properties of a profile, and its join keys."""
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
        # By an id of its own, because an index takes no key of more than 8,000 characters.
        "keys": [
            {"id": content_id("key", profile.type, key), "type": profile.type, "key": key}
            for key in sorted(profile.keys)
        ],
    }
