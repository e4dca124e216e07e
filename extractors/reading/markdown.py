"""Markdown as its reader sees it: the words of a link without the address, no asterisks.

Only a text that is plainly Markdown is touched, since asterisks also hide names (张**),
mark shares (*ST) and multiply. The marks of headings and lists go when lines are joined,
which needs them until then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.reading.view import Edit, View

# An address has no white space but one of the marks; "[1](作者自绘)" is no link.
ADDRESS = (
    r"\(<?(?=[!-~])(?=[^\s()]*[:/.#])(?:[^\s()<>]|\([^\s()]*\))+>?"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
)
LINK = re.compile(rf"(?<!\\)!?\[(?P<words>[^\[\]\n]*)\]{ADDRESS}")
STRONG = re.compile(r"(?<![\\*])\*{2,3}(?P<words>(?=[^\s*])[^*\n]*(?<=[^\s*\\]))\*{2,3}(?!\*)")
# Within a word a single asterisk stands for something else.
EMPHASIS = re.compile(
    r"(?<![\\*A-Za-z0-9])\*(?P<words>(?=[^\s*])[^*\n]*(?<=[^\s*\\]))\*(?![*A-Za-z0-9])"
)
HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
BULLET = re.compile(r"[-*][ \t]+(?=\S)(?!\d+[ \t]*-)")  # but not "- 3 -", the number of a page
PROOFS = (
    re.compile(rf"^{HEADING.pattern}", re.MULTILINE),
    re.compile(rf"^{STRONG.pattern}", re.MULTILINE),
    LINK,
)


def _around_words(match: re.Match[str]) -> Iterator[Edit]:
    yield Edit(match.start(), match.start("words"))
    yield Edit(match.end("words"), match.end())


def _matches(text: str) -> list[re.Match[str]]:
    """Return where the first of the marks stands that is in a text at all."""
    found = (list(pattern.finditer(text)) for pattern in (LINK, STRONG, EMPHASIS))
    return next(filter(None, found), [])


def show_markdown(view: View) -> View:
    """Return the view of a Markdown text without the addresses of links and without asterisks."""
    if not any(proof.search(view.text) for proof in PROOFS):
        return view
    # Marks nest: a picture in a link, one stress in another.
    while found := _matches(view.text):
        view = view.edited(edit for match in found for edit in _around_words(match))
    return view
