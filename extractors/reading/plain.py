"""Text and Markdown."""

from __future__ import annotations

from pathlib import Path

from extractors.reading.encodings import decode
from extractors.reading.head import front_matter
from extractors.reading.source import Source
from graph.errors import UnreadableDocumentError


def read_plain(path: Path, content: bytes) -> Source:
    """Return the text of a file in whichever encoding it is."""
    text = decode(content)
    if text is None:
        raise UnreadableDocumentError(
            path, "holds binary content, not text", "give it the suffix of what it is"
        )
    return Source(text, published=front_matter(text, "date") or front_matter(text, "published"))
