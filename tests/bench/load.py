"""Facts a second from a large table into SQLite and Neo4j, beside a bare driver loop.

    python tests/bench/load.py [--rows 20000] [--neo4j URL URL] [--table FILE --mapping NAME]

The table is by default the investments of Crunchbase 2013 in GUANXI_DATA; ``--rows 0`` takes
all of it. Two servers are put together as for the tests, or two empty databases are named.
The stores take turns, document by document (of 1,000 rows). The bare loop knows everything
beforehand: after each document it is given the nodes and relationships that guanxi left behind
for it, and does nothing but ``UNWIND ... MERGE`` them by their ids, in one transaction. Reading
the table is timed on its own. In the end both databases are counted: they must be the same,
but for the history, of which a store keeps one node a document.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, LiteralString

from neo4j import Driver, GraphDatabase, ManagedTransaction

sys.path.insert(0, str(Path(__file__).parents[2]))

from api.importing import mapping_named, text_of
from extractors.tables import CommaTable
from extractors.tables.documents import ROWS, Origin, documents
from graph.records import DocumentGraph
from graph.store import open_store
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_server import Address, address_of
from tests.graph.store.neo4j.server import PASSWORD, new_server

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("GUANXI_DATA", ROOT.parent / "shared"))
TABLE = DATA / "data" / "graphs" / "crunchbase2013" / "investments_by_name.csv"
Rows = list[list[Any]]
BARE = "bare MERGE loop, Neo4j"

OF_DOCUMENT = "MATCH (d:Document {id: $id})"
LOCAL = OF_DOCUMENT + "<-[:IN]-(l:LocalEntity)"
FACT = LOCAL + "<-[:HEAD]-(f:Fact)"
PROFILE = LOCAL + "-[:LIKE]->(p:Profile) WITH DISTINCT p"
ENTITY = PROFILE + " MATCH (e:Entity {id: p.entity}) WITH DISTINCT e"
# What guanxi leaves behind for a document, and the statement of a bare loop that writes it.
PARTS: tuple[tuple[LiteralString, LiteralString], ...] = (
    (
        OF_DOCUMENT + " RETURN d {.*}",
        "UNWIND $rows AS row MERGE (d:Document {id: row[0].id}) SET d = row[0]",
    ),
    (
        PROFILE + " RETURN p {.*}",
        "UNWIND $rows AS row MERGE (p:Profile {id: row[0].id}) SET p = row[0]",
    ),
    (
        PROFILE + " MATCH (p)-[:BEARS]->(k) RETURN k {.*}, p.id",
        "UNWIND $rows AS row MERGE (k:JoinKey {id: row[0].id}) SET k = row[0] WITH k, row"
        " MATCH (p:Profile {id: row[1]}) MERGE (p)-[:BEARS]->(k)",
    ),
    (
        LOCAL + "-[:LIKE]->(p) RETURN l {.*}, d.id, p.id",
        "UNWIND $rows AS row MERGE (l:LocalEntity {id: row[0].id}) SET l = row[0] WITH l, row"
        " MATCH (d:Document {id: row[1]}) MATCH (p:Profile {id: row[2]})"
        " MERGE (l)-[:IN]->(d) MERGE (l)-[:LIKE]->(p)",
    ),
    (
        OF_DOCUMENT + "<-[:IN]-(e:Evidence) RETURN e {.*}, d.id",
        "UNWIND $rows AS row MERGE (e:Evidence {id: row[0].id}) SET e = row[0] WITH e, row"
        " MATCH (d:Document {id: row[1]}) MERGE (e)-[:IN]->(d)",
    ),
    (
        FACT + " MATCH (f)-[s:STATED_IN]->(e) RETURN f {.*}, f.head, f.tail, s {.*}, e.id",
        "UNWIND $rows AS row MERGE (f:Fact {key: row[0].key}) SET f = row[0] WITH f, row"
        " MATCH (h:LocalEntity {id: row[1]}) MATCH (t:LocalEntity {id: row[2]})"
        " MATCH (e:Evidence {id: row[4]})"
        " MERGE (f)-[:HEAD]->(h) MERGE (f)-[:TAIL]->(t) MERGE (f)-[s:STATED_IN]->(e)"
        " SET s = row[3]",
    ),
    (
        ENTITY + " MATCH (n:Names {entity: e.id}) RETURN e {.*}, n {.*}",
        "UNWIND $rows AS row MERGE (e:Entity {id: row[0].id}) SET e = row[0], e:$(row[0].type)"
        " MERGE (n:Names {entity: row[0].id}) SET n = row[1]",
    ),
)  # fmt: skip
LINKS = (
    FACT + " WITH DISTINCT f.link_head AS head, f.relation AS relation, f.link_tail AS tail"
    " MATCH (h:Entity {id: head})-[r:$(relation)]->(t:Entity {id: tail})"
    " RETURN type(r), h.id, t.id, r {.*}"
)
# With the type as a parameter, MERGE would look at every relationship there is.
MERGE_LINKS = (
    "UNWIND $rows AS row MATCH (h:Entity {id: row[1]}) MATCH (t:Entity {id: row[2]})"
    " MERGE (h)-[r:%s]->(t) SET r = row[3]"
)


class Clock:
    """Seconds on the wall and of this process, and statements, of each contestant."""

    def __init__(self) -> None:
        self.wall: defaultdict[str, float] = defaultdict(float)
        self.cpu: defaultdict[str, float] = defaultdict(float)
        self.statements: Counter[str] = Counter()
        self._running = ""

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        """Count the block as this contestant's."""
        wall, cpu, self._running = time.perf_counter(), time.process_time(), name
        try:
            yield
        finally:
            self.wall[name] += time.perf_counter() - wall
            self.cpu[name] += time.process_time() - cpu
            self._running = ""

    def listen(self) -> None:
        """Count what every managed transaction runs from now on."""
        plain = ManagedTransaction.run

        def run(tx: ManagedTransaction, *given: Any, **named: Any) -> Any:
            self.statements[self._running] += 1
            return plain(tx, *given, **named)

        ManagedTransaction.run = run  # type: ignore[method-assign,assignment]

    def report(self, facts: int, stored: int) -> None:
        """Print a line for each contestant."""
        print(f"{'':22}{'seconds':>9}{'facts/s':>10}{'client CPU':>12}{'statements/document':>21}")
        for name, seconds in self.wall.items():
            print(
                f"{name:22}{seconds:9.1f}{facts / seconds:10,.0f}{self.cpu[name]:12.1f}"
                f"{self.statements[name] / stored:21.1f}"
            )


