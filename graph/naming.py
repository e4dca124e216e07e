"""From what a user typed to the entity that is meant."""

from __future__ import annotations

from graph.errors import AmbiguousNameError, UnknownNameError
from graph.names import comparable_name
from graph.records import Entity
from graph.store.base import Store

SUGGESTIONS, LISTED = 5, 20


def find_entity(store: Store, id_or_name: str) -> Entity:
    """Return the entity with this id, resolved or local, or else the one that this name fits.

    Names are compared by ``graph.names.comparable_name``; where several entities bear the
    name so, the one that bears it letter for letter is meant, if it is only one. Where none
    bears it, the one with a name that begins so is: 商汤 for 商汤科技.

    Raises:
        UnknownNameError: if it fits nothing; lists the names that contain it.
        AmbiguousNameError: if it fits several entities; carries them.
    """
    wanted = id_or_name.strip()
    by_id = store.entities([wanted]) if wanted else {}
    if by_id:
        return by_id[wanted]
    bearers = store.named(wanted) if wanted else []
    if not bearers:
        near = store.search(wanted, limit=LISTED) if wanted else []
        bearers = [entity for entity in near if _begins(entity, wanted)]
        if not bearers:
            suggested = dict.fromkeys(one.name for one in near[:SUGGESTIONS])
            raise UnknownNameError("entity", id_or_name, suggested)
    exact = [entity for entity in bearers if wanted in entity.names]
    meant = exact if len(exact) == 1 else bearers
    if len(meant) > 1:
        raise AmbiguousNameError(id_or_name, meant)
    return meant[0]


def _begins(entity: Entity, wanted: str) -> bool:
    start = comparable_name(wanted)
    return any(comparable_name(name).startswith(start) for name in entity.names)
