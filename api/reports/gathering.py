"""What a report tells: the entities, links and paths that were asked for, with all evidence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from graph.explanations import Source, sources_of
from graph.exports.evidence import supported
from graph.records import Entity, Evidence, Fact, Link, Record
from graph.store.base import LinkFilter, Store

TOGETHER = 100  # links looked up at a time
Key = tuple[str, str, str]
PLENTY = 100_000  # more than there are between the ends of so many


class LinkName(Record):
    """A link by what it links; ``head`` and ``tail`` are ids of entities."""

    head: str
    relation: str
    tail: str


@dataclass(frozen=True)
class Quote:
    """A passage that states a link, and the number of the source it stands in."""

    source: int
    evidence: Evidence
    fact: Fact


@dataclass(frozen=True)
class Told:
    """A link with its ends by name; one that the store has no more has no quotes."""

    head: str
    relation: str
    tail: str
    link: Link | None = None
    quotes: tuple[Quote, ...] = ()

    @property
    def is_former(self) -> bool:
        """Whether all its facts are of the past."""
        return bool(self.quotes) and all(one.fact.properties.get("former") for one in self.quotes)


@dataclass(frozen=True)
class Way:
    """A path hop by hop, and the names that it passes."""

    nodes: tuple[str, ...]
    hops: tuple[Told, ...]

    @property
    def weakest(self) -> int | None:
        """The position of the least sure hop, of those there are."""
        sure = [(hop.link.confidence, at) for at, hop in enumerate(self.hops) if hop.link]
        return min(sure)[1] if sure else None

    @property
    def confidence(self) -> float | None:
        """How sure it is that all hops hold; None where one is gone."""
        links = [hop.link for hop in self.hops if hop.link]
        if len(links) < len(self.hops):
            return None
        return math.prod(link.confidence for link in links)


@dataclass
class Gathered:
    """All that a report tells; sources are in order of their first quote."""

    entities: tuple[Entity, ...]
    gone: tuple[str, ...]
    links: tuple[Told, ...] = ()
    ways: tuple[Way, ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()

    @property
    def quotes(self) -> int:
        """How many different passages are quoted."""
        told = (*self.links, *(hop for way in self.ways for hop in way.hops))
        return len({(one.fact.id, one.evidence.id) for each in told for one in each.quotes})


def gather(
    store: Store,
    entities: Sequence[str],
    links: Sequence[LinkName],
    paths: Sequence[Sequence[LinkName]],
) -> Gathered:
    """Return what a store tells of these; what it has no more is named, and no error."""
    asked = [*links, *(hop for path in paths for hop in path)]
    ids = dict.fromkeys((*entities, *(end for one in asked for end in (one.head, one.tail))))
    known = store.entities(ids)
    shown = {entity.id: entity for entity in known.values()}
    # Ends of a local id are known by that of what it is a member of, too.
    known = {**known, **shown}
    found = {_key(link): link for link in _found(store, asked, known)}
    facts = {_key(link): of for link, of in supported(store, found.values())}
    gathered = Gathered(
        entities=tuple(sorted(shown.values(), key=lambda one: (one.type, one.name, one.id))),
        gone=tuple(one for one in dict.fromkeys(entities) if one not in known),
    )

    def told(one: LinkName) -> Told:
        key = _resolved(one, known)
        return Told(
            head=_name(one.head, known),
            relation=one.relation,
            tail=_name(one.tail, known),
            link=found.get(key),
            quotes=tuple(_quotes(facts.get(key, ()), gathered)),
        )

    gathered.ways = tuple(Way(_walk(path, known), tuple(map(told, path))) for path in paths if path)
    # One link may be asked for under the ids of several members of its ends.
    unique = {_resolved(one, known): one for one in reversed(links)}
    gathered.links = tuple(told(one) for one in reversed(unique.values()))
    sources = sources_of(store, gathered.numbers)
    gathered.sources = tuple(sources[document] for document in gathered.numbers)
    return gathered


def _found(store: Store, asked: Iterable[LinkName], known: Mapping[str, Entity]) -> Iterable[Link]:
    wanted = dict.fromkeys(_resolved(one, known) for one in asked)
    remaining = iter(wanted)
    while batch := list(islice(remaining, TOGETHER)):
        ends = dict.fromkeys(end for head, _, tail in batch for end in (head, tail))
        where = LinkFilter(relations=frozenset(relation for _, relation, _ in batch))
        among = store.among(ends, where, limit=PLENTY)
        yield from (link for link in among if _key(link) in wanted)


def _walk(path: Sequence[LinkName], known: Mapping[str, Entity]) -> tuple[str, ...]:
    """Return the names that a path passes, whichever way its arrows point."""
    ends = [(key[0], key[2]) for key in (_resolved(one, known) for one in path)]
    first, second = ends[0]
    here = second if len(ends) > 1 and first in ends[1] and second not in ends[1] else first
    passed = [here]
    for head, tail in ends:
        here = head if here == tail else tail
        passed.append(here)
    return tuple(_name(one, known) for one in passed)


def _quotes(facts: Iterable[Fact], gathered: Gathered) -> Iterator[Quote]:
    for fact in facts:
        for evidence in fact.evidence:
            numbers = gathered.numbers
            number = numbers.setdefault(evidence.document, len(numbers) + 1)
            yield Quote(number, evidence, fact)


def _name(asked: str, known: Mapping[str, Entity]) -> str:
    return known[asked].name if asked in known else asked


def _resolved(one: LinkName, known: Mapping[str, Entity]) -> Key:
    head, tail = (known[end].id if end in known else end for end in (one.head, one.tail))
    return head, one.relation, tail


def _key(link: Link) -> Key:
    return link.head, link.relation, link.tail
