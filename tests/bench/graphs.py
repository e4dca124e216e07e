"""The graphs that searches are measured on, and the stores that hold them."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from api.copying import Copying
from api.importing import Importing, mapping_named
from graph.records import Document, DocumentGraph, Evidence, Fact, LocalEntity
from graph.store.base import Store

ROOT = Path(__file__).parents[2]
CRUNCHBASE = (
    Path(os.environ.get("GUANXI_DATA", ROOT.parent / "shared")) / "data/graphs/crunchbase2013"
)
RELATIONS = ("INVESTED_IN", "ACQUIRED", "PARTNERS_WITH", "SUPPLIES", "PART_OF")
FACTS_A_DOCUMENT = 5_000
SEED = 20240501


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


def fill(store: Store, graph: str, entities: int, links: int) -> None:
    """Put the graph of this name into a store, unless it was kept from another run."""
    if store.hashes():
        return
    started = time.perf_counter()
    if graph == "crunchbase":
        paths = [CRUNCHBASE / f"{name}.csv" for name in ("investments_by_name", "acquisitions")]
        if absent := [path for path in paths if not path.is_file()]:
            sys.exit(f"{absent[0]}: no such file; GUANXI_DATA says where the shared data are")
        importing = Importing(store, mapping_named("crunchbase2013"), paths, lambda _: None)
        for path in paths:
            importing.read(path, lambda _: None)
    else:
        for said in documents(entities, links):
            store.replace_document(said)
    print(f"made in {time.perf_counter() - started:.0f} s")


def copy(source: Store, target: Store) -> None:
    """Bring one store into another, unless it is there."""
    started = time.perf_counter()
    done = Copying(source, target).run(lambda _: None)
    if source.stats() != target.stats():
        sys.exit("the second store holds something else too; name an empty database")
    if done.documents:
        print(f"copied in {time.perf_counter() - started:.0f} s")
