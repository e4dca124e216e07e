"""What the real importer makes of a bulk export is the store that was exported."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from contextlib import closing
from dataclasses import dataclass
from random import Random

import pytest

from graph.exports.bulk import bulk_export
from graph.records import Document, DocumentGraph, Evidence, Fact, LocalEntity, Mention, Segment
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_server import Address
from graph.store.sqlite import SqliteStore
from tests.graph.factories import make_judgement, random_graph
from tests.graph.store.neo4j.emptying import run
from tests.graph.store.neo4j.server import LTS, PASSWORD, missing, new_server
from tests.graph.store.neo4j.server import java as java_of
from tests.graph.store.oracle import everything

HARSH = '\ufeff "a", b;c|d\t\x1f\0\ufdd1\uffff\\\r\n😀 ＡＢＣ\u2028\\" '
LONG = 4_200_000  # more than the importer reads at once unless it is told
TUNED = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
SEARCHES = ("远山", "abc", '"a"', "😀", "b;c", "\\")


def said(uri, names, text, fields=()):
    """A document that links one name with each of the others, twice, by one quote."""
    document = Document(
        uri=uri, title=HARSH, language="", published=None, media_type="text/plain",
        sha256=uri, text=text,
    )  # fmt: skip
    entities = [
        LocalEntity(document=document.id, article=at, type="Organization", name=name, names=(name,))
        for at, name in enumerate(names)
    ]
    entities[0] = entities[0].model_copy(update=dict(fields))
    quote = text[: len(HARSH)]
    evidence = Evidence(
        document=document.id, start=0, end=len(quote), quote=quote, reading=HARSH, finder="a.v1"
    )
    elsewise = evidence.model_copy(update={"reading": ""})
    facts = [
        Fact(
            head=one.id, relation=relation, tail=entities[0].id, evidence=(place,),
            properties={"amount": HARSH, "lead": True}, date="2025-03", confidence=0.1 + 0.2,
        )
        for one in entities
        for relation, place in (("PARTNERS_WITH", evidence), ("ACQUIRED", elsewise))
    ]  # fmt: skip
    return DocumentGraph(
        document=document,
        segments=(Segment(kind="article", start=0, end=len(text)),),
        entities=tuple(entities),
        mentions=(
            Mention(
                entity=entities[0].id, document=document.id, start=0, end=len(quote), text=quote,
                name=HARSH, finder="a.v1", confidence=1 / 3,
            ),
        ),
        facts=tuple(facts),
    )  # fmt: skip


def documents():
    chance = Random(7)
    harsh = {"kind": "", "names": ("远山", HARSH, ""), "scoped": ("", HARSH)}
    yield said("harsh.txt", ("远山", HARSH, "x,y;z"), HARSH, harsh.items())
    yield said("long.txt", ("远山", "海塔"), "长\n" * (LONG // 2))
    yield said("plain.txt", ("远山科技", "海塔"), "")
    yield from (random_graph(chance, f"{number}.txt", facts=12) for number in range(6))


def changes(store):
    """Change a store in each way there is: a document replaced, one removed, one judgement."""
    graphs = [store.graph_of(document.id) for document in store.documents()]
    first, second, *_ = graphs
    store.replace_document(random_graph(Random(8), first.document.uri, facts=12))
    store.remove_document(second.document.id)
    left, right = (graph.entities[0].id for graph in graphs[2:4])
    store.judge(make_judgement(left, right, "different", "2025-02-01T00:00:00Z"))
    store.replace_document(random_graph(Random(9), "new.txt", facts=12))


def answers(store):
    return everything(store) | {text: store.search(text) for text in SEARCHES}


def everything_at(address):
    """Return every node, relationship, index and constraint, with every property, typed.

    The history is left out: it tells when a store was filled, and begins with the import.
    """
    statements = (
        "MATCH (n) WHERE NOT n:Guanxi|Change RETURN labels(n), properties(n)",
        "MATCH (n:Guanxi) RETURN keys(n), n.version",
        "MATCH (a)-[r]->(b) RETURN type(r), properties(r), properties(a), properties(b)",
        "SHOW INDEXES YIELD name, type, labelsOrTypes, properties, options, state"
        " RETURN name, type, labelsOrTypes, properties, options, state",
        "SHOW CONSTRAINTS YIELD name, type RETURN name, type",
    )
    return [
        sorted(json.dumps(row, sort_keys=True) for row in run(address, statement))
        for statement in statements
    ]


@dataclass(frozen=True)
class Seen:
    """What the store that was exported, the imported one and one that was filled showed."""

    exported: dict[str, object]
    imported: dict[str, object]
    exported_then_changed: dict[str, object]
    imported_then_changed: dict[str, object]
    nodes_imported: list[list[str]]
    nodes_filled: list[list[str]]


def fill(store):
    graphs = list(documents())
    for graph in graphs:
        store.replace_document(graph)
    local = [entity.id for graph in graphs for entity in graph.entities]
    store.judge(make_judgement(local[0], local[4], "same"))
    store.judge(make_judgement(local[1], local[-1], "different"))
    store.judge(make_judgement(local[2], "local-of-nobody", "unsure"))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server that was never started, with neo4j-admin where an installation has it."""
    if reason := missing():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    server = new_server(tmp_path_factory.mktemp("imported"))
    server.configure()
    (server.home / "bin").mkdir()
    admin = server.home / "bin" / "neo4j-admin"
    java = shlex.join(
        [java_of(LTS.java), *TUNED, "-cp", f"{server.jars}/*", "org.neo4j.cli.AdminTool"]
    )
    admin.write_text(f'#!/bin/sh\nexec {java} "$@"\n', encoding="utf-8")
    admin.chmod(0o755)
    yield server
    server.kill()


@pytest.fixture(scope="module")
def seen(server, tmp_path_factory):
    """Export, import, ask, change and ask again; one start of a server takes long enough."""
    folder = tmp_path_factory.mktemp("exports") / "for neo4j"
    address = Address(server.uri, "neo4j", "neo4j", PASSWORD)
    with closing(SqliteStore(None)) as store:
        fill(store)
        bulk_export(store, folder, lambda _: None)
        exported = answers(store)
        changes(store)
        exported_then_changed = answers(store)
    done = subprocess.run(
        ["sh", folder / "import.sh"],
        env=os.environ | {"NEO4J_HOME": str(server.home), "NEO4J_CONF": f"{server.home}/conf"},
        capture_output=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    server.start()
    with closing(Neo4jStore(address, create=False)) as store:
        imported = answers(store)
        nodes_imported = everything_at(address)
        changes(store)
        imported_then_changed = answers(store)
    run(address, "MATCH (n) DETACH DELETE n")
    with closing(Neo4jStore(address)) as store:
        fill(store)
        nodes_filled = everything_at(address)
    return Seen(
        exported, imported, exported_then_changed, imported_then_changed, nodes_imported,
        nodes_filled,
    )  # fmt: skip


def test_the_imported_store_gives_the_answers_of_the_exported_one(seen):
    assert seen.imported == seen.exported


def test_the_imported_store_changes_as_the_exported_one_does(seen):
    assert seen.imported_then_changed == seen.exported_then_changed != seen.exported


@pytest.mark.parametrize(
    ("part", "fewest"),
    list(enumerate((150, 1, 250, 15, 10))),
    ids=["nodes", "version", "relationships", "indexes", "constraints"],
)
def test_importing_leaves_what_filling_document_by_document_does(seen, part, fewest):
    assert seen.nodes_imported[part] == seen.nodes_filled[part]
    assert len(seen.nodes_imported[part]) >= fewest