class Bare:
    """A loop that writes rows which it is given, and reads nothing."""

    def __init__(self, driver: Driver, database: str | None) -> None:
        self._driver = driver
        self._database = database

    def write(self, parts: list[tuple[str, Rows]]) -> None:
        """Write the rows of one document in one transaction."""
        with self._driver.session(database=self._database) as session:
            session.execute_write(self._write, parts)

    @staticmethod
    def _write(tx: ManagedTransaction, parts: list[tuple[str, Rows]]) -> None:
        for statement, rows in parts:
            tx.run(statement, rows=rows).consume()  # type: ignore[arg-type]


def left_behind(driver: Driver, database: str | None, document: str) -> list[tuple[str, Rows]]:
    """Return what guanxi wrote for a document: statements of a bare loop with their rows."""

    def rows(statement: LiteralString) -> Rows:
        found = driver.execute_query(statement, id=document, database_=database)
        return [list(record.values()) for record in found.records]

    links: defaultdict[str, Rows] = defaultdict(list)
    for row in rows(LINKS):
        links[row[0]].append(row)
    written = [(write, rows(read)) for read, write in PARTS]
    return [*written, *((MERGE_LINKS % type_, found) for type_, found in links.items())]


def held(driver: Driver, database: str | None) -> dict[str, int]:
    """Return how many nodes of each label and relationships of each type there are."""
    statement = (
        "MATCH (n) WHERE NOT n:Change UNWIND labels(n) AS kind RETURN kind, count(*) AS held"
        " UNION ALL MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS held"
    )
    found = driver.execute_query(statement, database_=database).records
    return {record["kind"]: record["held"] for record in sorted(found)}


