"""Lines joined into paragraphs: in the result every line is one paragraph.

In a column, as newspapers have them, a line ends a paragraph if it is short, or ends a
sentence just before the margin is reached. Blank lines prove nothing, since extraction
from PDF often leaves one after every line. Elsewhere each line is a paragraph, unless a
page break cut it in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.reading.damage import HAN
from extractors.reading.lines import (
    LONG,
    NUMERAL,
    PAGE_MARK,
    PAUSE,
    WIDEST_COLUMN,
    Line,
    columns_of,
    lines_of,
)
from extractors.reading.markdown import BULLET, HEADING
from extractors.reading.spaces import splits_word
from extractors.reading.view import Edit, View

ARTICLE_BREAK = "\f"  # before a level-1 heading that is not the first line
GOES_ON = re.compile(r"[，、,（(“‘《〈「—]$|\d[万亿]?[~～]$")
BEGUN = re.compile(rf"[。！？；][”’）]*[{HAN}]")  # another sentence begins within the line
TELLING = 20  # characters that tell the script a line ends or begins in
LONGEST_HEADLINE = 200  # in English
BRACKETS = (("（", "）"), ("《", "》"), ("〈", "〉"))
RUNNING = re.compile("。|简称|[年月日来]，")  # what running text has, and no headline
QUOTES = re.compile("[“”‘’]")
IS_HAN = re.compile(f"[{HAN}]")
SPACED = re.compile(f"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9%] [{HAN}]")
TIGHT = re.compile(f"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%][{HAN}]")
# The hyphen after these belongs to the word, wherever the line ends.
COMPOUND = re.compile(
    "(?:all|anti|by|class|co|cost|cross|cutting|decision|early|energy|ex|fast|first|full|government"
    "|half|high|in|industry|inter|large|life|long|low|market|mass|medium|mid|multi|net|new|next|non"
    "|off|on|one|open|over|point|post|pre|pro|problem|real|risk|second|self|semi|short|single|small"
    "|so|state|third|three|time|top|two|under|user|value|well|wide|world|year)",
    re.IGNORECASE,
)


def _goes_on(lines: Sequence[Line], place: int, column: int) -> bool:
    """Tell whether the line at a place goes on in the next one."""
    line, following = lines[place], lines[place + 1]
    if PAGE_MARK.match(line.text) or HEADING.match(line.text) or _opens(line, following):
        return False
    if GOES_ON.search(line.text) or _is_open(line.text) or _is_hard_break(line, following):
        return True
    if not place and _is_title_in_two(lines):
        return True
    # Quotation marks beside other marks are set half as wide.
    narrow = line.width - len(QUOTES.findall(line.text))
    is_within = line.width > 0.6 * column and narrow <= column + max(3, column // 10)
    if is_within and following.width <= WIDEST_COLUMN:
        if line.ends_sentence:
            return line.width >= column - 3 and not following.is_indented
        is_headline = _is_headline_on_story(line, following, column) or _is_apart(lines, place)
        if (line.width >= 0.75 * column and not is_headline) or BEGUN.search(line.text):
            return True
    return not line.ends_sentence and (
        splits_word(line.text, following.text)
        or _goes_on_in_latin(line.text, following.text)
        or (
            _is_headline_in_two(lines, place)
            if column
            else _is_cut(line, following, is_first=not place)
        )
    )


def _opens(line: Line, following: Line) -> bool:
    """Tell whether the next line can only begin a paragraph."""
    if not following.is_opening:
        return False
    # What looks like a number of a list may end a word: 不统 | 一、接口.
    is_in_word = NUMERAL.match(following.text) and splits_word(line.text, following.text)
    return line.ends_sentence or not is_in_word


def _is_cut(line: Line, following: Line, *, is_first: bool) -> bool:
    """Tell whether a long line that is a paragraph to itself stops in the middle of a sentence."""
    if following.is_heading_like:
        return False
    end, start = line.text[-TELLING:], following.text[:TELLING]
    if bool(IS_HAN.search(end)) != bool(IS_HAN.search(start)):
        return False
    # Headlines have no full stop at their end either, above all the first line.
    if IS_HAN.search(end):
        running = RUNNING if is_first else PAUSE
        return line.width >= LONG and bool(running.search(line.text))
    return line.width >= LONGEST_HEADLINE


def _is_headline_on_story(line: Line, following: Line, column: int) -> bool:
    """Tell whether a short line after a gap sits tight on the first line of its story."""
    is_tight = line.breaks > 1 and following.breaks == 1
    is_short = line.is_heading_like and line.width < 0.8 * column
    return is_tight and is_short and not splits_word(line.text, following.text)


def _is_apart(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a blank line parts an English line from a column that has none inside."""
    line, following = lines[place], lines[place + 1]
    after = lines[place + 2] if place + 2 < len(lines) else None
    is_gap = bool(after and after.breaks < following.breaks)
    return is_gap and following.text[0].isupper() and not IS_HAN.search(line.text)


