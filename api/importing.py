"""Tables into a store, document by document: what one row or file fails at costs no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from api.ingest import file_address
from extractors.reading.encodings import decode
from extractors.tables import CommaTable, FollowTheMoney
from extractors.tables.documents import Origin, documents, stored_parts
from extractors.tables.entries import BadRow
from extractors.tables.followthemoney import Party, joined, parties
from extractors.tables.mapping import Mapping, Table, read_mapping
from graph.errors import GuanxiError, InputError, StoreError, UnreadableDocumentError
from graph.records import Change, Record
from graph.store.base import Store

SHIPPED = Path(__file__).with_name("mappings")
"""The folder of the mappings that come with guanxi."""
MAX_BYTES = 500_000_000
TOLD = 20  # bad rows that are told of one by one
Count = Callable[[int], None]
Complaint = Callable[[str], None]


class Imported(Record):
    """What became of one table file; ``error`` says in one line why it was not read to its end."""

    path: str
    documents: int = 0
    rows_skipped: int = 0
    added: int = 0
    kept: int = 0
    taken_back: int = 0
    error: str | None = None


def mapping_named(name: str) -> Mapping:
    """Return the mapping in a file, or else the one of this name that comes with guanxi.

    Raises:
        InputError: if there is neither, or it cannot be used.
    """
    shipped = {each.stem: each for each in sorted(SHIPPED.glob("*.toml"))}
    path = Path(name)
    if path.is_file() or name not in shipped:
        if not path.exists():
            raise InputError(f"{name}: no such file, nor a mapping of: {', '.join(shipped)}")
        return read_mapping(path)
    return read_mapping(shipped[name])


class Importing:
    """Brings the rows of files into a store, as a mapping says what they mean."""

    def __init__(
        self, store: Store, mapping: Mapping, paths: Iterable[Path], complain: Complaint
    ) -> None:
        self._store = store
        self._mapping = mapping
        self._paths = tuple(paths)
        self._complain = complain

    def read(self, path: Path, done: Count) -> Imported:
        """Return what became of one file; ``done`` is told the characters of each document."""
        counted: Counter[str] = Counter()
        error = None
        try:
            self._read(path, counted, done)
        except (GuanxiError, OSError) as problem:
            error = _told(path, problem)
            self._complain(error)
        if (untold := counted["rows_skipped"] - TOLD) > 0:
            self._complain(f"{path}: {untold:,} more rows are skipped")
        return Imported(path=str(path), error=error, **counted)

    def _read(self, path: Path, counted: Counter[str], done: Count) -> None:
        def report(bad: BadRow) -> None:
            counted["rows_skipped"] += 1
            if counted["rows_skipped"] <= TOLD:
                self._complain(f"{path}: row {bad.number}: {bad.reason}; the row is skipped")

        table = self._table(path)
        text = text_of(path)
        reader = self._reader(text, table)
        uri = file_address(path)
        origin = Origin(
            uri=uri, title=table.title or path.name, text=text, media_type=reader.media_type,
            finder=reader.finder, published=table.published,
        )  # fmt: skip
        stale = stored_parts(uri, self._store.hashes())
        for graph in documents(origin, reader.entries(report)):
            _count(counted, self._store.replace_document(graph))
            counted["documents"] += 1
            stale = [document for document in stale if document != graph.document.id]
            done(len(graph.document.text))
        # The last first: parts are found by counting up, so that an interruption leaves no gap.
        for document in reversed(stale):
            _count(counted, self._store.remove_document(document))

    def _table(self, path: Path) -> Table:
        table = self._mapping.table_of(path)
        if table is None:
            patterns = sorted({pattern for each in self._mapping.tables for pattern in each.files})
            raise InputError(f"no table of the mapping is called so; it has: {', '.join(patterns)}")
        return table

    def _reader(self, text: str, table: Table) -> CommaTable | FollowTheMoney:
        if table.format == "followthemoney":
            return FollowTheMoney(text, table, self._parties)
        return CommaTable(text, table)

    @cached_property
    def _parties(self) -> dict[str, Party]:
        """The things that any file of FollowTheMoney names; one that cannot be read names none."""
        known: dict[str, Party] = {}
        for path in self._paths:
            table = self._mapping.table_of(path)
            if table is not None and table.format == "followthemoney":
                try:
                    text = text_of(path)
                except (GuanxiError, OSError):
                    continue  # told when its turn comes
                known = joined([*known.items(), *parties(text, table)])
        return known


def text_of(path: Path) -> str:
    """Return the text of a table file, in whichever encoding it is.

    Raises:
        UnreadableDocumentError: if it is no text, or too large to hold in memory.
    """
    if path.is_dir():
        raise UnreadableDocumentError(path, "is a folder", "name the files in it")
    if (size := path.stat().st_size) > MAX_BYTES:
        limit = f"is {size / 1e6:.0f} MB, over the limit of {MAX_BYTES / 1e6:.0f} MB"
        raise UnreadableDocumentError(path, limit, "split it")
    text = decode(path.read_bytes())
    if text is None:
        raise UnreadableDocumentError(path, "is no text", "export it as CSV or JSON lines")
    if not text.strip():
        raise UnreadableDocumentError(path, "is empty", "check that it was saved whole")
    return text


def _count(counted: Counter[str], change: Change) -> None:
    counted["added"] += len(change.added)
    counted["kept"] += len(change.kept)
    counted["taken_back"] += len(change.taken_back)


def _told(path: Path, problem: GuanxiError | OSError) -> str:
    if isinstance(problem, UnreadableDocumentError):
        return str(problem)
    if isinstance(problem, StoreError):
        return f"{path}: not stored: {problem}"
    if isinstance(problem, OSError):
        reason = problem.strerror or str(problem)
        return f"{path}: {reason}; check the file and who may read it"
    return f"{path}: {problem}"
