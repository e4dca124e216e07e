"""The main text of a web page that was saved, without its menus and advertisements."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from extractors.reading.encodings import decode
from extractors.reading.source import Source
from graph.errors import UnreadableDocumentError

# Only a date that is stated: the extensive search takes the year in which a firm was founded,
# or that of a copyright notice, and loads the month names of 200 languages to do so (4 s).
# Nor may the answer depend on which day it is today.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


def read_html(path: Path, content: bytes) -> Source:
    """Return the main text of a page with the title and date of its metadata."""
    import trafilatura

    # Its warnings about a page are answered by the error below.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    markup = _declared(content) or decode(content)
    page = trafilatura.bare_extraction(
        markup or content, with_metadata=True, include_comments=False, favor_recall=True,
        date_extraction_params=DATES,
    )  # fmt: skip
    text: str = getattr(page, "text", None) or ""
    if not text.strip():
        raise UnreadableDocumentError(
            path, "holds no main text", "save the page with its article, or save it as .txt"
        )
    return Source(text, title=getattr(page, "title", None), published=getattr(page, "date", None))


def _declared(content: bytes) -> str | None:
    """Decode as the page declares, if it declares an encoding and keeps to it."""
    match = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", content[:2048], re.IGNORECASE)
    name = match[1].decode().lower() if match else None
    if name is None:
        return None
    try:
        # Pages that say GB2312 use its superset.
        return (
            content.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(name, name))
            if name
            else None
        )
    except (LookupError, UnicodeDecodeError):
        return None
