"""Sentences with their mentions replaced by one placeholder each.

A pattern over ``由<机构>、<机构>领投`` is short and can be read; one over the names
themselves is neither. Placeholders are private-use characters, one for each entity type.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from extractors.spans import FULL_WIDTH, Passage, Span

PLACEHOLDERS = {
    "Organization": "\ue000",
    "Person": "\ue001",
    "Policy": "\ue002",
    "Technology": "\ue003",
    "Place": "\ue004",
}
LETTERS = {"O": "Organization", "P": "Person", "L": "Policy", "T": "Technology", "G": "Place"}
BRACKET = re.compile(r"\s?[（(](?P<inside>[^（）()]{1,60})[）)]")
LATIN = re.compile(r"(?:股票代码|证券代码)?[：:]?[A-Za-z0-9.&\-:： ]+")
ANY_SLOT = "".join(PLACEHOLDERS.values())
# Fonts without a table leave private-use characters in a text: they are no slots.
_PLAIN = FULL_WIDTH | dict.fromkeys(map(ord, PLACEHOLDERS.values()), "\ufffd")
# "A联合B" and "A会同B" enumerate too; brackets behind a name ("（SAP）") do not end the list.
SEPARATOR = (
    r"(?:[（(][^（）()]{1,24}[）)])?[”』」》]?\s*"
    r"(?:、|，|,|/|以及|和|与|及|暨|或|同|并联合|并|会同|联合|携手)\s*[“『「《]?"
)
# Where a name is the whole object and not the first half of a compound ("AI 工具", "机器人大会").
END = (
    r"(?=\s?(?:$|[^\s\u4e00-\u9fffA-Za-z0-9“「《]|技术|系统|平台|产品|模型|芯片|系列|"
    r"[的在为将于和与及等了来并后从对用以是可能已由被让使即也还又受引备]|"
    r"进行|助力|实现|提升|提高|推动|赋能|开展|支持|覆盖|正式|首次|成功|帮助|降低|解决|面向|服务|驱动|优化|"
    r"加速|促进|打造|参与|应对|整合|具有|具备|拥有|融合|集成|亮相|问世|入选|采用|搭载|获评|获得|达到|超过|"
    r"率先|能够|凭借|通过|取得|基于|运行|落地|上市|交付|下线|量产|投产|投入))"
)
_MACRO = re.compile(r"<(?P<types>[OPLTG|]+)(?P<many>\+?)(?::(?P<group>[a-z]+))?>")
_WORDS = re.compile(r"\{(?P<name>[a-z_]+)\}")


@dataclass(frozen=True)
class Slotted:
    """Part of a passage with placeholders.

    ``starts`` are the slots' places in ``text`` and ``widths`` how many characters of the
    passage each stands for: its name, and a bracket behind it that only names it again.
    """

    text: str
    starts: tuple[int, ...]
    widths: tuple[int, ...]
    mentions: tuple[Span, ...]
    begin: int

    def between(self, start: int, end: int) -> Sequence[Span]:
        """Return the mentions whose slots lie between two places of the slotted text."""
        return [
            mention
            for place, mention in zip(self.starts, self.mentions, strict=True)
            if start <= place < end
        ]

    def group(self, match: re.Match[str], name: str) -> Sequence[Span]:
        """Return the mentions that a named group of a match enclosed, if it took part."""
        start, end = match.span(name)
        return self.between(start, end) if start >= 0 else []

    def original(self, place: int) -> int:
        """Return the passage's offset for a place in the slotted text.

        A slot is one character wide here, and as wide as its name there.
        """
        passed = bisect_right(self.starts, place - 1)
        return self.begin + place + sum(self.widths[:passed]) - passed


def slotted(passage: Passage, start: int, end: int) -> Slotted:
    """Replace the outermost mentions between two offsets by placeholders."""
    aliases = {(alias.alias.start, alias.alias.end) for alias in passage.aliases}
    pieces: list[str] = []
    starts: list[int] = []
    widths: list[int] = []
    mentions: list[Span] = []
    position, width = start, 0
    for mention in outermost(passage.within(start, end)):
        if mention.start < position:
            continue
        piece = passage.text[position : mention.start]
        pieces += (piece.translate(_PLAIN), PLACEHOLDERS[mention.type])
        starts.append(width + len(piece))
        mentions.append(mention)
        width += len(piece) + 1
        position = _named_again(passage, mention, aliases, end)
        widths.append(position - mention.start)
    pieces.append(passage.text[position:end].translate(_PLAIN))
    return Slotted("".join(pieces), tuple(starts), tuple(widths), tuple(mentions), start)


def _named_again(passage: Passage, mention: Span, aliases: Set[tuple[int, int]], limit: int) -> int:
    """Return where a mention ends, a bracket behind it included that only names it again."""
    bracket = BRACKET.match(passage.text, mention.end, limit)
    if bracket is None:
        return mention.end
    inside = passage.within(*bracket.span())
    is_name = LATIN.fullmatch(bracket["inside"]) or any(
        (span.start, span.end) in aliases for span in inside
    )
    return bracket.end() if is_name else mention.end


def outermost(mentions: Sequence[Span]) -> list[Span]:
    """Return the mentions that lie in no other one, in order of their start."""
    kept: list[Span] = []
    for mention in sorted(mentions, key=lambda span: (span.start, -span.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def compiled(pattern: str, words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Compile a pattern with slots and word lists.

    ``<O>`` is one organization, ``<O+>`` an enumeration of them, ``<O|P+:head>`` one of
    organizations or people captured as ``head``; ``{release}`` is any word of that list.

    >>> bool(compiled("<O:head>{release}了?<T:tail>", {"release": ["发布"]}).search("x"))
    False
    """
    pattern = pattern.replace("<end>", END)
    listed = _WORDS.sub(lambda found: _either(words[found["name"]]), pattern)
    return re.compile(_MACRO.sub(_slot, listed))


def _either(words: Sequence[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


def _slot(found: re.Match[str]) -> str:
    letters = found["types"].replace("|", "")
    # Spaces around Latin names ("将 AI 应用于") belong to nobody.
    slot = r"\s?[" + "".join(PLACEHOLDERS[LETTERS[letter]] for letter in letters) + r"]\s?"
    if found["many"]:
        slot = rf"{slot}(?:(?:{SEPARATOR}|[”』」》]?\s*[“『「《]?){slot})*"
    return f"(?P<{found['group']}>{slot})" if found["group"] else f"(?:{slot})"