def graphs(table: Path, mapping: str, rows: int, clock: Clock) -> Iterator[DocumentGraph]:
    """Yield the documents of a table; the time to read them is not that of a store."""
    with clock.timing("reading the table"):
        meant = mapping_named(mapping).table_of(table)
        if meant is None:
            raise SystemExit(f"{table}: no table of the mapping {mapping} is called so")
        reader = CommaTable(text_of(table), meant)
        origin = Origin(
            uri=table.as_uri(), title=table.name, text=text_of(table),
            media_type=reader.media_type, finder=reader.finder,
        )  # fmt: skip
        found = documents(origin, reader.entries(lambda bad: None))
    for _ in range(rows // ROWS) if rows else iter(int, 1):
        with clock.timing("reading the table"):
            graph = next(found, None)
        if graph is None:
            return
        yield graph


def addresses(urls: list[str], stack: ExitStack) -> list[Address]:
    """Return where two empty databases are, on servers that end with the stack."""
    if urls:
        return [address_of(url) for url in urls]
    servers = [
        new_server(Path(stack.enter_context(tempfile.TemporaryDirectory()))) for _ in range(2)
    ]
    for server in servers:
        stack.callback(server.kill)
        server.start()
    return [Address(server.uri, "neo4j", "neo4j", PASSWORD) for server in servers]


def measure(options: argparse.Namespace, stack: ExitStack) -> None:
    """Load the table three times, taking turns, and print what that took."""
    clock = Clock()
    clock.listen()
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    ours, other = addresses(options.neo4j, stack)
    sqlite = stack.enter_context(closing(open_store(f"sqlite:{folder}/bench.db")))
    store = stack.enter_context(closing(Neo4jStore(ours)))
    Neo4jStore(other).close()  # makes the same constraints and indexes
    reading, writing = (
        stack.enter_context(GraphDatabase.driver(each.uri, auth=(each.user, each.password)))
        for each in (ours, other)
    )
    bare = Bare(writing, other.database)
    facts = stored = 0
    for graph in graphs(options.table, options.mapping, options.rows, clock):
        with clock.timing("guanxi, SQLite"):
            sqlite.replace_document(graph)
        with clock.timing("guanxi, Neo4j"):
            store.replace_document(graph)
        parts = left_behind(reading, ours.database, graph.document.id)
        with clock.timing(BARE):
            bare.write(parts)
        facts, stored = facts + len(graph.facts), stored + 1
        if stored % options.every == 0:
            report_progress(clock, facts)
    clock.report(facts, stored)
    ratio = clock.wall[BARE] / clock.wall["guanxi, Neo4j"]
    counts = [held(driver, each.database) for driver, each in ((reading, ours), (writing, other))]
    print(f"guanxi is {ratio:.2f} times as fast as the bare loop, which uses MERGE throughout")
    print(f"both hold {counts[0]}" if counts[0] == counts[1] else f"they differ: {counts}")
    print(
        f"peak memory of the client: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MiB"
    )


def report_progress(clock: Clock, facts: int) -> None:
    """Print the seconds so far, to see what grows with the store."""
    took = ", ".join(f"{name} {seconds:.1f}" for name, seconds in clock.wall.items())
    print(f"{facts:,} facts: {took}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--neo4j", nargs=2, default=[], metavar="URL")
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--mapping", default="crunchbase2013")
    parser.add_argument("--every", type=int, default=10, help="documents between two reports")
    with ExitStack() as stack:
        measure(parser.parse_args(), stack)


if __name__ == "__main__":
    main()
