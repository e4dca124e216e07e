"""The rows of a CSV file to what they say, by the rules of a mapping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product

from extractors.tables.entries import BadRow, Entry, Named, RowError, Statement
from extractors.tables.mapping import End, FactRule, Source, Table
from extractors.tables.rows import Cell, Row, read_rows
from extractors.tables.values import FLAGS, date_of, flag, tidy
from extractors.values.derived import with_amount
from graph.errors import GuanxiError, InputError
from graph.names import display_name
from graph.ontology import allows, entity_type, relation
from graph.records import Properties

FINDER = "table.v1"
Report = Callable[[BadRow], None]


class CommaTable:
    """A CSV text read by a mapping.

    Raises:
        InputError: if it has no header, or lacks a column that the mapping names.
    """

    finder = FINDER
    media_type = "text/csv"

    def __init__(self, text: str, table: Table) -> None:
        self._rows = read_rows(text, table.delimiter)
        header = next(self._rows, None)
        if header is None or not header.cells:
            raise InputError("the first row is blank; it must name the columns")
        self._header = header
        names = [cell.value.strip() for cell in header.cells]
        self._column = {name: position for position, name in enumerate(names)}
        self._rules = table.facts
        used = [source.column for rule in table.facts for source in sources(rule) if source.column]
        times = Counter(names)
        for name in used:
            if times[name] != 1:
                problem = "no column" if name not in times else "more than one column"
                raise InputError(f"{problem} {name!r}; its columns: {', '.join(names)}")
        self._used = [name for name in names if name in set(used)]

    def entries(self, report: Report) -> Iterator[Entry]:
        """Yield every row, the header first; a bad one is reported and says nothing."""
        yield Entry(self._header.number, self._header.start, self._header.end)
        for row in self._rows:
            entry = Entry(row.number, row.start, row.end)
            if row.cells:
                try:
                    self._read(row, entry)
                except (RowError, GuanxiError) as error:
                    entry = Entry(row.number, row.start, row.end)
                    report(BadRow(row.number, str(error)))
            yield entry

    def _read(self, row: Row, entry: Entry) -> None:
        if len(row.cells) != len(self._header.cells):
            raise RowError(f"has {len(row.cells)} cells, the header {len(self._header.cells)}")
        told = ((name, row.cells[self._column[name]].value) for name in self._used)
        entry.reading = ", ".join(f"{name}: {display_name(value)}" for name, value in told if value)
        for rule in self._rules:
            for statement in self._statements(rule, row.cells):
                entry.statements.append(statement)
                entry.named += (statement.head, statement.tail)

    def _statements(self, rule: FactRule, cells: list[Cell]) -> Iterator[Statement]:
        ends = [self._named(end, cells, optional=rule.optional) for end in (rule.head, rule.tail)]
        if not all(ends):
            return
        name = self._word(rule.relation, cells)
        if rule.relation.column:
            relation(name)
        properties, date = self._properties(rule, name, cells)
        for head, tail in product(*ends):
            if not allows(head.type, name, tail.type):
                raise RowError(f"{name} links no {head.type} with a {tail.type}")
            yield Statement(head, name, tail, properties, date, rule.confidence)

    def _named(self, end: End, cells: list[Cell], *, optional: bool) -> list[Named]:
        column = str(end.name.column)
        found = [cell for cell in _split(cells[self._column[column]], end.name.split) if cell.value]
        if not found and not optional:
            raise RowError(f"{column} is empty")
        if not found or end.type is None:
            return []
        type_ = self._word(end.type, cells)
        if end.type.column:
            entity_type(type_)
        kind = self._word(end.kind, cells, required=False) if end.kind else ""
        return [
            Named(type_, kind or None, (display_name(cell.value),), cell.start, cell.end)
            for cell in found
        ]

    def _properties(
        self, rule: FactRule, name: str, cells: list[Cell]
    ) -> tuple[Properties, str | None]:
        stated: Properties = {}
        date = None
        for key in relation(name).properties:
            source = rule.properties.get(key)
            words = self._word(source, cells, required=False) if source else ""
            if key in FLAGS:
                if flag(words):
                    stated[key] = True
            elif words:
                stated[key] = words
            if key == "date" and source and words:
                date = date_of(words, source.format)
        return with_amount(tidy(stated)), date

    def _word(self, source: Source, cells: list[Cell], *, required: bool = True) -> str:
        """Return one value, translated where the mapping says how."""
        if source.column is None:
            return str(source.value)
        words = cells[self._column[source.column]].value.strip()
        if not words:
            if required:
                raise RowError(f"{source.column} is empty")
            return ""
        if not source.values:
            return words
        if words not in source.values:
            raise RowError(f"the mapping has no value for {source.column} {words!r}")
        return source.values[words]


def sources(rule: FactRule) -> Iterator[Source]:
    """Yield everywhere that a rule takes values from."""
    yield rule.relation
    for end in (rule.head, rule.tail):
        yield from (source for source in (end.name, end.type, end.kind) if source)
    yield from rule.properties.values()


def _split(cell: Cell, mark: str | None) -> Iterator[Cell]:
    """Yield the names that a cell lists, each where it stands."""
    value = cell.value.strip()
    if mark is None or mark not in value:
        yield Cell(value, cell.start, cell.end)
        return
    if len(value) != cell.end - cell.start:
        # Doubled quotation marks shift what follows: the whole cell is where each name stands.
        yield from (Cell(part.strip(), cell.start, cell.end) for part in value.split(mark))
        return
    start = cell.start
    for part in value.split(mark):
        lead = len(part) - len(part.lstrip())
        yield Cell(part.strip(), start + lead, start + lead + len(part.strip()))
        start += len(part) + len(mark)
