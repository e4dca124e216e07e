"""Spaces as a person would type them: 齐 向 东 is 齐向东, 2 . 0 is 2.0 and 99 % is 99%.

Works within lines. A space between two words of Chinese is kept (本报讯 近日, 周济 主编),
because headlines, bylines and lists of names are set with it; only in a narrow column in
which spaces tear many words apart does it go too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.reading.damage import HAN
from extractors.reading.lines import LINE, columns_of, lines_of
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
AROUND = 10  # lines on either side, in which
TORN = 2  # words torn by spaces and
TORN_SHARE = 1 / 4  # of the spaces show that none of the spaces means anything

# So many ideographic spaces in a row stand between a table's entries, or lines run together.
COLUMN_GAP = 4
ENTRY_END = "\u3000"  # one is left of them until lines are joined, so that none joins there
ENTRY = re.compile(f"(?<=\\S){ENTRY_END}(?=\\S)")
LAST_WORD, FIRST_WORD = re.compile(f"[{HAN}]+$"), re.compile(f"[{HAN}]+")
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
NAMES = re.compile(f"\\s*(?:[{HAN}]{{2,4}}(?:[{BLANK}]+|\\s*$)){{2,}}$")
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


def _among_han(line: str) -> list[re.Match[str]]:
    """Return the runs of spaces between two Chinese characters."""
    return [
        run
        for run in RUN.finditer(line)
        if IS_HAN.match(line[run.start() - 1]) and IS_HAN.match(line[run.end()])
    ]


def _tears(line: str) -> list[bool]:
    """Tell for each run of spaces between two Chinese characters whether it tears a word."""
    return [splits_word(line[: run.start()], line[run.end() :]) for run in _among_han(line)]


def _spaced_at_random(text: str) -> set[int]:
    """Return where the lines start in which no space between two Chinese characters counts.

    Such are lines in which one tears a word, lines that are spread out, and the lines of a
    narrow column amid many torn words, unless they list names.
    """
    lines = lines_of(text)
    tears = [_tears(line.text) for line in lines]
    found = {
        line.start
        for line, torn in zip(lines, tears, strict=True)
        if any(torn) or (torn and _is_letter_spaced(line.text))
    }
    if sum(map(sum, tears)) < TORN:
        return found
    for place, column in enumerate(columns_of(lines)):
        around = [
            torn for each in tears[max(0, place - AROUND) : place + AROUND + 1] for torn in each
        ]
        is_torn = sum(around) >= TORN and sum(around) >= TORN_SHARE * len(around)
        if column and tears[place] and is_torn and not NAMES.match(lines[place].text):
            found.add(lines[place].start)
    return found


def _is_dropped(left: str, right: str) -> bool:
    """Tell whether the space between two characters goes because of what they are."""
    return (
        left in WIDE + OPENING
        or right in WIDE + CLOSING
        or (right in ",;:!?)" + OPENING and bool(IS_HAN.match(left)))
        or (left in CLOSING and (right in OPENING or bool(IS_HAN.match(right))))
    )


def _edits(line: str, start: int, *, is_random: bool) -> Iterator[Edit]:
    """Yield what to change in one line that starts at an offset, in order."""
    numbers = {match.start(): match for match in NUMBER.finditer(line)}
    covered = {place for match in numbers.values() for place in range(*match.span())}
    runs = [run for run in RUN.finditer(line) if run.start() not in covered]
    within_words = {
        run.start()
        for run in (_among_han(line) if is_random else ())
        if not BYLINE.search(line[: run.start()]) and not _is_column(line, run)
    }
    for match in sorted([*numbers.values(), *runs], key=lambda match: match.start()):
        if match.re is NUMBER:
            text = MARKS.get(match.lastgroup or "", "")
        elif match.group().count("\u3000") >= COLUMN_GAP:
            text = ENTRY_END
        elif INDENT.search(match.group()) and line[match.start() - 1] in SENTENCE_MARKS:
            text = "\n"
        elif match.start() in within_words or _is_dropped(
            line[match.start() - 1], line[match.end()]
        ):
            text = ""
        else:
            text = " "
        if text != match.group():
            yield Edit(start + match.start(), start + match.end(), text)


def _is_column(line: str, gap: re.Match[str]) -> bool:
    """Tell whether a wide gap sets two entries apart and pads no name.

    王伟　　某某部部长 is two entries, 王　　伟 a name as wide as its neighbours.
    """
    if gap.group().count("\u3000") < 2:
        return False
    left, right = LAST_WORD.search(line[: gap.start()]), FIRST_WORD.match(line[gap.end() :])
    return left is not None and right is not None and len(left[0]) + len(right[0]) > 2


def close_spaces(view: View) -> View:
    """Return the view without the spaces that typesetting left inside words and numbers."""
    edits: list[Edit] = []
    at_random = _spaced_at_random(view.text)
    for line in LINE.finditer(view.text):
        content = line.start() + len(line.group()) - len(line.group().lstrip())
        edits += _edits(line.group(), line.start(), is_random=content in at_random)
    return view.edited(edits)


def end_entries(view: View) -> View:
    """Return the view with a line for each entry that a very wide gap set apart."""
    return view.edited(
        [Edit(match.start(), match.end(), "\n") for match in ENTRY.finditer(view.text)]
    )
