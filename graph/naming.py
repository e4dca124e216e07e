"""From what a user typed to the entity that is meant."""

from __future__ import annotations

from collections.abc import Iterable

from graph.errors import AmbiguousNameError, InputError, UnknownNameError
from graph.names import comparable_name
from graph.records import Entity, Judgement, Verdict
from graph.store.base import Store
from graph.store.pinyin import read_as, typed
from graph.store.searching import searchable

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


def find_entities(store: Store, ids_or_names: Iterable[str]) -> list[Entity]:
    """Return the entities that these ids and names fit, each once, in the order of the first.

    Raises:
        UnknownNameError, AmbiguousNameError: as ``find_entity``.
    """
    wanted = [text.strip() for text in ids_or_names]
    known = store.entities(wanted)
    found = [known.get(text) or find_entity(store, text) for text in wanted]
    return list({entity.id: entity for entity in found}.values())


def find_member(store: Store, id_or_name: str) -> str:
    """Return the id of a local entity that stands for what is meant: for judgements.

    The id of a local entity is itself; of a resolved one it is the first member.

    Raises:
        UnknownNameError, AmbiguousNameError: as ``find_entity``.
    """
    wanted = id_or_name.strip()
    members = find_entity(store, wanted).members
    return wanted if wanted in members else members[0]


def judgement_between(  # noqa: PLR0913 - the fields of a judgement
    store: Store, left: str, right: str, verdict: Verdict, *, by: str, at: str, reason: str = ""
) -> Judgement:
    """Return a judgement about what two ids or names mean, fit to have an effect.

    Raises:
        UnknownNameError, AmbiguousNameError: as ``find_entity``.
        InputError: if both are one local entity, or *same* is said of two of unlike types.
    """
    ends = find_member(store, left), find_member(store, right)
    if ends[0] == ends[1]:
        raise InputError(f"{left!r} and {right!r} are one; name two, or local ids in one entity")
    first, second = (store.entities(ends)[end] for end in ends)
    if verdict == "same" and first.type != second.type:
        raise InputError(
            f"{first.name!r} is a {first.type} and {second.name!r} a {second.type}:"
            " they are never one"
        )
    return Judgement(left=ends[0], right=ends[1], verdict=verdict, by=by, at=at, reason=reason)


def match_of(entity: Entity, text: str) -> tuple[str, str | None]:
    """Return the name for which a search finds an entity, and how it is read in pinyin.

    The first name that fits best, as ``Store.search`` orders what it finds; the reading is
    None where the name was found as it is written.
    """
    wanted, spelt = searchable(text), typed(text)

    def fit(name: str) -> tuple[int, str | None]:
        compared = searchable(name)
        if compared == wanted:
            return 0, None
        if compared.startswith(wanted):
            return 1, None
        written = 3 if wanted in compared else 5
        read = read_as(name, spelt, of_person=entity.type == "Person") if spelt else None
        return read if read and read[0] < written else (written, None)

    fits = [fit(name) for name in entity.names]
    best = min(range(len(fits)), key=lambda at: fits[at][0])
    return entity.names[best], fits[best][1]


def _begins(entity: Entity, wanted: str) -> bool:
    start = comparable_name(wanted)
    return any(comparable_name(name).startswith(start) for name in entity.names)
