"""How long a trace and a two-hop expansion take, beside networkx and Cypher's shortestPath.

    python tests/bench/paths.py [--graph made|crunchbase] [--pairs 200] [--keep FILE]
                                [--neo4j URL|start] [--entities 100000] [--links 500000]

The graph "made" is skewed as real ones are: ends are drawn with weights falling as
1 / rank ** 0.7. Crunchbase 2013 is found through GUANXI_DATA. The store is made once and kept in
FILE. With --neo4j the same graph is copied to a server (NEO4J_USERNAME and NEO4J_PASSWORD say who
asks), or to one started for the purpose, and both stores have to give the same answers.

Everything is asked for the same pairs in the same run, taking turns. Two questions of others are
not the same as a trace: a shortest path is one path, whatever its links are worth, with no words
to quote. The third is: the five best of at most four links by the weights that trace uses; it is
asked for a few linked pairs only, and given up after DRAWN paths.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice, pairwise
from pathlib import Path
from typing import TypeVar

import networkx as nx
import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.chains import chain
from graph.errors import GuanxiError
from graph.paths import trace
from graph.ranking import link_cost, score, toll
from graph.records import Entity, Link
from graph.store import open_store
from graph.store.base import Store
from graph.store.neo4j_server import Address, address_of, connect
from tests.bench.graphs import SEED, copy, fill

PATTERN = "Organization <-INVESTED_IN- Organization -INVESTED_IN-> Organization"
SHORTEST = """
MATCH (a:Entity {id: $source}), (b:Entity {id: $target})
MATCH path = shortestPath((a)-[*..4]-(b)) RETURN [node IN nodes(path) | node.id] AS ids"""
HOPS, BEST = 4, 5
DRAWN = 40  # paths that networkx may draw for one question
PATIENCE = 60.0  # seconds

Answer = TypeVar("Answer")
Pairs = Sequence[tuple[Entity, Entity]]
Shortest = Callable[[str, str], list[str]]


class Clock:
    """Milliseconds of every call, on the wall and of this process, by what was called.

    On a busy machine the second are the ones to compare, unless a server does the work.
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
            print(f"  {name:<28} ms: {'   '.join(figures)}   n {len(self.wall[name])}")


