"""Which passages were printed with a font whose first and third GB2312 rows are shifted.

In such a passage every full stop reads 遥 and every comma 袁. The same characters are
ordinary words elsewhere (遥控, 袁世凯), so a passage counts as damaged by the weight of
what cannot be a word there, set against the real punctuation around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
PAIRS = {"野": "冶", "渊": "冤", "叶": "曳", "耶": "爷"}
LONGEST_PAIR = 60  # characters, line breaks included, between two quotation marks or brackets
WINDOW = 60  # characters on either side, about four lines of a newspaper column
STRETCH = 120  # at most, on either side, where there is no real punctuation at all
NEIGHBOURS = 12  # enough for the longest word on either side of a character

SUSPECT = re.compile("[遥袁尧野冶渊冤叶曳豫耀垣]")
REAL = re.compile(f"[，。、；：！？“”（）《》]|(?<=[{HAN}])[,;](?=[{HAN}])")
# No word puts these characters there. A plate number (豫A) follows no digit in prose.
CERTAIN = re.compile(
    r"(?<=\d)[ ]?豫(?![A-Z剧])|(?<=[A-Za-z0-9])[ ]?垣|(?<=\s)遥(?=\s)"
    r"|(?:(?<=\d)|(?<=\d[万亿]))[ ]?耀\s?(?=\d)"
    r"|姻(?=\s*本[报刊]记者)"
)
# After these, 袁 is somebody's surname.
TITLE = (
    "董事长|总经理|经理|总裁|院长|所长|校长|主任|书记|部长|局长|市长|省长|县长|区长|司长|处长|会长|"
    "秘书长|理事长|主席|教授|院士|研究员|工程师|科学家|专家|记者|通讯员|创始人|合伙人|负责人|分析师|"
    "代表|委员|律师|博士|老师|先生|女士|作者|编辑|主编|副总|总监|顾问|队长|组长|同志"
)
NAME_END = re.compile(rf"(?:^|[\s、，：]|{TITLE})[{HAN}]{{1,2}}$")  # 记者李遥, 王之尧
NAME_BEFORE = re.compile(rf"(?:^|[\s、，：:;；（(|｜丨和与及由对让跟是叫给向]|{TITLE})$")


def is_in_word(text: str, place: int) -> bool:
    """Tell whether a character belongs to a word of two characters or more.

    White space is ignored, so a word that a line break cuts in two counts.

    >>> is_in_word("无人机遥感影像", 3), is_in_word("开幕遥 他表示", 2)
    (True, False)
    """
    import rjieba

    before = "".join(text[max(0, place - NEIGHBOURS) : place].split())
    after = "".join(text[place + 1 : place + 1 + NEIGHBOURS].split())
    position = 0
    for word in rjieba.cut(before + text[place] + after, False):
        position += len(word)
        if position > len(before):
            return len(word) > 1
    return False


def pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a shifted opening mark stands and where the closing mark that ends it.

    Each closing mark takes the first opening mark since the last closing one that is not
    part of a word; so 野野生动物冶 opens once.
    """
    for opening, closing in PAIRS.items():
        if closing not in text:
            continue
        openings: list[int] = []
        for match in re.finditer(f"[{opening}{closing}]", text):
            place = match.start()
            if match.group() == opening:
                openings.append(place)
                continue
            openings = [each for each in openings if place - each <= LONGEST_PAIR]
            if not openings or is_in_word(text, place):
                continue
            loose = [each for each in openings if not is_in_word(text, each)]
            if loose or opening == "野":
                yield (loose or openings[-1:])[0], place
                openings = []


def _weight(text: str, place: int) -> float:
    """How much one character speaks for damage, where it is not part of a word."""
    glyph = text[place]
    left = text[max(0, place - 6) : place]
    spaced_left = not left or left[-1].isspace()
    spaced_right = place + 1 == len(text) or text[place + 1].isspace()
    if glyph == "袁":
        if spaced_left and spaced_right:
            return 2.0
        return 0.0 if NAME_BEFORE.search(left) else 1.0
    if glyph not in "遥尧" or (NAME_END.search(left) and not spaced_left):
        return 0.0
    if glyph == "遥":
        return 3.0 if spaced_right else 1.0
    return 2.0 if spaced_left and spaced_right else 1.5


class Damage:
    """The evidence of one text; ``at`` tells for any place whether its passage is damaged."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pairs = sorted(pairs(text))
        certain = {match.end() - len(match.group().lstrip()) for match in CERTAIN.finditer(text)}
        self.certain = certain | {place for pair in self.pairs for place in pair}
        weights: dict[int, float] = dict.fromkeys(self.certain, 3.0)
        for match in SUSPECT.finditer(text):
            place = match.start()
            if place in weights:
                continue
            weight = _weight(text, place)
            if weight and not is_in_word(text, place):
                weights[place] = weight
        self._places = sorted(weights)
        self._sums = [0.0, *accumulate(weights[place] for place in self._places)]
        self._real = [match.start() for match in REAL.finditer(text)] if weights else []

    @property
    def is_found(self) -> bool:
        """Whether anything speaks for damage anywhere."""
        return bool(self._places)

    def at(self, place: int) -> bool:
        """Tell whether the passage around a place is damaged.

        The passage is the stretch without real punctuation around it; a wider window, in
        which the evidence must outweigh the real punctuation, finds damage mixed with it.
        """
        nearest = bisect_left(self._real, place)
        before = self._real[nearest - 1] if nearest else 0
        after = self._real[nearest] if nearest < len(self._real) else len(self.text)
        stretch = max(before, place - STRETCH), min(after, place + STRETCH)
        return self._outweighs(*stretch) or self._outweighs(place - WINDOW, place + WINDOW)

    def _outweighs(self, start: int, end: int) -> bool:
        evidence = (
            self._sums[bisect_left(self._places, end)]
            - self._sums[bisect_left(self._places, start)]
        )
        real = bisect_left(self._real, end) - bisect_left(self._real, start + 1)
        # One odd character alone (a name that ends in 尧) proves nothing.
        return evidence >= 2.5 + 0.5 * real
