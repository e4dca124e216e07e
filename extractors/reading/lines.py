"""The lines of a text and the columns they stand in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

WIDEST_COLUMN = 110  # in half-width characters; beyond it, lines are whole paragraphs
LONG = 56  # a line that says something, rather than a heading
NEIGHBOURS = 6  # lines on either side that tell a column's width
COLUMN = 4  # lines of one width that make a column
NARROWEST_COLUMN = 16

_BREAKS = "\\n\\r\\f\\v\\x1c-\\x1e\\x85\u2028\u2029"
LINE = re.compile(f"[^{_BREAKS}]*[^\\s][^{_BREAKS}]*")
WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60‘-”…—]"
)
SENTENCE_END = re.compile(r"[。！？!?…；;：:.][”’\"')）》」』\]]*$")
PAUSE = re.compile("[，。；！？]")
NUMERAL = re.compile("[一二三四五六七八九十]")
PAGE_MARK = re.compile(r"P?\d{1,3}(?:[~-]\d{1,3})?版?$")
# What opens a paragraph wherever it stands.
OPENS = re.compile(
    r"#{1,6}[ \t]|\d{1,2}[.、)）](?=[^\d])|[（(]?[一二三四五六七八九十]{1,3}[、）)]"
    r"|[-*•●▲◆■▶○][ \t]+|[•●▲◆■▶○]|第[一二三四五六七八九十百\d]{1,4}[章节条款编](?=\s)|\||【"
    r"|本报讯|[■]?本[报刊]记者|编者按|编辑点评|新华社|中新社|据新华社|责任编辑"
    r"|Reading Summary|Editor's Note|Abstract\b"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str
    width: int
    is_indented: bool
    breaks: int  # line breaks between the line before and this one
    trailing: int  # blanks after it
    ends_sentence: bool
    is_heading_like: bool  # a headline, a caption or a name: short and without commas

    @property
    def is_opening(self) -> bool:
        """Whether it begins as only the first line of a paragraph does."""
        return bool(OPENS.match(self.text) or PAGE_MARK.match(self.text))


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that are not blank."""
    found: list[Line] = []
    done = 0
    for match in LINE.finditer(text):
        whole = match.group()
        content = whole.strip()
        start = match.start() + len(whole) - len(whole.lstrip())
        width = len(content) + len(WIDE.findall(content))
        ends_sentence = bool(SENTENCE_END.search(content[-8:]))
        line = Line(
            start=start,
            end=start + len(content),
            text=content,
            width=width,
            is_indented=start > match.start(),
            breaks=len("".join(text[done : match.start()].replace("\r\n", "\n").split(" "))),
            trailing=match.end() - start - len(content),
            ends_sentence=ends_sentence,
            is_heading_like=width < LONG and not ends_sentence and not PAUSE.search(content),
        )
        found.append(line)
        done = match.end()
    return found


def columns_of(lines: Sequence[Line]) -> list[int]:
    """Return for each line the width of the column it stands in, 0 where it is in none.

    A column is a neighbourhood in which many lines have about one width and most of them
    stop in the middle of a sentence.
    """
    widths = [line.width for line in lines]
    whole = [line.ends_sentence or line.is_opening for line in lines]
    columns = []
    for place in range(len(lines)):
        around = slice(max(0, place - NEIGHBOURS), place + NEIGHBOURS + 1)
        near = sorted(width for width in widths[around] if width <= WIDEST_COLUMN)
        best, support = 0, 0
        for width in near:
            alike = bisect_right(near, width) - bisect_left(near, width - _slack(width))
            if alike >= support:
                best, support = width, alike
        least = best - _slack(best)
        ends = sum(
            end
            for width, end in zip(widths[around], whole[around], strict=True)
            if least <= width <= best
        )
        is_column = support >= COLUMN and 2 * ends < support and best >= NARROWEST_COLUMN
        columns.append(best if is_column else 0)
    return columns


def _slack(width: int) -> int:
    return max(3, width // 10)
