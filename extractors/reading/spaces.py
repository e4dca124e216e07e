"""Spaces as a person would type them: 齐 向 东 is 齐向东, 2 . 0 is 2.0 and 99 % is 99%.

Works within lines. A space between two words of Chinese is kept (本报讯 近日, 周济 主编),
because headlines, bylines and lists of names are set with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.reading.damage import HAN
from extractors.reading.view import Edit, View

BLANK = " \t\u00a0\u2002\u2003\u2009\u3000"
WIDE = "，。、；：！？（）《》〈〉【】「」『』〔〕"
SENTENCE_MARKS = "。！？；：”）"
INDENT = re.compile(
    "\u3000[\u00a0 ]*\u3000"
)  # after a sentence: a paragraph that lost its line end
OPENING, CLOSING = "“‘", "”’"
LONGEST_WORD = 5
CONTEXT = 6  # Han characters on either side: the longest ordinary word is shorter

RUN = re.compile(f"(?<=[^\\s])[{BLANK}]+(?=[^\\s])")
NUMBER = re.compile(
    rf"(?<=\d)(?P<point>[{BLANK}]+\.[{BLANK}]*)(?=\d)"
    rf"|(?<=\d)(?P<comma>[{BLANK}]+,[{BLANK}]*)(?=\d{{3}}(?!\d))"
    # Without a space before it the comma may end a clause: "in 2023, 450 firms".
    rf"|(?<=\d)(?P<thousands>,[{BLANK}]+)(?=\d{{3}}(?!\d)[{BLANK}]*[{HAN}])"
    rf"|(?<=\d)(?P<unit>[{BLANK}]+)(?=[%％‰℃])"
)
MARKS = {"point": ".", "comma": ",", "thousands": ","}
IS_HAN = re.compile(f"[{HAN}]")
HAN_WORDS = re.compile(f"[{HAN}]+")
HAN_BEFORE = re.compile(f"[{HAN}]+$")
BYLINE = re.compile("(?:讯|[日社]电|记者|通讯员|作者|编辑)$")


def _splits_word(before: str, after: str) -> bool:
    """Tell whether a word of the dictionary goes on across the place between two texts."""
    import rjieba

    position = 0
    for word in rjieba.cut(before + after, False):
        position += len(word)
        if position >= len(before):
            # Longer entries are phrases (中共中央国务院), rightly set with a space inside.
            return position > len(before) and len(word) <= LONGEST_WORD
    return False


def splits_word(left: str, right: str) -> bool:
    """Tell whether a Chinese word goes on from the end of one text to the start of another.

    >>> splits_word("但传统行业萎", "缩的速度"), splits_word("本报讯", "近日")
    (True, False)
    """
    before = HAN_BEFORE.search(left[-CONTEXT:])
    after = HAN_WORDS.match(right[:CONTEXT])
    return bool(before and after and _splits_word(before.group(), after.group()))


def _is_letter_spaced(line: str) -> bool:
    """Tell whether a line was spread out by spaces between its characters (齐 向 东 表示)."""
    words = [word for word in line.split() if HAN_WORDS.fullmatch(word)]
    single = sum(len(word) == 1 for word in words)
    return single >= 2 and single >= 0.4 * len(words)


def _within_words(line: str, runs: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the runs of spaces that stand inside Chinese words, or in a line full of such."""
    among_han = [
        run for run in runs if IS_HAN.match(line[run.start() - 1]) and IS_HAN.match(line[run.end()])
    ]
    if among_han and (
        _is_letter_spaced(line)
        or any(splits_word(line[: run.start()], line[run.end() :]) for run in among_han)
    ):
        yield from (run for run in among_han if not BYLINE.search(line[: run.start()]))


def _is_dropped(left: str, right: str) -> bool:
    """Tell whether the space between two characters goes because of what they are."""
    return (
        left in WIDE + OPENING
        or right in WIDE + CLOSING
        or (right in ",;:!?)" + OPENING and bool(IS_HAN.match(left)))
        or (left in CLOSING and (right in OPENING or bool(IS_HAN.match(right))))
    )


def _edits(line: str, start: int) -> Iterator[Edit]:
    """Yield what to change in one line that starts at an offset, in order."""
    numbers = {match.start(): match for match in NUMBER.finditer(line)}
    covered = {place for match in numbers.values() for place in range(*match.span())}
    runs = [run for run in RUN.finditer(line) if run.start() not in covered]
    within_words = set(_within_words(line, runs))
    for match in sorted([*numbers.values(), *runs], key=lambda match: match.start()):
        if match.re is NUMBER:
            text = MARKS.get(match.lastgroup or "", "")
        elif INDENT.search(match.group()) and line[match.start() - 1] in SENTENCE_MARKS:
            text = "\n"
        elif match in within_words or _is_dropped(line[match.start() - 1], line[match.end()]):
            text = ""
        else:
            text = " "
        if text != match.group():
            yield Edit(start + match.start(), start + match.end(), text)


def close_spaces(view: View) -> View:
    """Return the view without the spaces that typesetting left inside words and numbers."""
    edits: list[Edit] = []
    start = 0
    for line in view.text.splitlines(keepends=True):
        edits += _edits(line, start)
        start += len(line)
    return view.edited(edits)
