"""What changes a SQLite store: documents that come, change or go, and judgements."""

from __future__ import annotations

import sqlite3
from collections import Counter

from graph.errors import InputError
from graph.records import Change, DocumentGraph, Evidence, Judgement, LocalEntity, Mention
from graph.store.sqlite_profiles import keep_profiles, profiles_of, reachable, single_out
from graph.store.sqlite_resolution import (
    links_of,
    refresh_links,
    relink,
    resolve_anew,
)
from graph.store.sqlite_rows import columns, insert_graph


def check_whole(graph: DocumentGraph) -> None:
    """Refuse records of another document, and two local entities under one id.

    Raises:
        InputError: naming the document and what is wrong in it.
    """
    document = graph.document
    evidence = (evidence for fact in graph.facts for evidence in fact.evidence)
    parts: tuple[LocalEntity | Mention | Evidence, ...]
    parts = (*graph.entities, *graph.mentions, *evidence)
    for part in parts:
        if part.document != document.id:
            raise InputError(f"{document.uri}: {part.id} is of another document; read it anew")
    times = Counter(entity.id for entity in graph.entities)
    if twice := [id_ for id_ in times if times[id_] > 1]:
        raise InputError(f"{document.uri}: two entities have the id {twice[0]}; make them one")


def replace(
    sql: sqlite3.Connection, document: str, old: DocumentGraph | None, new: DocumentGraph | None
) -> Change:
    """Put one state of a document in place of another; None is a document that is not there."""
    before = {fact.id for fact in old.facts} if old else set()
    after = {fact.id for fact in new.facts} if new else set()
    if old != new:
        _rewrite(sql, document, old, new)
    return Change(
        added=tuple(sorted(after - before)),
        kept=tuple(sorted(after & before)),
        taken_back=tuple(sorted(before - after)),
    )


def judge(sql: sqlite3.Connection, judgement: Judgement) -> None:
    """Keep a judgement, once, and resolve anew what it touches."""
    marks = ", ".join("?" * (1 + len(Judgement.model_fields)))
    sql.execute(
        f"INSERT OR IGNORE INTO judgements (id, {columns(Judgement)}) VALUES ({marks})",
        (judgement.id, *(getattr(judgement, name) for name in Judgement.model_fields)),
    )
    shaken = single_out(sql, (judgement.left, judgement.right))
    refresh_links(sql, relink(sql, resolve_anew(sql, shaken)))


def _rewrite(
    sql: sqlite3.Connection, document: str, old: DocumentGraph | None, new: DocumentGraph | None
) -> None:
    was = {entity.id: entity for entity in old.entities} if old else {}
    now = {entity.id: entity for entity in new.entities} if new else {}
    changed = {id_ for id_ in was.keys() | now.keys() if was.get(id_) != now.get(id_)}
    # Both what was reachable and what will be: a name that goes may part what it joined.
    shaken = reachable(sql, profiles_of(sql, changed))
    affected = links_of(sql, document)
    sql.execute("DELETE FROM documents WHERE id = ?", (document,))
    if new:
        insert_graph(sql, new, keep_profiles(sql, new.entities))
    moved = resolve_anew(sql, shaken | profiles_of(sql, changed))
    refresh_links(sql, affected | relink(sql, moved | now.keys()))
