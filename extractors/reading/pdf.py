"""PDF with a text layer: the lines of each page in reading order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from extractors.reading.reading_order import Box, in_reading_order
from extractors.reading.source import Source
from graph.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

END_MARK = b"%%EOF"
TAIL = 1024  # the standard wants the end mark within the last 1024 bytes
PAGE_BREAK = "\f"


def read_pdf(path: Path, content: bytes) -> Source:
    """Return the text of a PDF, a form feed between its pages."""
    import pypdfium2

    if END_MARK not in content.rstrip(b"\x00\r\n\t ")[-TAIL:]:
        raise UnreadableDocumentError(path, "is a truncated PDF", "fetch or export it again")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocumentError(
                path, "is an encrypted PDF", "save a copy without its password"
            ) from error
        raise UnreadableDocumentError(
            path, "is a damaged PDF", "fetch or export it again"
        ) from error
    try:
        pages = [_page_text(document, number) for number in range(len(document))]
        title = str(document.get_metadata_dict().get("Title", "")).strip()
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocumentError(
            path, "is a damaged PDF", "fetch or export it again"
        ) from error
    finally:
        document.close()
    if not any(page.strip() for page in pages):
        raise UnreadableDocumentError(
            path, "has no text layer, only pictures", "run character recognition over it first"
        )
    return Source(PAGE_BREAK.join(pages), title=None if _is_generated(title) else title)


def _is_generated(title: str) -> bool:
    """Tell whether a program made up the title from the name of a file."""
    return (
        not title
        or title.lower().startswith(("untitled", "microsoft word", "无标题"))
        or (Path(title).suffix.lower() in {".doc", ".docx", ".indd", ".tex", ".pdf"})
    )


def _page_text(document: PdfDocument, number: int) -> str:
    page = document[number]
    try:
        return in_reading_order(_boxes(page))
    finally:
        page.close()


def _boxes(page: PdfPage) -> list[Box]:
    textpage = page.get_textpage()
    try:
        boxes = []
        for number in range(textpage.count_rects()):
            left, bottom, right, top = textpage.get_rect(number)
            text = textpage.get_text_bounded(left, bottom, right, top)
            clean = " ".join(text.replace("\ufffe", "-").split())
            # An indent that was typed is as good as one that was set: each as wide as it is tall.
            typed = len(text) - len(text.lstrip("\u3000"))
            start = min(left + typed * (top - bottom), right)
            if clean:
                boxes.append(Box(start, -top, right, -bottom, clean))
        return boxes
    finally:
        textpage.close()
