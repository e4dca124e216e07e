"""Word documents: paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from extractors.reading.source import Source
from extractors.reading.zips import ZipBombError, is_plain, opened
from graph.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row

TITLE_STYLES = ("Title", "标题")
MAX_PARTS = 5_000
MAX_UNPACKED = 200_000_000
GENERATED_TITLES = frozenset({"", "Word Document", "Document", "文档", "新建 Microsoft Word 文档"})


def read_docx(path: Path, content: bytes) -> Source:
    """Return the text of a Word document, cells of a table's row apart by a tab."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        _check(path, content)
        document = docx.Document(BytesIO(content))
        blocks = list(_blocks(document))
    except (OpcError, BadZipFile, zlib.error, KeyError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableDocumentError(
            path, "is not a whole Word document", "open it in Word and save it again as .docx"
        ) from error
    except ZipBombError as error:
        raise UnreadableDocumentError(path, str(error), "split it, or save it as .txt") from error
    titles = (text for style, text in blocks if style in TITLE_STYLES and text.strip())
    stated = (document.core_properties.title or "").strip()
    title = next(titles, None) or (stated if stated not in GENERATED_TITLES else None)
    return Source("\n".join(text for _, text in blocks), title=title)


def _check(path: Path, content: bytes) -> None:
    """Look at what the parts unpack to: the library unpacks every one of them into memory."""
    with opened(BytesIO(content), max_members=MAX_PARTS, max_bytes=MAX_UNPACKED) as archive:
        if not all(map(is_plain, archive.infolist())):
            raise UnreadableDocumentError(
                path, "is packed in a way that Word does not use", "save it again as .docx"
            )


def _blocks(document: Document) -> Iterator[tuple[str, str]]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "", "\t".join(_cells(row))
        else:
            yield (block.style.name if block.style is not None else "") or "", block.text


def _cells(row: _Row) -> Iterator[str]:
    """Yield the texts of a row; cells that were merged come once."""
    seen = None
    for cell in row.cells:
        if cell._tc is not seen:
            yield " ".join(cell.text.split())
        seen = cell._tc
