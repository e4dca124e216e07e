"""The profiles of a SQLite store: what resolution looks at, one row for entities that are alike."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from graph.records import LocalEntity
from graph.resolution import Alike, Profile
from graph.store.sqlite_rows import AMONG, listed, read_local_entities


def judged_among(sql: sqlite3.Connection, local: Iterable[str]) -> set[str]:
    """Return those of these local entities that any judgement is about."""
    statement = (
        f'SELECT "left" FROM judgements WHERE "left" {AMONG}'
        f' UNION SELECT "right" FROM judgements WHERE "right" {AMONG}'
    )
    ids = listed(local)
    return {id_ for (id_,) in sql.execute(statement, (ids, ids))}


def profiles_of(sql: sqlite3.Connection, local: Iterable[str]) -> set[str]:
    """Return the profiles that these local entities have now."""
    statement = f"SELECT DISTINCT profile FROM local_entities WHERE id {AMONG}"
    return {profile for (profile,) in sql.execute(statement, (listed(local),))}


def keep_profiles(sql: sqlite3.Connection, entities: Iterable[LocalEntity]) -> list[str]:
    """Make the profiles of these entities exist and return their ids, one an entity."""
    entities = list(entities)
    judged = judged_among(sql, (entity.id for entity in entities))
    profiles = [Profile.of(entity, judged=entity.id in judged) for entity in entities]
    known = _existing(sql, (profile.id for profile in profiles))
    for id_, profile in {profile.id: profile for profile in profiles}.items():
        if id_ not in known:
            _insert(sql, profile)
    return [profile.id for profile in profiles]


def single_out(sql: sqlite3.Connection, local: Iterable[str]) -> set[str]:
    """Give each of these, now judged, a profile of its own; return profiles left and taken."""
    left = profiles_of(sql, local)
    entities = read_local_entities(sql, local)
    taken = keep_profiles(sql, entities)
    sql.executemany(
        "UPDATE local_entities SET profile = ? WHERE id = ?",
        [(profile, entity.id) for profile, entity in zip(taken, entities, strict=True)],
    )
    return left.union(taken)


def drop_unused(sql: sqlite3.Connection, profiles: Iterable[str]) -> None:
    """Delete those of these profiles that no entity has any more."""
    sql.execute(
        f"DELETE FROM profiles WHERE id {AMONG}"
        " AND NOT EXISTS (SELECT 1 FROM local_entities WHERE profile = profiles.id)",
        (listed(profiles),),
    )


def reachable(sql: sqlite3.Connection, profiles: Iterable[str]) -> set[str]:
    """Return the profiles that names and judgements connect with these, with them.

    Walked here level by level, because in a recursive query a name that n profiles bear
    costs n * n steps.
    """
    reached: set[str] = set()
    keys: set[tuple[str, str]] = set()
    level = set(profiles)
    while level:
        reached |= level
        statement = f"SELECT DISTINCT type, key FROM join_keys WHERE profile {AMONG}"
        fresh = set(sql.execute(statement, (listed(level),))) - keys
        keys |= fresh
        level = (_bearers(sql, fresh) | _judged_with(sql, level)) - reached
    return reached


def alike(sql: sqlite3.Connection, profiles: Iterable[str]) -> list[Alike]:
    """Return these profiles with how many entities have each, and the first of them."""
    rows = sql.execute(
        "SELECT one.type, one.kind, one.name, one.names, one.scoped, one.own,"
        " min(local.id), count(*)"
        " FROM json_each(?) AS asked CROSS JOIN profiles AS one ON one.id = asked.value"
        " CROSS JOIN local_entities AS local ON local.profile = one.id GROUP BY one.id",
        (listed(profiles),),
    )
    return [
        Alike(Profile(type_, kind, name, tuple(json.loads(names)), tuple(json.loads(scoped)), own),
              first, count)
        for type_, kind, name, names, scoped, own, first, count in rows
    ]  # fmt: skip


def _existing(sql: sqlite3.Connection, profiles: Iterable[str]) -> set[str]:
    statement = f"SELECT id FROM profiles WHERE id {AMONG}"
    return {id_ for (id_,) in sql.execute(statement, (listed(profiles),))}


def _insert(sql: sqlite3.Connection, profile: Profile) -> None:
    names, scoped = (
        json.dumps(part, ensure_ascii=False) for part in (profile.names, profile.scoped)
    )
    sql.execute(
        "INSERT INTO profiles (id, type, kind, name, names, scoped, own)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (profile.id, profile.type, profile.kind, profile.name, names, scoped, profile.own),
    )
    sql.executemany(
        "INSERT INTO join_keys (type, key, profile) VALUES (?, ?, ?)",
        [(profile.type, key, profile.id) for key in sorted(profile.keys)],
    )


def _bearers(sql: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> set[str]:
    statement = (
        "SELECT profile FROM json_each(?) AS asked CROSS JOIN join_keys AS borne"
        " ON borne.type = json_extract(asked.value, '$[0]')"
        " AND borne.key = json_extract(asked.value, '$[1]')"
    )
    return {profile for (profile,) in sql.execute(statement, (json.dumps(list(keys)),))}


def _judged_with(sql: sqlite3.Connection, profiles: Iterable[str]) -> set[str]:
    statement = " UNION ".join(
        "SELECT local.profile FROM json_each(:ids) AS asked"
        " CROSS JOIN profiles AS one ON one.id = asked.value"
        f' CROSS JOIN judgements AS judged ON judged."{near}" = one.own'
        f' CROSS JOIN local_entities AS local ON local.id = judged."{far}"'
        for near, far in (("left", "right"), ("right", "left"))
    )
    return {profile for (profile,) in sql.execute(statement, {"ids": listed(profiles)})}
