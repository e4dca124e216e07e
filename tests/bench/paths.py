"""How long a trace takes on a large skewed graph, beside networkx on the same graph in memory.

    python tests/bench/paths.py [--entities 100000] [--links 500000] [--pairs 200] [--keep FILE]

Degrees are skewed as in real graphs: ends are drawn with weights falling as 1 / rank ** 0.7.
The graph is made once and kept in FILE; a second run with the same FILE only asks. networkx
gives one shortest path, whatever its links are worth; trace gives the five best of at most
four links, explained. Both are asked for the same pairs in the same run, taking turns.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

import networkx as nx
import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.chains import chain
from graph.paths import trace
from graph.records import Document, DocumentGraph, Evidence, Fact, LocalEntity
from graph.store import open_store
from graph.store.base import Store

RELATIONS = ("INVESTED_IN", "ACQUIRED", "PARTNERS_WITH", "SUPPLIES", "PART_OF")
PATTERN = "Organization <-INVESTED_IN- Organization -INVESTED_IN-> Organization"
FACTS_A_DOCUMENT = 5_000
SEED = 20240501

Answer = TypeVar("Answer")


def documents(entities: int, links: int) -> Iterator[DocumentGraph]:
    """Yield documents whose facts make the graph, the same every time."""
    chance = random.Random(SEED)
    numbers = range(entities)
    weights = list(accumulate(1 / (1 + number) ** 0.7 for number in numbers))
    for first in range(0, links, FACTS_A_DOCUMENT):
        uri = f"bench:{first}"
        text = f"Statement {first}."
        read = Document(
            uri=uri, title=uri, language="en", media_type="text/plain", sha256=uri, text=text
        )
        quote = Evidence(
            document=read.id, start=0, end=len(text), quote=text, reading=text, finder="bench.v1"
        )
        known: dict[int, LocalEntity] = {}
        facts: dict[str, Fact] = {}
        for _ in range(min(FACTS_A_DOCUMENT, links - first)):
            head, tail = chance.choices(numbers, cum_weights=weights, k=2)
            for number in (head, tail):
                known.setdefault(number, named(read.id, number))
            if head != tail:
                fact = Fact(
                    head=known[head].id, relation=chance.choice(RELATIONS), tail=known[tail].id,
                    confidence=chance.choice((0.6, 0.7, 0.8, 0.9)), evidence=(quote,),
                )  # fmt: skip
                facts[fact.id] = fact
        yield DocumentGraph(
            document=read, entities=tuple(known.values()), facts=tuple(facts.values())
        )


def named(document: str, number: int) -> LocalEntity:
    name = f"Firm number {number}"
    return LocalEntity(document=document, article=0, type="Organization", name=name, names=(name,))


def filled(url: str, entities: int, links: int) -> Store:
    """Return the store with the graph in it, made now unless it was kept."""
    store = open_store(url)
    started = time.perf_counter()
    if not store.hashes():
        for graph in documents(entities, links):
            store.replace_document(graph)
        print(f"made in {time.perf_counter() - started:.0f} s")
    return store


class Clock:
    """Milliseconds of every call, on the wall and of this process, by what was called.

    On a busy machine the second are the ones to compare.
    """

    def __init__(self) -> None:
        self.wall: dict[str, list[float]] = defaultdict(list)
        self.cpu: dict[str, list[float]] = defaultdict(list)

    def run(self, name: str, ask: Callable[..., Answer], *arguments: object) -> Answer:
        wall, cpu = time.perf_counter(), time.process_time()
        answer = ask(*arguments)
        self.wall[name].append((time.perf_counter() - wall) * 1000)
        self.cpu[name].append((time.process_time() - cpu) * 1000)
        return answer

    def report(self) -> None:
        for name in self.wall:
            figures = [
                f"{kind} p50 {quantile(times, 0.5):8.1f} p95 {quantile(times, 0.95):8.1f}"
                for kind, times in (("wall", self.wall[name]), ("CPU", self.cpu[name]))
            ]
            print(f"  {name:<24} ms: {'   '.join(figures)}")


def quantile(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


def shortest(whole: nx.Graph, source: str, target: str) -> list[str]:
    try:
        return nx.bidirectional_shortest_path(whole, source, target)
    except nx.NetworkXNoPath:
        return []


def measure(store: Store, pairs: int) -> None:
    entities = list(store.all_entities())
    whole = nx.Graph((link.head, link.tail) for link in store.links())
    whole.add_nodes_from(entity.id for entity in entities)
    degrees = sorted(dict(whole.degree).values())
    print(f"{len(entities)} entities, {whole.number_of_edges()} linked pairs, "
          f"median degree {degrees[len(degrees) // 2]}, highest {degrees[-1]}")  # fmt: skip
    chance = random.Random(SEED)
    asked = [chance.sample(entities, 2) for _ in range(pairs)]
    hubs = sorted(entities, key=lambda entity: -whole.degree(entity.id))[:100]
    at_hubs = [(chance.choice(hubs), chance.choice(entities)) for _ in range(pairs // 4)]
    for name, chosen in (
        ("any two entities", asked),
        ("from one of the 100 largest hubs", at_hubs),
    ):
        clock = Clock()
        cut = agreed = 0
        for source, target in chosen:
            ranking = clock.run("trace", trace, store, source, target)
            clock.run("chain", chain, store, source, PATTERN)
            way = clock.run("networkx shortest path", shortest, whole, source.id, target.id)
            cut += not ranking.complete
            agreed += (1 < len(way) <= 5) == bool(ranking)
        print(f"{name}:")
        clock.report()
        print(f"  {cut} of {len(chosen)} traces cut by the budget; "
              f"{agreed} agree with networkx on whether 4 links suffice")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=500_000)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--keep", type=Path, help="the store, made if it is not there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.keep or Path(folder) / "bench.db"
        store = filled(f"sqlite:{place}", options.entities, options.links)
        measure(store, options.pairs)
        store.close()
    print(f"memory, networkx graph included: {psutil.Process().memory_info().rss >> 20} MB")


if __name__ == "__main__":
    main()
