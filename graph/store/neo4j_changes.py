"""What changes a Neo4j store: documents that come, change or go, and judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.records import Change, DocumentGraph, Judgement
from graph.store import cypher
from graph.store.changing import change_between, changed_entities
from graph.store.history import judged
from graph.store.neo4j_history import note
from graph.store.neo4j_profiles import keep_profiles, profiles_of, reachable, single_out
from graph.store.neo4j_resolution import links_of, refresh_links, relink, resolve_anew
from graph.store.neo4j_rows import insert_graph

if TYPE_CHECKING:
    from neo4j import ManagedTransaction


def replace(
    tx: ManagedTransaction, document: str, old: DocumentGraph | None, new: DocumentGraph | None
) -> Change:
    """Put one state of a document in place of another; None is a document that is not there."""
    if old != new:
        _rewrite(tx, document, old, new)
    return change_between(old, new)


def judge(tx: ManagedTransaction, judgement: Judgement) -> None:
    """Keep a judgement, once, and resolve anew what it touches."""
    fields = judgement.model_dump() | {"id": judgement.id}
    written = tx.run(cypher.PUT_JUDGEMENT, judgement=fields).consume()
    shaken = single_out(tx, (judgement.left, judgement.right))
    refresh_links(tx, relink(tx, resolve_anew(tx, shaken), ()))
    if written.counters.nodes_created:
        note(tx, judged(judgement))


def _rewrite(
    tx: ManagedTransaction, document: str, old: DocumentGraph | None, new: DocumentGraph | None
) -> None:
    now = {entity.id for entity in new.entities} if new else set()
    changed = changed_entities(old, new)
    shaken, affected = set[str](), set[tuple[str, str, str]]()
    if old:
        # Both what was reachable and what will be: a name that goes may part what it joined.
        shaken = reachable(tx, profiles_of(tx, changed))
        affected = links_of(tx, document)
        tx.run(cypher.DELETE_DOCUMENT, id=document).consume()
    if new:
        insert_graph(tx, new, keep_profiles(tx, new.entities))
    moved = resolve_anew(tx, shaken | profiles_of(tx, changed & now))
    refresh_links(tx, affected | relink(tx, moved, now))
