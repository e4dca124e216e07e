"""Which local entities are one real thing, and what the whole of them is called.

The rule: two local entities of one type are one when any name that holds outside its
article compares equal (``graph.names.comparable_name``). Judgements go first: *same* joins,
*different* keeps apart whatever the names say, and of several about one pair the latest counts.

Everything here is a pure function of the entities and judgements, not of their order, and
entities that nothing connects do not influence each other: a store may therefore resolve
only what a change can reach and get what resolving everything would give. What it resolves
are not single entities but ``Alike`` ones, because ten thousand documents that name one city
need not be looked at one by one whenever another comes.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter

from graph.ids import content_id
from graph.names import FIRM_ENDINGS, comparable_name
from graph.records import Entity, Judgement, LocalEntity

# "有限公司" alone says that something is a firm, not which.
GENERIC = frozenset(comparable_name(ending.strip(" ,")) for ending in FIRM_ENDINGS)
# Cached because the same few names come back in most documents.
_comparable = lru_cache(maxsize=1 << 16)(comparable_name)


@dataclass(frozen=True)
class Profile:
    """All that resolution looks at in a local entity: equal profiles share their fate.

    ``own`` is the id of the entity where none may share its profile: because judgements
    single it out, or because no name of it is fit to join it with anything.
    """

    type: str
    kind: str | None
    name: str
    names: tuple[str, ...]
    scoped: tuple[str, ...]
    own: str = ""

    @classmethod
    def of(cls, entity: LocalEntity, *, judged: bool) -> Profile:
        """Return the profile of an entity, its own where any judgement is about it."""
        names = tuple(dict.fromkeys((entity.name, *entity.names)))
        shared = cls(entity.type, entity.kind, entity.name, names, entity.scoped)
        if shared.keys and not judged:
            return shared
        return cls(entity.type, entity.kind, entity.name, names, entity.scoped, entity.id)

    @cached_property
    def lasting(self) -> tuple[str, ...]:
        """The names that mean the same outside the article."""
        return tuple(name for name in self.names if name not in self.scoped)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The comparable names by which entities of one type are joined.

        Names that hold only in their article, single characters (美, X) and bare endings of
        firms (有限公司) are none: too many different things bear them.
        """
        keys = {_comparable(name) for name in self.lasting}
        return frozenset(key for key in keys if len(key) > 1 and key not in GENERIC)

    @cached_property
    def id(self) -> str:
        """Identifier that depends on every field."""
        fields = (self.type, self.kind, self.name, self.names, self.scoped, self.own)
        return content_id("profile", json.dumps(fields))


@dataclass(frozen=True)
class Alike:
    """The local entities that have one profile: how many, and the smallest of their ids."""

    profile: Profile
    first: str
    count: int


@dataclass(frozen=True)
class Whole:
    """What an ``Entity`` is, but for the ids of its members: it has those of some profiles."""

    id: str
    type: str
    kind: str | None
    name: str
    names: tuple[str, ...]
    profiles: tuple[str, ...]


def resolve(entities: Iterable[LocalEntity], judgements: Iterable[Judgement]) -> list[Entity]:
    """Return the real things that these local entities are, ordered by id."""
    judgements = list(judgements)
    judged = {end for judgement in judgements for end in (judgement.left, judgement.right)}
    members: defaultdict[Profile, list[str]] = defaultdict(list)
    for entity in entities:
        members[Profile.of(entity, judged=entity.id in judged)].append(entity.id)
    by_id = {profile.id: ids for profile, ids in members.items()}
    alike = [Alike(profile, min(ids), len(ids)) for profile, ids in members.items()]
    return [
        Entity(
            id=whole.id,
            type=whole.type,
            kind=whole.kind,
            name=whole.name,
            names=whole.names,
            members=tuple(sorted(id_ for profile in whole.profiles for id_ in by_id[profile])),
        )
        for whole in resolve_alike(alike, judgements)
    ]


