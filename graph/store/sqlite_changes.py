"""What changes a SQLite store: documents that come, change or go, and judgements."""

from __future__ import annotations

import sqlite3

from graph.records import Change, DocumentGraph, Judgement
from graph.store.changing import change_between, changed_entities
from graph.store.sqlite_profiles import keep_profiles, profiles_of, reachable, single_out
from graph.store.sqlite_resolution import (
    links_of,
    refresh_links,
    relink,
    resolve_anew,
)
from graph.store.sqlite_rows import columns, insert_graph


def replace(
    sql: sqlite3.Connection, document: str, old: DocumentGraph | None, new: DocumentGraph | None
) -> Change:
    """Put one state of a document in place of another; None is a document that is not there."""
    if old != new:
        _rewrite(sql, document, old, new)
    return change_between(old, new)


def judge(sql: sqlite3.Connection, judgement: Judgement) -> bool:
    """Keep a judgement and resolve anew what it touches; tell whether it was not there yet."""
    marks = ", ".join("?" * (1 + len(Judgement.model_fields)))
    fresh = sql.execute(
        f"INSERT OR IGNORE INTO judgements (id, {columns(Judgement)}) VALUES ({marks})",
        (judgement.id, *(getattr(judgement, name) for name in Judgement.model_fields)),
    ).rowcount
    shaken = single_out(sql, (judgement.left, judgement.right))
    refresh_links(sql, relink(sql, resolve_anew(sql, shaken)))
    return bool(fresh)


def _rewrite(
    sql: sqlite3.Connection, document: str, old: DocumentGraph | None, new: DocumentGraph | None
) -> None:
    now = {entity.id for entity in new.entities} if new else set()
    changed = changed_entities(old, new)
    # Both what was reachable and what will be: a name that goes may part what it joined.
    shaken = reachable(sql, profiles_of(sql, changed))
    affected = links_of(sql, document)
    sql.execute("DELETE FROM documents WHERE id = ?", (document,))
    if new:
        insert_graph(sql, new, keep_profiles(sql, new.entities))
    moved = resolve_anew(sql, shaken | profiles_of(sql, changed))
    refresh_links(sql, affected | relink(sql, moved | now))
