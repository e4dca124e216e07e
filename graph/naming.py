"""From what a user typed to the entity that is meant."""

from __future__ import annotations

from graph.errors import AmbiguousNameError, UnknownNameError
from graph.records import Entity
from graph.store.base import Store

SUGGESTIONS = 5


def find_entity(store: Store, id_or_name: str) -> Entity:
    """Return the entity with this id, resolved or local, or else the one that bears this name.

    Names are compared by ``graph.names.comparable_name``; where several entities bear the
    name so, the one that bears it letter for letter is meant, if it is only one.

    Raises:
        UnknownNameError: if nothing bears it; lists the names that contain it.
        AmbiguousNameError: if several entities do; carries them.
    """
    wanted = id_or_name.strip()
    by_id = store.entities([wanted]) if wanted else {}
    if by_id:
        return by_id[wanted]
    bearers = store.named(wanted) if wanted else []
    if not bearers:
        near = store.search(wanted, limit=SUGGESTIONS) if wanted else []
        raise UnknownNameError("entity", id_or_name, dict.fromkeys(one.name for one in near))
    exact = [entity for entity in bearers if wanted in entity.names]
    meant = exact if len(exact) == 1 else bearers
    if len(meant) > 1:
        raise AmbiguousNameError(id_or_name, meant)
    return meant[0]
