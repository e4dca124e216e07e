"""Markdown read as its reader sees it: the words of a link without its address, no asterisks.

Only a text that is plainly Markdown is touched, since asterisks also mask names (张**),
mark shares (*ST) and multiply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.reading.view import Edit, View

# An address has no white space, and one of these; "[1](作者自绘)" has none of them.
ADDRESS = r"\(<?(?=[^\s()]*[:/.#])(?:[^\s()<>]|\([^\s()]*\))+>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
IMAGE = re.compile(rf"(?P<opening>!\[)[^\[\]\n]*(?P<closing>\]{ADDRESS})")
LINK = re.compile(rf"(?P<opening>(?<![\\!])\[)[^\[\]\n]*(?P<closing>\]{ADDRESS})")
EMPHASIS = re.compile(
    r"(?<![\\*])(?P<opening>\*{1,3})(?=[^\s*])[^*\n]*(?<=[^\s*\\])(?P<closing>(?P=opening))(?!\*)"
)
HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
BULLET = re.compile(r"[-*+][ \t]+(?=\S)")
MARKDOWN = re.compile(
    rf"(?m:^){HEADING.pattern}|{LINK.pattern}|(?m:^)\*\*[^\s*][^*\n]*\*\*".replace("?P<", "?:<")
)
