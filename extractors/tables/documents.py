"""The entries of a table file to documents of at most ``ROWS`` rows, small enough to store whole.

A file of no more rows is one document at the address of the file. A larger one is several, at
``ADDRESS#row=1-1000`` and so on, as RFC 7111 points into a table: together they hold its text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from extractors.reading.head import language_of
from extractors.tables.entries import CONFIDENCE, Entry, Named
from graph.ids import content_id
from graph.records import (
    Document,
    DocumentGraph,
    Evidence,
    Fact,
    LocalEntity,
    Mention,
    Segment,
)

ROWS = 1000
Local = dict[tuple[str, str], LocalEntity]
"""The entities of a document by type and fullest name."""


@dataclass(frozen=True)
class Origin:
    """What the documents of one file have in common."""

    uri: str
    title: str
    text: str
    media_type: str
    finder: str
    published: str | None = None


def part_uri(uri: str, part: int) -> str:
    """Return the address of a part, counted from 0, of a file that is cut.

    >>> part_uri("file:///deals.csv", 1)
    'file:///deals.csv#row=1001-2000'
    """
    return f"{uri}#row={part * ROWS + 1}-{(part + 1) * ROWS}"


def stored_parts(uri: str, known: Collection[str]) -> list[str]:
    """Return the ids among those known that are documents of the file at an address."""
    found = [content_id("document", uri)]
    part = 0
    while (id_ := content_id("document", part_uri(uri, part))) in known:
        found.append(id_)
        part += 1
    return [id_ for id_ in found if id_ in known]


def documents(origin: Origin, entries: Iterable[Entry]) -> Iterator[DocumentGraph]:
    """Yield what the documents of a file say, in order of their rows."""
    rest = iter(entries)
    batch = list(islice(rest, ROWS))
    start, part = 0, 0
    while batch:
        following = list(islice(rest, ROWS))
        end = following[0].start if following else len(origin.text)
        whole = part == 0 and not following
        uri = origin.uri if whole else part_uri(origin.uri, part)
        rows = "" if whole else f", rows {batch[0].number}-{batch[-1].number}"
        yield _graph(origin, uri, origin.title + rows, batch, origin.text[start:end])
        start, part, batch = end, part + 1, following


def _graph(
    origin: Origin, uri: str, title: str, entries: Sequence[Entry], text: str
) -> DocumentGraph:
    shift = entries[0].start if "#" in uri.removeprefix(origin.uri) else 0
    document = Document(
        uri=uri, title=title, language=language_of(text), published=origin.published,
        media_type=origin.media_type, sha256=hashlib.sha256(text.encode()).hexdigest(), text=text,
    )  # fmt: skip
    local = _local_entities(document.id, entries)
    return DocumentGraph(
        document=document,
        segments=tuple(
            Segment(kind="sentence", start=entry.start - shift, end=entry.end - shift)
            for entry in entries
            if entry.end > entry.start
        ),
        entities=tuple(local.values()),
        mentions=tuple(_mentions(document, entries, local, shift, origin.finder)),
        facts=tuple(_facts(document, entries, local, shift, origin.finder)),
    )


def _local_entities(document: str, entries: Iterable[Entry]) -> Local:
    """Return the things that these rows name, in order of appearance."""
    found: dict[tuple[str, str], list[Named]] = {}
    for entry in entries:
        for named in entry.named:
            found.setdefault((named.type, named.names[0]), []).append(named)
    return {
        (type_, name): LocalEntity(
            document=document,
            article=0,
            type=type_,
            kind=_kind(all_named),
            name=name,
            names=tuple(dict.fromkeys(other for named in all_named for other in named.names)),
        )
        for (type_, name), all_named in found.items()
    }


def _kind(all_named: Iterable[Named]) -> str | None:
    kinds = Counter(named.kind for named in all_named if named.kind)
    return min(kinds, key=lambda kind: (-kinds[kind], kind), default=None)


def _mentions(
    document: Document,
    entries: Iterable[Entry],
    local: Local,
    shift: int,
    finder: str,
) -> Iterator[Mention]:
    for entry in entries:
        for named in dict.fromkeys(entry.named):
            start, end = named.start - shift, named.end - shift
            yield Mention(
                entity=_of(local, named).id, document=document.id, start=start, end=end,
                text=document.text[start:end], name=named.names[0], finder=finder,
                confidence=CONFIDENCE,
            )  # fmt: skip


def _facts(
    document: Document,
    entries: Iterable[Entry],
    local: Local,
    shift: int,
    finder: str,
) -> Iterator[Fact]:
    for entry in entries:
        if not entry.statements:
            continue
        start, end = entry.start - shift, entry.end - shift
        evidence = Evidence(
            document=document.id, start=start, end=end, quote=document.text[start:end],
            reading=f"row {entry.number}: {entry.reading}", finder=finder,
        )  # fmt: skip
        for statement in entry.statements:
            yield Fact(
                head=_of(local, statement.head).id, relation=statement.relation,
                tail=_of(local, statement.tail).id, properties=statement.properties,
                date=statement.date, confidence=statement.confidence, evidence=(evidence,),
            )  # fmt: skip


def _of(local: Local, named: Named) -> LocalEntity:
    return local[named.type, named.names[0]]
