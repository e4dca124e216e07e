"""Which kind of file it is: the suffix says so, and the first bytes must not deny it."""

from __future__ import annotations

from pathlib import Path

from graph.errors import UnreadableDocumentError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".docx": DOCX,
}
SUFFIXES = tuple(FORMATS)
PDF_MAGIC = b"%PDF-"
ZIP_MAGIC = b"PK\x03\x04"
WORD_PART = b"word/"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
HEAD = 1024  # bytes in which a PDF may carry something before its mark


def format_of(path: Path, content: bytes) -> str:
    """Return the media type of a file.

    A PDF or a Word document under the suffix of another format is read as what it is;
    one that lacks the bytes of its own format is refused.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UnreadableDocumentError(
            path,
            f"has the suffix {suffix!r}" if suffix else "has no suffix",
            f"these are read: {' '.join(SUFFIXES)}",
        )
    expected = FORMATS[suffix]
    is_text = expected.startswith("text/")
    if content.startswith(PDF_MAGIC) or (not is_text and PDF_MAGIC in content[:HEAD]):
        return "application/pdf"
    if content.startswith(ZIP_MAGIC) and WORD_PART in content:
        return DOCX
    if expected == "application/pdf":
        raise UnreadableDocumentError(
            path, "is not a PDF", "give it the suffix of what it is, or export it again"
        )
    if expected == DOCX:
        is_old = content.startswith(OLE_MAGIC)
        raise UnreadableDocumentError(
            path,
            "is an old or encrypted Word file" if is_old else "is not a Word document",
            "save it as .docx without a password",
        )
    return expected
