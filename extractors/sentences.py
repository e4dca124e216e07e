"""Where the sentences of a paragraph end, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.spans import Sentence

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
CLOSERS = "”’」』）)\"'】》"
# A semicolon joins clauses that share a subject, so it ends nothing.
END = re.compile(
    rf"(?P<wide>[。！？]+[{CLOSERS}]*)"
    rf"|(?P<dots>…+[”’」』]*)(?=[{HAN}“A-Za-z0-9])"
    rf"|(?P<narrow>[.!?]+[{CLOSERS}]*)(?=\s+[\"'“‘(\[]?[A-Z0-9]|\s+[{HAN}]|\s*$)"
    rf"|(?P<mixed>[!?]+[{CLOSERS}]*)(?=[{HAN}])"
)
BRACKET = re.compile("《[^《》\n]{1,80}》|（[^（）\n]{1,120}）|\\([^()\n]{1,120}\\)")
ABBREVIATIONS = re.compile(
    "inc|co|ltd|corp|llc|plc|bros|dr|mr|mrs|ms|prof|st|nos?|vs|etc|jr|sr|gen|sen|rep|gov|hon|figs?|al"
    r"|approx|dept|est|vol|pp|eds?|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|e\.g|i\.e|(?:[a-z]\.)*[a-z]",
    re.IGNORECASE,
)
ENDING = re.compile(
    r"inc|co|ltd|corp|llc|plc|bros|etc|jr|sr|u\.s|u\.k|u\.n|a\.m|p\.m", re.IGNORECASE
)
LAST_WORD = re.compile(r"(?:^|[\s(\"'“‘,/-])([A-Za-z][A-Za-z.]*)$")
STARTER = re.compile(
    r"\s+[\"“]?(?:The|This|That|These|It|Its|In|On|At|As|A|An|He|She|We|They|For|With|After|By|But|And)\b"
)


def language_of_sentence(text: str) -> str:
    """Return zh or en: a Han character counts as half a word, a run of Latin letters as one."""
    han = len(re.findall(f"[{HAN}]", text))
    return "zh" if han and han / 2 >= len(re.findall("[A-Za-z]{2,}", text)) else "en"


def _is_abbreviation(before: str, after: str) -> bool:
    """Tell whether a full stop belongs to an abbreviation or an initial rather than a sentence."""
    word = LAST_WORD.search(before)
    if not word:
        return bool(re.fullmatch(r"\s*\d{1,2}", before))  # "1. Scope", at the start of a line
    name = word[1].rstrip(".")
    # These may end a sentence too, where a word follows that often begins one.
    if ENDING.fullmatch(name) and STARTER.match(after):
        return False
    return bool(ABBREVIATIONS.fullmatch(name))


def _ends(text: str) -> Iterator[int]:
    """Yield the offsets after which a new sentence begins."""
    inside = [(match.start(), match.end()) for match in BRACKET.finditer(text)]
    for match in END.finditer(text):
        while inside and inside[0][1] <= match.start():
            del inside[0]
        if inside and inside[0][0] < match.start() and match.end() < len(text):
            continue
        if match.lastgroup == "narrow" and match.group().startswith("."):
            start = match.start()
            if _is_abbreviation(text[max(0, start - 24) : start], text[match.end() :][:16]):
                continue
            if re.match(rf"\s+[{HAN}]", text[match.end() :][:4]):
                continue  # "[5] 乔金亮. 人工智能": a reference, not the end of a sentence
        yield match.end()


def sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph, which they cover but for white space around them.

    Closing quotation marks stay with the sentence that they end. A full stop within brackets
    or a title ends nothing.
    """
    paragraph = text[start:end]
    done = 0
    for stop in [*_ends(paragraph), len(paragraph)]:
        piece = paragraph[done:stop]
        content = piece.strip()
        if content:
            first = start + done + len(piece) - len(piece.lstrip())
            yield Sentence(first, first + len(content), language_of_sentence(content))
        done = stop
