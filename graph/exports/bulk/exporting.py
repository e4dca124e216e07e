"""A whole graph as files that neo4j-admin makes a guanxi store of, in minutes.

The nodes and properties are those that the Neo4j store writes document by document, by the
same functions. Only the schema is not there: it is made when the store is opened first.

In memory are one document with what it says and the ids of all documents; what must be
remembered of the whole graph is in a temporary database on disk.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graph.errors import StoreError, UnknownNameError
from graph.exports.bulk.files import Files, arguments, opened
from graph.exports.bulk.guide import GUIDE, SCRIPT
from graph.exports.bulk.ledger import Ledger, kept
from graph.exports.bulk.tables import (
    BEARS,
    DOCUMENTS,
    ENTITIES,
    EVIDENCE,
    EVIDENCE_IN,
    FACTS,
    HEAD,
    JOIN_KEYS,
    JUDGEMENTS,
    LIKE,
    LINKS,
    LOCAL,
    LOCAL_IN,
    NAMES,
    PROFILES,
    STATED_IN,
    STORE,
    TABLES,
    TAIL,
)
from graph.exports.writing import replacing_folder
from graph.records import DocumentGraph, Entity, Fact, Link, Record
from graph.resolution import Profile
from graph.store import cypher
from graph.store.base import Store
from graph.store.links import oriented
from graph.store.neo4j_profiles import profile_row
from graph.store.neo4j_resolution import entity_row
from graph.store.neo4j_rows import (
    Triple,
    document_row,
    evidence_of,
    evidence_rows,
    fact_rows,
    judgement_row,
    local_rows,
)

ARGUMENTS, SHELL, README = "import.args", "import.sh", "README.txt"
LEDGER = "ledger.db"  # gone before the export is whole
# The importer leaves its report in the folder that it reads from.
OURS = frozenset({*(table.file for table in TABLES), ARGUMENTS, SHELL, README, "import.report"})


class Exported(Record):
    """How much an export holds."""

    documents: int
    entities: int
    facts: int
    links: int
    judgements: int


def size_of(store: Store) -> int:
    """Return how many steps an export will tell of."""
    stats = store.stats()
    return sum(stats.entities.values()) + stats.facts + sum(stats.links.values())


def bulk_export(store: Store, folder: Path, done: Callable[[int], None]) -> Exported:
    """Write all of a store as a folder of CSV files with the command that imports them.

    Whatever fails leaves what was there. ``done`` is told of entities, facts and links.

    Raises:
        InputError: if the folder holds something else or cannot be written, or if a name is
            one that the importer cannot read back.
        StoreError: if the store was changed meanwhile.
    """
    before = _state(store)
    with replacing_folder(folder, OURS) as place:
        exported, longest = _tables(store, place, done)
        (place / ARGUMENTS).write_text(arguments(TABLES, longest), encoding="utf-8")
        (place / SHELL).write_text(SCRIPT, encoding="utf-8")
        (place / README).write_text(GUIDE, encoding="utf-8")
        if _state(store) != before:
            raise _changed()
    return exported


def _tables(store: Store, place: Path, done: Callable[[int], None]) -> tuple[Exported, int]:
    """Write the tables; return how much they hold and the length of the longest row."""
    with opened(place, TABLES) as files, kept(place / LEDGER) as ledger:
        return _Export(store, files, ledger, done).run(), files.longest


class _Export:
    """Goes through a store and writes what is there."""

    def __init__(
        self, store: Store, files: Files, ledger: Ledger, done: Callable[[int], None]
    ) -> None:
        self._store = store
        self._files = files
        self._ledger = ledger
        self._done = done
        self._judgements = store.judgements()
        self._judged = {end for one in self._judgements for end in (one.left, one.right)}

    def run(self) -> Exported:
        write = self._files.write
        version = len(cypher.MIGRATIONS)
        write(STORE, [{"name": "store", "version": version, "changes": 0}])
        write(JUDGEMENTS, map(judgement_row, self._judgements))
        entities = sum(map(self._entity, self._store.all_entities()))
        documents = sorted(self._store.hashes())
        facts = sum(map(self._document, documents))
        return Exported(
            documents=len(documents), entities=entities, facts=facts, links=self._links(),
            judgements=len(self._judgements),
        )  # fmt: skip

    def _entity(self, entity: Entity) -> int:
        row = entity_row(entity)
        self._files.write(ENTITIES, [row])
        self._files.write(NAMES, [row | {"entity": entity.id}])
        self._ledger.settle(entity)
        self._done(1)
        return 1

    def _document(self, document: str) -> int:
        """Write what one document says and return how many facts those are."""
        try:
            graph = self._store.graph_of(document)
        except UnknownNameError as error:
            raise _changed() from error
        homes = self._ledger.homes(entity.id for entity in graph.entities)
        if len(homes) < len(graph.entities):
            raise _changed()
        self._files.write(DOCUMENTS, [document_row(graph)])
        self._local(graph, homes)
        self._facts(graph, homes)
        self._done(len(graph.facts))
        return len(graph.facts)

    def _local(self, graph: DocumentGraph, homes: dict[str, str]) -> None:
        write, document = self._files.write, graph.document.id
        borne = [Profile.of(one, judged=one.id in self._judged) for one in graph.entities]
        rows = local_rows(graph, [profile.id for profile in borne])
        write(LOCAL, [row["fields"] for row in rows])
        write(LOCAL_IN, [{"start": row["fields"]["id"], "end": document} for row in rows])
        write(LIKE, [{"start": row["fields"]["id"], "end": row["profile"]} for row in rows])
        distinct = {
            profile.id: (profile, homes[entity.id])
            for profile, entity in zip(borne, graph.entities, strict=True)
        }
        new = self._ledger.unseen(distinct)
        for id_, (profile, home) in distinct.items():
            if id_ in new:
                self._profile(id_, profile, home)

    def _profile(self, identifier: str, profile: Profile, entity: str) -> None:
        row = profile_row(identifier, profile)
        new = self._ledger.unseen(key["id"] for key in row["keys"])
        self._files.write(PROFILES, [row["fields"] | {"entity": entity}])
        self._files.write(JOIN_KEYS, [key for key in row["keys"] if key["id"] in new])
        self._files.write(BEARS, [{"start": identifier, "end": key["id"]} for key in row["keys"]])

    def _facts(self, graph: DocumentGraph, homes: dict[str, str]) -> None:
        write, document = self._files.write, graph.document.id
        evidence = evidence_of(graph)
        write(EVIDENCE, evidence_rows(evidence))
        write(EVIDENCE_IN, [{"start": id_, "end": document} for id_ in evidence])
        rows = fact_rows(graph, evidence, [_triple(fact, homes) for fact in graph.facts])
        facts = [row["fields"] for row in rows]
        write(FACTS, facts)
        write(HEAD, [{"start": fact["key"], "end": fact["head"]} for fact in facts])
        write(TAIL, [{"start": fact["key"], "end": fact["tail"]} for fact in facts])
        write(STATED_IN, [
            place | {"start": row["fields"]["key"], "end": place["id"]}
            for row in rows for place in row["places"]
        ])  # fmt: skip

    def _links(self) -> int:
        return sum(map(self._link, self._store.links()))

    def _link(self, link: Link) -> int:
        self._files.write(LINKS, [link.model_dump() | {"start": link.head, "end": link.tail}])
        self._done(1)
        return 1


def _triple(fact: Fact, homes: dict[str, str]) -> Triple:
    """Return the link that a fact supports."""
    head, tail = oriented(homes[fact.head], fact.relation, homes[fact.tail])
    return head, fact.relation, tail


def _state(store: Store) -> tuple[object, ...]:
    """Return what tells whether a store was changed."""
    return dict(store.hashes()), store.judgements(), store.stats()


def _changed() -> StoreError:
    return StoreError(
        "the store was changed while it was exported; run the same command again when nobody"
        " else writes to it"
    )