def resolve_alike(alike: Iterable[Alike], judgements: Iterable[Judgement]) -> list[Whole]:
    """Return the real things that these are, ordered by id.

    A judgement about an entity that is not here, or *same* about two of unlike types, has
    no effect. Where *same* judgements contradict *different* ones, *different* holds and
    later *same* ones go before earlier ones.
    """
    here = {group.first: group for group in sorted(alike, key=attrgetter("first"))}
    clusters = _Clusters(here.values())
    verdicts = _latest(judgements, here)
    for judgement in verdicts:
        if judgement.verdict == "different":
            clusters.part(judgement.left, judgement.right)
    for judgement in verdicts:
        if judgement.verdict == "same":
            clusters.unite(judgement.left, judgement.right)
    for namesakes in _namesakes(here.values()):
        _unite_namesakes(clusters, namesakes)
    members = [[here[first] for first in cluster] for cluster in clusters]
    return sorted(_described(members), key=attrgetter("id"))


@dataclass(eq=False)
class _Cluster:
    """Entities that are one, and those judged different from any of them, by first id."""

    type: str
    members: list[str]
    foes: set[str]


class _Clusters:
    """Disjoint clusters in which two entities that were judged different never meet."""

    def __init__(self, alike: Iterable[Alike]) -> None:
        self._of = {one.first: _Cluster(one.profile.type, [one.first], set()) for one in alike}

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the members of each cluster, sorted, in order of the first."""
        distinct = {id(cluster): cluster for cluster in self._of.values()}
        yield from sorted(sorted(cluster.members) for cluster in distinct.values())

    def part(self, left: str, right: str) -> None:
        self._of[left].foes.add(right)
        self._of[right].foes.add(left)

    def unite(self, left: str, right: str) -> bool:
        """Join two clusters where that is allowed, and tell whether they are one now."""
        one, other = self._of[left], self._of[right]
        if one is other:
            return True
        if one.type != other.type or any(self._of[foe] is other for foe in one.foes):
            return False
        # The smaller joins the larger, so that no entity moves more than log n times.
        kept, gone = (one, other) if len(one.members) >= len(other.members) else (other, one)
        kept.members += gone.members
        kept.foes |= gone.foes
        for member in gone.members:
            self._of[member] = kept
        return True


def _latest(judgements: Iterable[Judgement], known: Mapping[str, object]) -> list[Judgement]:
    """Return the latest judgement on each pair of known entities, the latest of all first."""
    latest: dict[tuple[str, ...], Judgement] = {}
    for judgement in sorted(judgements, key=attrgetter("at", "id"), reverse=True):
        if judgement.left in known and judgement.right in known:
            latest.setdefault(tuple(sorted((judgement.left, judgement.right))), judgement)
    return list(latest.values())


def _namesakes(alike: Iterable[Alike]) -> Iterator[list[str]]:
    """Yield the first ids of those that share a type and a key, in order of both."""
    bearers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in alike:
        for key in one.profile.keys:
            bearers[one.profile.type, key].append(one.first)
    for _, firsts in sorted(bearers.items()):
        yield firsts


def _unite_namesakes(clusters: _Clusters, namesakes: Sequence[str]) -> None:
    """Join each with the first cluster of its name that a judgement does not close to it."""
    apart: list[str] = []
    for one in namesakes:
        if not any(clusters.unite(first, one) for first in apart):
            apart.append(one)


def _described(clusters: Iterable[Sequence[Alike]]) -> Iterator[Whole]:
    """Yield what each cluster is, under an id that no other cluster has."""
    taken: set[tuple[str, str]] = set()
    for members in clusters:
        first = members[0]
        type_ = first.profile.type
        key = min((key for one in members for key in one.profile.keys), default="")
        if not key:
            name = _comparable(first.profile.name)
            yield _whole(content_id("entity", type_, name, first.first), members)
        elif (type_, key) in taken:
            yield _whole(content_id("entity", type_, key, first.first), members)
        else:
            taken.add((type_, key))
            yield _whole(content_id("entity", type_, key), members)


def _whole(identifier: str, members: Sequence[Alike]) -> Whole:
    frequency: Counter[str] = Counter()
    full: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    # Names that hold only in their article are names of the whole where it has no others.
    any_lasting = any(one.profile.lasting for one in members)
    for one in members:
        for name in one.profile.lasting if any_lasting else one.profile.names:
            frequency[name] += one.count
            full[name] += one.count * (name == one.profile.name)
        if one.profile.kind is not None:
            kinds[one.profile.kind] += one.count
    return Whole(
        id=identifier,
        type=members[0].profile.type,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind), default=None),
        name=min(full, key=lambda name: (-full[name], -len(name), name)),
        names=tuple(sorted(frequency, key=lambda name: (-frequency[name], name))),
        profiles=tuple(one.profile.id for one in members),
    )
