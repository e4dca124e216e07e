"""What the head of a text says about it: its title and its language."""

from __future__ import annotations

import re

from extractors.reading.damage import HAN
from extractors.reading.repair import repaired

LONGEST_TITLE = 80
HEAD = 1000  # characters that are looked at, repaired first: a title may be wrapped
FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<body>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
FIELD = r"^{name}[ \t]*:[ \t]*[\"']?(?P<value>.*?)[\"']?[ \t]*\r?$"
MARKDOWN_TITLE = re.compile(r"^#[ \t]+(?P<title>\S[^\n\r]*?)[ \t#]*\r?$", re.MULTILINE)
SENTENCE_END = re.compile("[。！？；，]|[.!?;,:：]$")
FURNITURE = re.compile(r"^(?:本报讯|编者按|ISSN|eISSN|https?:|www\.|\W*$|[\d\W]*$)", re.IGNORECASE)


def language_of(text: str) -> str:
    """Return zh or en, by which script has more words; und if neither is plain.

    A Han character counts as half a word, a run of Latin letters as one.

    >>> language_of("华为发布新芯片。"), language_of("Acme raised money."), language_of("2025")
    ('zh', 'en', 'und')
    """
    han = len(re.findall(f"[{HAN}]", text)) / 2
    latin = len(re.findall(r"[A-Za-z]{2,}", text))
    if not han + latin:
        return "und"
    share = han / (han + latin)
    return "zh" if share > 0.55 else "en" if share < 0.45 else "und"


def front_matter(text: str, name: str) -> str | None:
    """Return a field of the block between ``---`` lines that Markdown files may begin with."""
    block = FRONT_MATTER.match(text)
    field = re.search(FIELD.format(name=name), block["body"], re.M | re.I) if block else None
    return field["value"] or None if field else None


def title_of(text: str) -> str | None:
    """Return the title: of the front matter, the first level-1 heading, or a short first line.

    The first line counts if it is no sentence; where it is one, the document has no title.
    """
    stated = front_matter(text, "title")
    if stated:
        return stated
    heading = MARKDOWN_TITLE.search(text)
    if heading:
        return repaired(heading.group()).text
    head = repaired(FRONT_MATTER.sub("", text)[:HEAD]).text
    for line in head.splitlines():
        if FURNITURE.match(line):
            continue
        is_title = len(line) <= LONGEST_TITLE and not SENTENCE_END.search(line)
        return line.strip() if is_title else None
    return None
