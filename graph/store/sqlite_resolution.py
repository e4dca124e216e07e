"""Resolution kept up to date in a SQLite store: only what a change can reach is resolved anew.

All of this happens inside the transaction of the change. The order is: find what the change
can reach, write the entities, point the facts at them, compute the links that the facts of
any moved pair support.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from graph.names import comparable_name
from graph.records import Judgement
from graph.resolution import Alike, Whole, resolve_alike
from graph.store.links import Reading, link_of, oriented
from graph.store.pinyin import words
from graph.store.searching import searchable, storable, trigrams
from graph.store.sqlite_profiles import alike, drop_unused, reachable
from graph.store.sqlite_rows import AMONG, WHOLE, columns, listed, records

Triple = tuple[str, str, str]


def links_of(sql: sqlite3.Connection, document: str) -> set[Triple]:
    """Return the links that the facts of a document support."""
    statement = (
        "SELECT DISTINCT link_head, relation, link_tail FROM facts"
        " WHERE document = ? AND link_head <> link_tail"
    )
    return set(sql.execute(statement, (document,)))


def resolve_anew(sql: sqlite3.Connection, shaken: set[str]) -> set[str]:
    """Resolve what these profiles can reach; return the local entities that moved.

    Profiles that no entity has any more are to be among them, so that what they were part of
    is looked at too; they are deleted.
    """
    reached = reachable(sql, shaken)
    before = _entities_of(sql, reached)
    drop_unused(sql, reached)
    groups = alike(sql, reached)
    wholes = {whole.id: whole for whole in resolve_alike(groups, _judgements_on(sql, groups))}
    old = _rows_of(sql, wholes.keys() | set(before.values()))
    for whole in wholes.values():
        if old.get(whole.id) != _row(whole):
            _write(sql, whole)
    for gone in sorted(old.keys() - wholes.keys()):
        _forget_names(sql, gone)
        sql.execute("DELETE FROM entities WHERE id = ?", (gone,))
    moved = {
        profile: whole.id
        for whole in wholes.values()
        for profile in whole.profiles
        if before.get(profile) != whole.id
    }
    sql.executemany(
        "UPDATE profiles SET entity = ? WHERE id = ?",
        [(entity, profile) for profile, entity in moved.items()],
    )
    statement = f"SELECT id FROM local_entities WHERE profile {AMONG}"
    return {local for (local,) in sql.execute(statement, (listed(moved),))}


def relink(sql: sqlite3.Connection, local: Iterable[str]) -> set[Triple]:
    """Point the facts about these local entities at their entities; return the links affected."""
    statement = (
        "SELECT facts.row, link_head, relation, link_tail, head.entity, tail.entity"
        f" FROM (SELECT row FROM facts WHERE head {AMONG}"
        f" UNION SELECT row FROM facts WHERE tail {AMONG}) AS touched"
        " CROSS JOIN facts ON facts.row = touched.row"
        " CROSS JOIN local_entities AS h ON h.id = facts.head"
        " CROSS JOIN profiles AS head ON head.id = h.profile"
        " CROSS JOIN local_entities AS t ON t.id = facts.tail"
        " CROSS JOIN profiles AS tail ON tail.id = t.profile"
    )
    ids = listed(local)
    affected: set[Triple] = set()
    updates: list[tuple[str, str, int]] = []
    for row, old_head, relation, old_tail, *ends in sql.execute(statement, (ids, ids)):
        head, tail = oriented(ends[0], relation, ends[1])
        if (head, tail) != (old_head, old_tail):
            updates.append((head, tail, row))
            affected |= {(old_head, relation, old_tail), (head, relation, tail)}
    sql.executemany("UPDATE facts SET link_head = ?, link_tail = ? WHERE row = ?", updates)
    return {triple for triple in affected if triple[0] and triple[0] != triple[2]}


def refresh_links(sql: sqlite3.Connection, triples: Iterable[Triple]) -> None:
    """Compute these links from the facts that support them; drop those that none supports."""
    statement = (
        "SELECT id, document, confidence, date FROM facts"
        " WHERE link_head = ? AND relation = ? AND link_tail = ?"
    )
    for triple in sorted(triples):
        if readings := [Reading(*row) for row in sql.execute(statement, triple)]:
            link = link_of(*triple, readings)
            # Not deleted and made anew: degrees count the links that come and go.
            sql.execute(
                "INSERT INTO links (head, relation, tail, confidence, date, facts)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " confidence = excluded.confidence, date = excluded.date, facts = excluded.facts",
                (*triple, link.confidence, link.date, " ".join(link.facts)),
            )
        else:
            sql.execute("DELETE FROM links WHERE head = ? AND relation = ? AND tail = ?", triple)


def _entities_of(sql: sqlite3.Connection, profiles: Iterable[str]) -> dict[str, str]:
    statement = f"SELECT id, entity FROM profiles WHERE id {AMONG} AND entity IS NOT NULL"
    return dict(sql.execute(statement, (listed(profiles),)))


def _judgements_on(sql: sqlite3.Connection, groups: Iterable[Alike]) -> list[Judgement]:
    owned = listed(group.profile.own for group in groups if group.profile.own)
    statement = f'SELECT {columns(Judgement)} FROM judgements WHERE "left" {AMONG}'
    return records(Judgement, sql.execute(statement, (owned,)))


def _rows_of(sql: sqlite3.Connection, entities: Iterable[str]) -> dict[str, tuple[object, ...]]:
    statement = f"SELECT {WHOLE} FROM entities WHERE id {AMONG}"
    return {row[0]: row for row in sql.execute(statement, (listed(entities),))}


def _row(whole: Whole) -> tuple[object, ...]:
    names = json.dumps(whole.names, ensure_ascii=False)
    return (whole.id, whole.type, whole.kind, whole.name, names)


def _write(sql: sqlite3.Connection, whole: Whole) -> None:
    sql.execute(
        "INSERT INTO entities (id, type, kind, name, names) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name,"
        " names = excluded.names",
        _row(whole),
    )
    for name in _forget_names(sql, whole.id, keep=whole.names):
        _add_name(sql, whole.id, name, words(name, of_person=whole.type == "Person"))


def _forget_names(sql: sqlite3.Connection, entity: str, keep: Iterable[str] = ()) -> Iterable[str]:
    """Drop the names by which an entity is not to be searched; return those still to be added."""
    wanted = dict.fromkeys(keep)
    statement = "SELECT row, name, searchable, words FROM names WHERE entity = ?"
    for row, name, text, found_by in sql.execute(statement, (entity,)).fetchall():
        if name in wanted:
            del wanted[name]
            continue
        sql.executemany(
            "DELETE FROM trigrams WHERE trigram = ? AND name = ?",
            [(part, row) for part in trigrams(text)],
        )
        sql.executemany(
            "DELETE FROM readings WHERE word = ? AND name = ?",
            [(word, row) for word in found_by.split()],
        )
        sql.execute("DELETE FROM names WHERE row = ?", (row,))
    return wanted


def _add_name(sql: sqlite3.Connection, entity: str, name: str, found_by: list[str]) -> None:
    text = searchable(name)
    row = sql.execute(
        "INSERT INTO names (entity, name, searchable, comparable, words) VALUES (?, ?, ?, ?, ?)",
        (entity, name, text, comparable_name(storable(name)), " ".join(found_by)),
    ).lastrowid
    sql.executemany(
        "INSERT INTO trigrams (trigram, name) VALUES (?, ?)",
        [(part, row) for part in sorted(trigrams(text))],
    )
    sql.executemany(
        "INSERT INTO readings (word, name) VALUES (?, ?)", [(word, row) for word in found_by]
    )
