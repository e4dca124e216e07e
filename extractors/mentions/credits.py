"""Media that are named only as where the news comes from: 36氪获悉, （财联社）."""

from __future__ import annotations

import re

from extractors.spans import Span

BEFORE = re.compile(r"(?:据|来源：?|作者：?|[（(])\s?$")
AFTER = re.compile(r"\s?(?:获悉|讯|电|消息|报道|快讯|[）)])")


def is_credit(text: str, span: Span) -> bool:
    """Tell whether a medium's name is a credit and no actor in what is told."""
    if span.kind != "media":
        return False
    after = AFTER.match(text, span.end)
    if after is None:
        return False
    return after[0].strip() not in {")", "）"} or bool(BEFORE.search(text[: span.start]))
