"""What changes a Neo4j store: documents that come, change or go, and judgements.

The order of every change: read what it can reach, write entities and profiles, then what the
document says, and the links last. A document that is new needs nothing else, and what it has
nothing of is not asked for: a statement costs as much as ten of its rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph.records import Change, DocumentGraph, Judgement, LocalEntity
from graph.store import cypher
from graph.store.changing import change_between
from graph.store.history import judged
from graph.store.neo4j_history import note
from graph.store.neo4j_links import (
    Readings,
    kept_readings,
    links_of,
    readings_of,
    refresh_links,
    relink,
    triples_of,
)
from graph.store.neo4j_profiles import move
from graph.store.neo4j_resolution import Resolved, resolve_anew
from graph.store.neo4j_rows import Triple, ask, insert_graph, judgement_row, record, tell

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
    written = tx.run(cypher.PUT_JUDGEMENT, judgement=judgement_row(judgement)).consume()
    rows = ask(tx, cypher.LOCAL, ids=[judgement.left, judgement.right])
    entities = [record(LocalEntity, row) for (row,) in rows]
    moved = move(tx, (entity.id for entity in entities), entities)
    resolved = resolve_anew(tx, moved)
    rows = [{"local": local, "profile": profile.id} for local, profile in moved.taken.items()]
    tell(tx, cypher.GIVE_PROFILE, rows)
    shaken = relink(tx, resolved.moved, moved.taken)
    refresh_links(tx, shaken, kept_readings(tx, shaken), {})
    if written.counters.nodes_created:
        note(tx, judged(judgement))


def _rewrite(
    tx: ManagedTransaction, document: str, old: DocumentGraph | None, new: DocumentGraph | None
) -> None:
    entities = new.entities if new else ()
    moved = move(tx, (entity.id for entity in old.entities) if old else (), entities)
    shaken = set[Triple]()
    if old:
        shaken = links_of(tx, document)
        tx.run(cypher.DELETE_DOCUMENT, id=document).consume()
    resolved = resolve_anew(tx, moved)
    shaken |= relink(tx, resolved.moved)
    triples: list[Triple] = []
    added: Readings = {}
    if new:
        homes = {id_: resolved.entity_of[profile.id] for id_, profile in moved.taken.items()}
        triples = triples_of(new, homes)
        added = readings_of(new, triples)
    kept = kept_readings(tx, shaken | _between(added, resolved))
    if new:
        insert_graph(tx, new, [profile.id for profile in moved.taken.values()], triples)
    refresh_links(tx, shaken, kept, added)


def _between(triples: Iterable[Triple], resolved: Resolved) -> set[Triple]:
    """Return the links that may be there already: both of their ends were there before."""
    return {
        (head, relation, tail)
        for head, relation, tail in triples
        if head in resolved.before and tail in resolved.before
    }
