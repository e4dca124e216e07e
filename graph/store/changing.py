"""What a change to a document is, before it is written: the same on every store."""

from __future__ import annotations

from collections import Counter

from graph.errors import InputError
from graph.records import Change, DocumentGraph, Evidence, LocalEntity, Mention


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


def change_between(old: DocumentGraph | None, new: DocumentGraph | None) -> Change:
    """Return what happens to the facts; None is a document that is not there."""
    before = {fact.id for fact in old.facts} if old else set()
    after = {fact.id for fact in new.facts} if new else set()
    return Change(
        added=tuple(sorted(after - before)),
        kept=tuple(sorted(after & before)),
        taken_back=tuple(sorted(before - after)),
    )


def changed_entities(old: DocumentGraph | None, new: DocumentGraph | None) -> set[str]:
    """Return the ids of the local entities that come, go or are no longer the same."""
    was = {entity.id: entity for entity in old.entities} if old else {}
    now = {entity.id: entity for entity in new.entities} if new else {}
    return {id_ for id_ in was.keys() | now.keys() if was.get(id_) != now.get(id_)}
