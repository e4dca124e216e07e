"""The CSV files of a bulk export: which nodes and relationships, with which properties.

Columns are written as the importer wants them: ``name:type``; ``:ID``, ``:START_ID`` and
``:END_ID`` with the kind of node whose ids they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

# What a column is called that has no name of its own.
UNNAMED = MappingProxyType(
    {"LABEL": "type", "TYPE": "relation", "START_ID": "start", "END_ID": "end"}
)


@dataclass(frozen=True)
class Table:
    """One CSV file: the nodes of a label or the relationships of a type, and its columns."""

    file: str
    kind: str
    label: str
    columns: tuple[str, ...]

    @property
    def argument(self) -> str:
        """How the importer is told of the file."""
        return (
            f"--{self.kind}={self.label}={self.file}"
            if self.label
            else f"--{self.kind}={self.file}"
        )

    @property
    def fields(self) -> list[str]:
        """The names by which a row has the values of the columns."""
        parts = (column.partition(":") for column in self.columns)
        return [name or UNNAMED[kind.partition("(")[0]] for name, _, kind in parts]


def nodes(file: str, label: str, *columns: str) -> Table:
    """Return the table of the nodes that bear a label."""
    return Table(file, "nodes", label, columns)


def relationships(file: str, type_: str, start: str, end: str, *columns: str) -> Table:
    """Return the table of the relationships of a type, or of several where it is empty."""
    ends = (f":START_ID({start})", f":END_ID({end})")
    return Table(file, "relationships", type_, (*ends, *columns))


STORE = nodes("guanxi.csv", "Guanxi", "name:string", "version:long", "changes:long")
ENTITIES = nodes(
    "entities.csv", "Entity",
    "id:ID(Entity)", ":LABEL", "type:string", "kind:string", "name:string", "names:string[]",
)  # fmt: skip
NAMES = nodes(
    "names.csv", "Names",
    "entity:string", "searchable:string[]", "comparable:string[]", "words:string[]",
    "terms:string",
)  # fmt: skip
DOCUMENTS = nodes(
    "documents.csv", "Document",
    "id:ID(Document)", "uri:string", "title:string", "language:string", "published:string",
    "media_type:string", "sha256:string", "text:string", "segments:string",
)  # fmt: skip
LOCAL = nodes(
    "local_entities.csv", "LocalEntity",
    "id:ID(LocalEntity)", "document:string", "article:long", "type:string", "kind:string",
    "name:string", "names:string[]", "scoped:string[]", "position:long", "mentions:string",
    "mentioned:long",
)  # fmt: skip
PROFILES = nodes(
    "profiles.csv", "Profile",
    "id:ID(Profile)", "type:string", "kind:string", "name:string", "names:string[]",
    "scoped:string[]", "own:string", "entity:string",
)  # fmt: skip
JOIN_KEYS = nodes("join_keys.csv", "JoinKey", "id:ID(JoinKey)", "type:string", "key:string")
EVIDENCE = nodes(
    "evidence.csv", "Evidence",
    "id:ID(Evidence)", "document:string", "start:long", "end:long", "quote:string",
    "reading:string", "finder:string",
)  # fmt: skip
FACTS = nodes(
    "facts.csv", "Fact",
    "key:ID(Fact)", "id:string", "head:string", "relation:string", "tail:string",
    "properties:string", "date:string", "confidence:double", "document:string", "position:long",
    "link_head:string", "link_tail:string",
)  # fmt: skip
JUDGEMENTS = nodes(
    "judgements.csv", "Judgement",
    "id:string", "left:string", "right:string", "verdict:string", "by:string", "at:string",
    "reason:string",
)  # fmt: skip
LINKS = relationships(
    "links.csv", "", "Entity", "Entity",
    ":TYPE", "confidence:double", "date:string", "facts:string[]",
)  # fmt: skip
LOCAL_IN = relationships("local_entities_in.csv", "IN", "LocalEntity", "Document")
EVIDENCE_IN = relationships("evidence_in.csv", "IN", "Evidence", "Document")
LIKE = relationships("like.csv", "LIKE", "LocalEntity", "Profile")
BEARS = relationships("bears.csv", "BEARS", "Profile", "JoinKey")
HEAD = relationships("head.csv", "HEAD", "Fact", "LocalEntity")
TAIL = relationships("tail.csv", "TAIL", "Fact", "LocalEntity")
STATED_IN = relationships(
    "stated_in.csv", "STATED_IN", "Fact", "Evidence", "position:long", "reading:string"
)
TABLES = (
    STORE, DOCUMENTS, LOCAL, EVIDENCE, FACTS, PROFILES, JOIN_KEYS, ENTITIES, NAMES, JUDGEMENTS,
    LOCAL_IN, EVIDENCE_IN, LIKE, BEARS, HEAD, TAIL, STATED_IN, LINKS,
)  # fmt: skip
