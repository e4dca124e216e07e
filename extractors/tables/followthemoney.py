"""FollowTheMoney entities, one JSON object a line, to what they say.

Nodes (companies, people) name things; others (ownership, directorship) link two of them by id.
The line of a link holds their ids alone, so that every file of a run is read for names first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from extractors.tables.entries import BadRow, Entry, Named, RowError, Statement
from extractors.tables.mapping import FactRule, Source, Table
from extractors.tables.values import FLAGS, date_of, tidy
from extractors.values.derived import with_amount
from graph.names import display_name
from graph.ontology import allows, relation
from graph.records import Properties

FINDER = "followthemoney.v1"
# Not splitlines: words in JSON may hold other characters that end a line, such as U+2028.
LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
Report = Callable[[BadRow], None]


@dataclass(frozen=True)
class Party:
    """A thing that links refer to by its id; without a type, one that is not mapped."""

    type: str | None
    kind: str | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """An entity of FollowTheMoney and where it stands."""

    id: str
    schema: str
    properties: Mapping[str, list[str]]
    text: str
    start: int

    def span(self, words: str, key: str) -> tuple[int, int]:
        """Return where the words stand as JSON writes them, after their key if possible."""
        after = max(self.text.find(json.dumps(key)), 0)
        for written in (json.dumps(words, ensure_ascii=False), json.dumps(words)):
            for begin in (after, 0):
                if (found := self.text.find(written, begin)) >= 0:
                    return self.start + found + 1, self.start + found + len(written) - 1
        return self.start, self.start + len(self.text)


class FollowTheMoney:
    """FollowTheMoney entities read by a mapping; ``parties`` are those of every file."""

    finder = FINDER
    media_type = "application/x-ndjson"

    def __init__(self, text: str, table: Table, parties: Mapping[str, Party]) -> None:
        self._text = text
        self._table = table
        self._parties = parties

    def entries(self, report: Report) -> Iterator[Entry]:
        """Yield every line; one that cannot be used is reported and says nothing."""
        for number, start, line in numbered(self._text):
            entry = Entry(number, start, start + len(line))
            if line.strip():
                try:
                    self._read(read_line(line, start), entry)
                except RowError as error:
                    entry = Entry(number, start, start + len(line))
                    report(BadRow(number, str(error)))
            yield entry

    def _read(self, line: Line, entry: Entry) -> None:
        told = (f"{key}: {'; '.join(values)}" for key, values in line.properties.items() if values)
        entry.reading = ", ".join((line.schema, *told))
        if line.schema in self._table.entities:
            entry.named.append(self._node(line))
        for rule in self._table.facts:
            if rule.of == line.schema:
                for statement in self._statements(rule, line):
                    entry.statements.append(statement)
                    entry.named += (statement.head, statement.tail)

    def _node(self, line: Line) -> Named:
        party = self._parties[line.id]
        if not party.names or party.type is None:
            raise RowError(f"{line.schema} {line.id!r} has no name")
        for key in self._table.names:
            if values := line.properties.get(key):
                return Named(party.type, party.kind, party.names, *line.span(values[0], key))
        raise RowError(f"{line.schema} {line.id!r} has no name")

    def _statements(self, rule: FactRule, line: Line) -> Iterator[Statement]:
        ends = [
            self._ends(end.name, line, optional=rule.optional) for end in (rule.head, rule.tail)
        ]
        name = str(rule.relation.value)
        properties, date = _properties(rule, name, line)
        for head, tail in product(*ends):
            if not allows(head.type, name, tail.type):
                raise RowError(f"{name} links no {head.type} with a {tail.type}")
            yield Statement(head, name, tail, properties, date, rule.confidence)

    def _ends(self, source: Source, line: Line, *, optional: bool) -> list[Named]:
        key = source.column or ""
        ids = line.properties.get(key, [])
        if not ids and not optional:
            raise RowError(f"{line.schema} {line.id!r} has no {key}")
        found = []
        for id_ in ids:
            party = self._parties.get(id_)
            if party is None:
                raise RowError(f"{key} {id_!r} is in none of the files; give its file too")
            if party.type is not None and party.names:
                found.append(Named(party.type, party.kind, party.names, *line.span(id_, key)))
        return found


def numbered(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the number, the offset and the words of every line."""
    for number, match in enumerate(LINE.finditer(text), start=1):
        yield number, match.start(), match.group().rstrip("\r\n")


def read_line(line: str, start: int) -> Line:
    """Return the entity that a line holds.

    Raises:
        RowError: if it holds none.
    """
    try:
        given: Any = json.loads(line)
    except ValueError as error:
        raise RowError(f"is no JSON: {error}") from None
    if not isinstance(given, dict):
        raise RowError("is no JSON object")
    if missing := next(
        (key for key in ("id", "schema") if not isinstance(given.get(key), str)), None
    ):
        raise RowError(f"has no {missing}; is it FollowTheMoney?")
    properties = given.get("properties", {})
    if not isinstance(properties, dict):
        raise RowError("its properties are no JSON object")
    listed = {
        key: values if isinstance(values, list) else [values] for key, values in properties.items()
    }
    for key, values in listed.items():
        if not all(isinstance(value, str) for value in values):
            raise RowError(f"{key} holds something other than words; nested entities are not read")
    return Line(given["id"], given["schema"], listed, line, start)


def parties(text: str, table: Table) -> Iterator[tuple[str, Party]]:
    """Yield every thing that a text names, by its id; lines that are none are passed over."""
    for _, start, words in numbered(text):
        try:
            line = read_line(words, start)
        except RowError:
            continue
        rule = table.entities.get(line.schema)
        names = (display_name(name) for key in table.names for name in line.properties.get(key, []))
        kept = tuple(dict.fromkeys(name for name in names if name))
        yield line.id, Party(rule.type if rule else None, rule.kind if rule else None, kept)


def joined(found: Iterable[tuple[str, Party]]) -> dict[str, Party]:
    """Return parties by id, the first that has names for each."""
    known: dict[str, Party] = {}
    for id_, party in found:
        if id_ not in known or (party.names and not known[id_].names):
            known[id_] = party
    return known


def _properties(rule: FactRule, name: str, line: Line) -> tuple[Properties, str | None]:
    stated: Properties = {}
    date = None
    for key in relation(name).properties:
        source = rule.properties.get(key)
        if source is None:
            continue
        values = (
            [str(source.value)] if source.column is None else line.properties.get(source.column, [])
        )
        if not values:
            continue
        if key in FLAGS:
            stated[key] = True
            continue
        if key == "date":
            values = [min(values)]
            date = date_of(values[0], source.format)
        stated[key] = "; ".join(values)
    return with_amount(tidy(stated)), date
