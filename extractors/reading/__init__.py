"""From files to documents: suffix and first bytes decide how a file is read.

``Document.text`` is exactly what the decoder or the reader of the format gave; line ends
stay as they are, and nothing is repaired (see ``extractors.reading.repair`` for that).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from extractors.reading.dates import iso_date, published_in
from extractors.reading.discovery import Discovery, files
from extractors.reading.docx import read_docx
from extractors.reading.formats import SUFFIXES, format_of
from extractors.reading.head import language_of, title_of
from extractors.reading.html import read_html
from extractors.reading.pdf import read_pdf
from extractors.reading.plain import read_plain
from extractors.reading.source import Source
from graph.errors import UnreadableDocumentError
from graph.records import Document

__all__ = ["MAX_BYTES", "SUFFIXES", "Discovery", "files", "read"]

MAX_BYTES = 50_000_000
READERS: dict[str, Callable[[Path, bytes], Source]] = {
    "text/plain": read_plain,
    "text/markdown": read_plain,
    "text/html": read_html,
    "application/pdf": read_pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": read_docx,
}


def read(
    path: Path, *, uri: str | None = None, name: str | None = None, max_bytes: int = MAX_BYTES
) -> Document:
    """Return the document that a file holds; its ``uri`` is that of the file unless one is given.

    ``name`` is what people call the file where it is kept under another name: its suffix
    counts, and errors name it.

    Raises:
        UnreadableDocumentError: if the file cannot be read, is empty, is larger than
            ``max_bytes``, or is not what its suffix says.
    """
    called = Path(name) if name else path
    content = _bytes_of(path, called, max_bytes)
    media_type = format_of(called, content)
    source = READERS[media_type](called, content)
    if not source.text.strip():
        raise UnreadableDocumentError(called, "holds no text", "check that it is the right file")
    return Document(
        uri=uri or path.resolve().as_uri(),
        # A file name may hold bytes that are no characters.
        title=source.title
        or title_of(source.text)
        or called.stem.encode(errors="replace").decode(),
        language=language_of(source.text),
        published=iso_date(source.published or "") or published_in(source.text),
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        text=source.text,
    )


def _bytes_of(path: Path, called: Path, max_bytes: int) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UnreadableDocumentError(called, "is a folder", "name the files in it")
        if size > max_bytes:
            limit = f"is {size / 1e6:.0f} MB, over the limit of {max_bytes / 1e6:.0f} MB"
            raise UnreadableDocumentError(called, limit, "split it")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocumentError(called, "does not exist", "check the path") from error
    except PermissionError as error:
        raise UnreadableDocumentError(
            called, "may not be read", "change its permissions"
        ) from error
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})"
        raise UnreadableDocumentError(called, reason, "check the path and the disk") from error
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocumentError(called, "is empty", "check that it was saved whole")
    return content