def quantile(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


def two_hops(store: Store, source: Entity) -> list[Link]:
    """Return the links of an entity and of all that it is linked with."""
    near = {end for link in store.expand([source.id]) for end in (link.head, link.tail)}
    return store.expand(near | {source.id})


class Whole:
    """The graph in memory, as networkx holds it."""

    def __init__(self, entities: Sequence[Entity], links: Sequence[Link]) -> None:
        self.graph = nx.Graph()
        self.graph.add_nodes_from(entity.id for entity in entities)
        best: dict[tuple[str, str], float] = defaultdict(float)
        for link in links:
            pair = min(link.head, link.tail), max(link.head, link.tail)
            best[pair] = max(best[pair], link.confidence)
        self.graph.add_edges_from((*pair, {"best": best[pair]}) for pair in sorted(best))

    def shortest(self, source: str, target: str) -> list[str]:
        try:
            return nx.bidirectional_shortest_path(self.graph, source, target)
        except nx.NetworkXNoPath:
            return []

    def two_hops(self, source: str) -> list[tuple[str, str]]:
        return list(self.graph.edges([source, *self.graph[source]]))

    def best(self, source: str, target: str) -> list[float] | None:
        """Return the scores of the best paths of at most four links, None where it gave up."""
        if not 1 < len(self.shortest(source, target)) <= HOPS + 1:
            return []
        ends = {source, target}

        def half(node: str) -> float:
            # Half of an inner entity's toll is paid on entering it, half on leaving.
            return 0 if node in ends else toll(self.graph.degree(node)) / 2

        def weight(here: str, there: str, edge: dict[str, float]) -> float:
            return half(here) + half(there) + link_cost(edge["best"])

        drawn = nx.shortest_simple_paths(self.graph, source, target, weight=weight)
        short = []
        for path in islice(drawn, DRAWN):
            if len(path) <= HOPS + 1:
                short.append(round(score(round(nx.path_weight(self._weighed(path, weight), path,
                                                              "cost"))), 6))  # fmt: skip
            if len(short) == BEST:
                return short
        return None

    def _weighed(self, path: Sequence[str], weight: Callable[..., float]) -> nx.Graph:
        steps = pairwise(path)
        return nx.Graph([(a, b, {"cost": weight(a, b, self.graph[a][b])}) for a, b in steps])


def measure(stores: dict[str, Store], cypher: Shortest | None, count: int) -> None:
    first = next(iter(stores.values()))
    entities = list(first.all_entities())
    whole = Whole(entities, list(first.links()))
    degrees = sorted(dict(whole.graph.degree).values())
    print(f"{len(entities)} entities, {whole.graph.number_of_edges()} linked pairs, "
          f"median degree {degrees[len(degrees) // 2]}, highest {degrees[-1]}")  # fmt: skip
    # What is held here for comparison would else be searched for garbage while a trace runs.
    gc.collect()
    gc.freeze()
    chance = random.Random(SEED)
    linked = [entity for entity in entities if whole.graph.degree(entity.id)]
    hubs = sorted(entities, key=lambda entity: -whole.graph.degree(entity.id))[:100]
    asked = [tuple(chance.sample(linked, 2)) for _ in range(count)]
    at_hubs = [(chance.choice(hubs), chance.choice(linked)) for _ in range(count // 4)]
    for name, pairs in (
        ("any two entities", asked),
        ("from one of the 100 largest hubs", [pair for pair in at_hubs if pair[0] != pair[1]]),
    ):
        print(f"{name}:")
        compare(stores, whole, cypher, pairs)


def compare(stores: dict[str, Store], whole: Whole, cypher: Shortest | None, pairs: Pairs) -> None:
    clock = Clock()
    cut = agreed = same = posed = solved = equal = 0
    for source, target in pairs:
        ids = source.id, target.id
        rankings, expansions = [], []
        for name, store in stores.items():
            rankings.append(clock.run(f"{name} trace", trace, store, source, target))
            expansions.append(clock.run(f"{name} two-hop expand", two_hops, store, source))
            clock.run(f"{name} chain", chain, store, source, PATTERN)
        way = clock.run("networkx shortest path", whole.shortest, *ids)
        clock.run("networkx two-hop edges", whole.two_hops, source.id)
        if cypher:
            clock.run("Cypher shortestPath", cypher, *ids)
        if rankings[0] and posed < len(pairs) // 10:
            posed += 1
            best = clock.run("networkx best paths", whole.best, *ids)
            solved += best is not None
            equal += best == [round(path.score, 6) for path in rankings[0]]
        cut += not rankings[0].complete
        agreed += (1 < len(way) <= HOPS + 1) == bool(rankings[0])
        same += all(one == rankings[0] for one in rankings) and all(
            one == expansions[0] for one in expansions
        )
    clock.report()
    print(f"  {cut} of {len(pairs)} traces cut by the budget; {agreed} agree with networkx on "
          f"whether {HOPS} links suffice; all stores answer alike for {same}; of "
          f"{posed} rankings networkx finished {solved}, {equal} equal")  # fmt: skip
    if same < len(pairs):
        sys.exit("the stores do not answer alike")


@contextmanager
def served(where: str, folder: Path) -> Iterator[Address]:
    """Give the address that was named, or that of a server started now."""
    if where != "start":
        given = os.environ.get("NEO4J_USERNAME", ""), os.environ.get("NEO4J_PASSWORD", "")
        yield address_of(where, *given)
        return
    from tests.graph.store.neo4j.server import PASSWORD, missing, new_server

    if reason := missing():
        sys.exit(reason)
    server = new_server(folder)
    try:
        server.start()
        yield Address(server.uri, "neo4j", "neo4j", PASSWORD)
    finally:
        server.kill()


def measure_both(store: Store, address: Address, count: int) -> None:
    from graph.store.neo4j import Neo4jStore

    with closing(Neo4jStore(address)) as other, connect(address, patience=PATIENCE) as driver:
        copy(store, other)

        def shortest(source: str, target: str) -> list[str]:
            found = driver.execute_query(
                SHORTEST, source=source, target=target, database_=address.database
            )
            return found.records[0]["ids"] if found.records else []

        measure({"SQLite": store, "Neo4j": other}, shortest, count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--graph", choices=("made", "crunchbase"), default="made")
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=500_000)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--keep", type=Path, help="the SQLite store, made if it is not there")
    parser.add_argument("--neo4j", metavar="URL", help="a server's URL, or 'start'")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.keep or Path(folder) / "bench.db"
        with closing(open_store(f"sqlite:{place}")) as store:
            fill(store, options.graph, options.entities, options.links)
            if options.neo4j:
                with served(options.neo4j, Path(folder)) as address:
                    measure_both(store, address, options.pairs)
            else:
                measure({"SQLite": store}, None, options.pairs)
    print(f"memory, networkx graph included: {psutil.Process().memory_info().rss >> 20} MB")


if __name__ == "__main__":
    try:
        main()
    except GuanxiError as error:
        sys.exit(str(error))
