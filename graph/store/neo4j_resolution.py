"""Resolution kept up to date in a Neo4j store: only what a change can reach is resolved anew.

All of this happens inside the transaction of the change. The order is: find what the change
can reach, write the entities, point the facts at them, compute the links that the facts of
any moved pair support.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph.names import comparable_name
from graph.records import Entity, Judgement
from graph.resolution import Alike, Profile, Whole, resolve_alike
from graph.store import cypher
from graph.store.links import Reading, link_of, oriented
from graph.store.neo4j_profiles import reachable
from graph.store.neo4j_rows import Row, ask, listed, record, tell
from graph.store.neo4j_terms import key_of, terms
from graph.store.searching import searchable, storable

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

Triple = tuple[str, str, str]


def links_of(tx: ManagedTransaction, document: str) -> set[Triple]:
    """Return the links that the facts of a document support."""
    rows = ask(tx, cypher.LINKS_OF_DOCUMENT, id=document)
    return {(head, relation, tail) for head, relation, tail in rows}


def resolve_anew(tx: ManagedTransaction, shaken: set[str]) -> set[str]:
    """Resolve what these profiles can reach; return the profiles that moved.

    Profiles that no entity has any more are to be among them, so that what they were part of
    is looked at too; they are deleted.
    """
    if not shaken:
        return set()
    reached = listed(reachable(tx, shaken))
    before: dict[str, str] = dict(ask(tx, cypher.ENTITIES_OF_PROFILES, ids=reached))
    if before:  # where all are new, all are in use
        tx.run(cypher.DROP_UNUSED_PROFILES, ids=reached).consume()
    groups = _alike(tx, reached)
    wholes = {whole.id: whole for whole in resolve_alike(groups, _judgements_on(tx, groups))}
    asked = listed(wholes.keys() | set(before.values()))
    old = {row["id"]: row for (row,) in ask(tx, cypher.ENTITY_ROWS, ids=asked)}
    rows = [entity_row(whole) for whole in wholes.values() if not _is_as(whole, old.get(whole.id))]
    tell(tx, cypher.PUT_ENTITIES, rows)
    if gone := sorted(old.keys() - wholes.keys()):
        tx.run(cypher.DELETE_ENTITIES, ids=gone).consume()
    moved = {
        profile: whole.id
        for whole in wholes.values()
        for profile in whole.profiles
        if before.get(profile) != whole.id
    }
    moves = [{"profile": profile, "entity": entity} for profile, entity in moved.items()]
    tell(tx, cypher.MOVE_PROFILES, moves)
    return set(moved)


def relink(
    tx: ManagedTransaction, profiles: Iterable[str], local: Iterable[str]
) -> set[Triple]:  # fmt: skip
    """Point the facts about these profiles and local entities at their entities.

    Returns the links that this affects.
    """
    affected: set[Triple] = set()
    updates: list[Row] = []
    found = ask(tx, cypher.FACTS_TO_RELINK, profiles=listed(profiles), local=listed(local))
    for key, old_head, relation, old_tail, *ends in found:
        head, tail = oriented(ends[0], relation, ends[1])
        if (head, tail) != (old_head, old_tail):
            updates.append({"key": key, "head": head, "tail": tail})
            affected |= {(old_head, relation, old_tail), (head, relation, tail)}
    tell(tx, cypher.RELINK, updates)
    return {triple for triple in affected if triple[0] and triple[0] != triple[2]}


def refresh_links(tx: ManagedTransaction, triples: Iterable[Triple]) -> None:
    """Compute these links from the facts that support them; drop those that none supports."""
    asked = [_triple_row(triple) for triple in sorted(triples)]
    if not asked:
        return
    readings: defaultdict[Triple, list[Reading]] = defaultdict(list)
    for head, relation, tail, *reading in ask(tx, cypher.READINGS, rows=asked):
        readings[head, relation, tail].append(Reading(*reading))
    tell(tx, cypher.DELETE_LINKS, asked)
    links = [link_of(*triple, found) for triple, found in readings.items()]
    tell(tx, cypher.PUT_LINKS, [link.model_dump(mode="json") for link in links])


def _triple_row(triple: Triple) -> Row:
    head, relation, tail = triple
    return {"head": head, "relation": relation, "tail": tail}


def _alike(tx: ManagedTransaction, profiles: list[str]) -> list[Alike]:
    return [
        Alike(Profile(type_, kind, name, tuple(names), tuple(scoped or ()), own), first, count)
        for type_, kind, name, names, scoped, own, first, count in ask(
            tx, cypher.ALIKE, ids=profiles
        )
    ]


def _judgements_on(tx: ManagedTransaction, groups: Iterable[Alike]) -> list[Judgement]:
    owned = listed(group.profile.own for group in groups if group.profile.own)
    if not owned:
        return []
    return [record(Judgement, row) for (row,) in ask(tx, cypher.JUDGEMENTS_ON, ids=owned)]


def _is_as(whole: Whole, row: Row | None) -> bool:
    return row is not None and (whole.kind, whole.name, [*whole.names]) == (
        row.get("kind"),
        row["name"],
        row["names"],
    )


def entity_row(whole: Whole | Entity) -> Row:
    """Return the properties of a resolved entity, and those by which its names are searched."""
    found_by = [searchable(name) for name in whole.names]
    keys = [key_of(comparable_name(storable(name))) for name in whole.names]
    return {
        "id": whole.id,
        "type": whole.type,
        "kind": whole.kind,
        "name": whole.name,
        "names": list(whole.names),
        "searchable": found_by,
        "comparable": keys,
        "terms": terms(found_by, keys),
    }
