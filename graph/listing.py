"""Which documents there are, chosen by what is known about them."""

from __future__ import annotations

from typing import Literal

from graph.records import DocumentMetadata, Record
from graph.store.base import Store
from graph.store.searching import searchable

DocumentOrder = Literal["uri", "newest"]


class DocumentFilter(Record):
    """Which documents count; None and an empty text let everything pass.

    ``text`` is a part of the title or the address, in any case. ``since`` and ``until`` are
    ISO dates of publication, both inclusive, compared as far as both sides are stated; once
    either is set, documents without a date do not pass.
    """

    text: str = ""
    language: str | None = None
    since: str | None = None
    until: str | None = None

    def passes(self, document: DocumentMetadata) -> bool:
        """Tell whether a document counts."""
        text = searchable(self.text)
        return (
            self.language in (None, document.language)
            and (text in searchable(document.title) or text in searchable(document.uri))
            and self._is_dated(document.published)
        )

    def _is_dated(self, published: str | None) -> bool:
        if self.since is None and self.until is None:
            return True
        if published is None:
            return False
        begun = self.since is None or published >= self.since[: len(published)]
        return begun and (self.until is None or published[: len(self.until)] <= self.until)


def documents_where(
    store: Store, where: DocumentFilter, *, order: DocumentOrder = "uri"
) -> list[DocumentMetadata]:
    """Return the documents that pass, ordered by uri.

    ``newest`` puts those published last first, equals by uri, and those without a date last.
    """
    found = [document for document in store.metadata().values() if where.passes(document)]
    if order == "newest":
        found.sort(key=lambda document: document.published or "", reverse=True)
    return found
