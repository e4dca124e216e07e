"""The records that travel from the readers to the stores: frozen, strict, equal by value.

Two layers of entity exist and both ids are kept. What one document says is about *local*
entities (``LocalEntity``); resolution joins local entities of several documents into an
``Entity``. A ``Fact`` links local entities and never changes; a ``Link`` is the edge
between two resolved entities that facts of any number of documents support.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graph.ids import content_id

Properties = dict[str, str | bool]
SegmentKind = Literal["article", "paragraph", "sentence"]
Verdict = Literal["same", "different", "unsure"]


class Record(BaseModel):
    """Base of all records: values cannot change and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Document(Record):
    """One file or page at one address, as it was read.

    Its identity is the address (``uri``); ``sha256`` of its bytes tells whether it changed.
    ``text`` is what the decoder or PDF reader gave and is never repaired: every span in
    the graph counts characters of it, start inclusive, end exclusive.
    """

    uri: str
    title: str
    language: str = Field(description="zh, en, or und when neither dominates")
    published: str | None = Field(default=None, description="ISO date, as far as it is stated")
    media_type: str
    sha256: str
    text: str

    @cached_property
    def id(self) -> str:
        """Identifier that depends on the address alone."""
        return content_id("document", self.uri)


class DocumentMetadata(Record):
    """A document without its text."""

    id: str
    uri: str
    title: str
    language: str
    published: str | None
    media_type: str
    sha256: str


class Segment(Record):
    """An article, paragraph or sentence of a document."""

    kind: SegmentKind
    start: int
    end: int


class LocalEntity(Record):
    """What the mentions of one document are about, before documents are compared.

    ``name`` is the fullest name; ``names`` are all, the fullest included, in order of first
    appearance. ``scoped`` are names that mean something inside their article only, such as
    《办法》 or "the Company": they are kept, and never used to compare documents or to search.
    """

    document: str
    article: int = Field(description="position of the article in the document, from 0")
    type: str
    kind: str | None = None
    name: str
    names: tuple[str, ...]
    scoped: tuple[str, ...] = ()

    @cached_property
    def id(self) -> str:
        """Identifier that depends on the article, the type and the fullest name."""
        return content_id("local", self.document, str(self.article), self.type, self.name)


class Mention(Record):
    """A span of a document that names a local entity.

    ``text`` is exactly ``document.text[start:end]``; ``name`` is how it reads once
    repaired (lines joined, wrong glyphs undone).
    """

    entity: str
    document: str
    start: int
    end: int
    text: str
    name: str
    finder: str
    confidence: float = Field(ge=0, le=1)

    @cached_property
    def id(self) -> str:
        """Identifier that depends on the place and on what is named there."""
        return content_id("mention", self.entity, str(self.start), str(self.end))


class Evidence(Record):
    """The words that state a fact.

    ``quote`` is exactly ``document.text[start:end]``; ``reading`` is the same passage
    repaired, for people to read. ``finder`` is the versioned name of what found it.
    """

    document: str
    start: int
    end: int
    quote: str
    reading: str
    finder: str

    @cached_property
    def id(self) -> str:
        """Identifier that depends on the place and the finder."""
        return content_id("evidence", self.document, str(self.start), str(self.end), self.finder)


class Fact(Record):
    """One relation between two local entities, read in one place.

    Two readings of the same sentence give equal ids; the same relation read in two places
    gives two facts, joined later in a ``Link``, never here. ``properties`` are as the text
    prints them; ``date`` is the ISO date (or its beginning) derived from them, or else None.
    """

    head: str
    relation: str
    tail: str
    properties: Properties = Field(default_factory=dict)
    date: str | None = None
    confidence: float = Field(ge=0, le=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @cached_property
    def id(self) -> str:
        """Identifier that depends on what was read and where."""
        place = self.evidence[0]
        return content_id(
            "fact", self.head, self.relation, self.tail,
            place.document, str(place.start), str(place.end),
        )  # fmt: skip


class DocumentGraph(Record):
    """All that one document says: the unit that a store replaces as a whole."""

    document: Document
    segments: tuple[Segment, ...] = ()
    entities: tuple[LocalEntity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()

    @model_validator(mode="after")
    def _is_closed(self) -> DocumentGraph:
        """Refuse a mention or fact about an entity that is not here, and a false quote."""
        known = {entity.id for entity in self.entities}
        text = self.document.text
        for mention in self.mentions:
            if mention.entity not in known:
                raise ValueError(f"mention {mention.text!r} of unknown entity {mention.entity}")
            if text[mention.start : mention.end] != mention.text:
                raise ValueError(f"mention {mention.text!r} does not stand at {mention.start}")
        for fact in self.facts:
            if not {fact.head, fact.tail} <= known:
                raise ValueError(f"fact {fact.id} has an end that is not an entity here")
            for evidence in fact.evidence:
                if text[evidence.start : evidence.end] != evidence.quote:
                    raise ValueError(f"quote {evidence.quote!r} is not at {evidence.start}")
        return self


class Entity(Record):
    """One real thing, after resolution; ``members`` are the local entities it joins."""

    id: str
    type: str
    kind: str | None
    name: str
    names: tuple[str, ...]
    members: tuple[str, ...]


class Link(Record):
    """The edge between two resolved entities that one relation's facts support.

    ``confidence`` is that of at least one of its documents being right, each document
    counted once by its best fact. ``date`` is the earliest known date of its facts.
    ``facts`` are their ids, best first.
    """

    head: str
    relation: str
    tail: str
    confidence: float
    date: str | None
    facts: tuple[str, ...]


class Linked(Record):
    """As much of an entity as is drawn of it, with how many links it has."""

    id: str
    type: str
    kind: str | None
    name: str
    links: int


class Judgement(Record):
    """Somebody's word on whether two local entities are one; a later one supersedes."""

    left: str
    right: str
    verdict: Verdict
    by: str
    at: str = Field(description="ISO time in UTC")
    reason: str = ""

    @cached_property
    def id(self) -> str:
        """Identifier that does not depend on which of the two comes first."""
        first, second = sorted((self.left, self.right))
        return content_id("judgement", first, second, self.verdict, self.by, self.at)


class Change(Record):
    """What replacing or removing a document did to the facts: their ids, sorted."""

    added: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()


class Retraction(Record):
    """A fact that was taken back, in the words and names it had."""

    fact: str
    head: str
    relation: str
    tail: str
    reading: str


class HistoryEntry(Record):
    """One change of a store: a document that came, changed or went, or a judgement.

    ``row`` grows from change to change, with gaps; ``at`` is ISO time in UTC by the clock of
    the machine that made the change. ``added`` are the ids of facts.
    """

    row: int
    at: str
    document: str | None = None
    uri: str | None = None
    title: str | None = None
    removed: bool = False
    added: tuple[str, ...] = ()
    taken_back: tuple[Retraction, ...] = ()
    judgement: str | None = None


class Occurrences(Record):
    """In how many documents an entity occurs, and how often it is named in them."""

    documents: int
    mentions: int


class Stats(Record):
    """How much a store holds; counts by type and relation in alphabetical order."""

    documents: int
    entities: dict[str, int]
    links: dict[str, int]
    facts: int
    mentions: int