def _is_open(text: str) -> bool:
    """Tell whether a bracket or title mark that opens in a line does not close in it."""
    return any(text.rfind(pair[0]) > text.rfind(pair[1]) for pair in BRACKETS)


def _is_hard_break(line: Line, following: Line) -> bool:
    """Tell whether two blanks before the break make one block of two lines, as in Markdown."""
    are_short = line.is_heading_like and following.is_heading_like
    return are_short and line.trailing > 1 and following.breaks == 1


def _goes_on_in_latin(left: str, right: str) -> bool:
    return len(left) > LONG // 2 and bool(re.search("[a-z,-]$", left) and re.match("[a-z]", right))


def _is_headline_in_two(lines: Sequence[Line], place: int) -> bool:
    """Tell whether two short lines between columns are one headline."""
    line, following = lines[place], lines[place + 1]
    if not (line.is_heading_like and following.is_heading_like):
        return False
    if following.breaks == 1:
        return True
    # The last line of a headline sits tight on its story.
    after = lines[place + 2] if place + 2 < len(lines) else None
    is_last = bool(after and after.breaks == 1 and not after.is_heading_like)
    return is_last and following.breaks == 2 and following.width < line.width


def _is_title_in_two(lines: Sequence[Line]) -> bool:
    """Tell whether a text opens with a title, a colon, a subtitle tight below it, and prose."""
    title, subtitle, *after = lines[:3]
    is_title = title.text.endswith("：") and title.width < LONG and not PAUSE.search(title.text)
    is_subtitle = subtitle.breaks == 1 and subtitle.is_heading_like
    return is_title and is_subtitle and bool(after and PAUSE.search(after[0].text))


def _is_spaced(lines: Sequence[Line], place: int) -> bool:
    """Tell whether Chinese and Latin are set with a space between them around a line."""
    around = "\n".join(line.text for line in lines[max(0, place - 4) : place + 6])
    return len(SPACED.findall(around)) > len(TIGHT.findall(around))


def _join(lines: Sequence[Line], place: int) -> Edit:
    """Return the edit that joins a line with the next one."""
    line, following = lines[place], lines[place + 1]
    left, right = line.text[-1], following.text[0]
    start, end = line.end, following.start
    if left == "-" and right.islower():
        word = re.split(r"\s", line.text[:-1])[-1]
        is_compound = "-" in word or bool(COMPOUND.fullmatch(word))
        return Edit(start - (not is_compound), end)
    if _is_hard_break(line, following):
        return Edit(start, end, " ")
    han = bool(IS_HAN.match(left)), bool(IS_HAN.match(right))
    if not any(han) and (left + right).isascii():
        return Edit(start, end, "" if left in "-/(~" else " ")
    if han[0] != han[1] and left.isalnum() and right.isalnum() and _is_spaced(lines, place):
        return Edit(start, end, " ")
    if not IS_HAN.search(line.text + following.text):
        return Edit(start, end, " ")
    return Edit(start, end)


def _edits(text: str) -> Iterator[Edit]:
    lines = lines_of(text)
    columns = columns_of(lines)
    # A single dash at the start of a line need not be a list.
    has_list = sum(bool(BULLET.match(line.text)) for line in lines) > 1
    done = 0
    for place, line in enumerate(lines):
        mark = HEADING.match(line.text) or (has_list and BULLET.match(line.text))
        if mark or place == 0:
            gap = ARTICLE_BREAK if line.text.startswith("# ") else "\n"
            yield Edit(done, line.start + (mark.end() if mark else 0), gap if place else "")
        elif not _goes_on(lines, place - 1, columns[place - 1]):
            yield Edit(done, line.start, "\n")
        else:
            yield _join(lines, place - 1)
        done = line.end
    yield Edit(done, len(text))


def join_lines(view: View) -> View:
    """Return the view in which each line is one paragraph, without marks of headings and items."""
    return view.edited(_edits(view.text))
