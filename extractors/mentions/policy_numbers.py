"""Numbers that policies go by: 国发〔2017〕35号, 国务院令第713号, GB/T 1234-2020."""

from __future__ import annotations

import re
from collections.abc import Iterator

STANDARD = re.compile(
    r"(?<![A-Za-z])(?:GB(?:/[TZ])?|GJB|YD/T|JR/T|QC/T|HJ(?:/T)?|DB\d{2}/T|T/[A-Z]{2,10}|ISO(?:/IEC)?|IEC|IEEE|"
    r"SAE|UN ECE|ITU-T|EN|ETSI)\s?[A-Z]{0,3}\.?\d[\d.]*(?:[-—]\d{1,4})*(?:[:：]\d{4})?"
    # Codes and guides of nuclear safety.
    r"|(?<![A-Za-z])HA[DF]\s?\d{3}(?:/\d{2}){1,2}(?:-\d{4})?"
)
_DIGIT = "[0-9０-９]"
_YEAR = rf"[〔\[［【（(]\s?{_DIGIT}{{4}}\s?[〕\]］】）)]"
# What stands for an issuer in its papers' numbers, where no mark shows where the number begins.
_LETTERS = (
    r"国发明电|国办发明电|国发|国办发|国函|国办函|中发|中办发|厅字|财[税建教企综资行]|发改[\u4e00-\u9fff]{1,4}|"
    r"工信[部厅][\u4e00-\u9fff]{1,5}|国科[办发][\u4e00-\u9fff]{0,3}|环[办发][\u4e00-\u9fff]{0,4}|银发|证监发|银保监[办发]"
)
# What may run into a number from its left.
_LEAD = (
    r"(?<![\u4e00-\u9fff])(?:根据|依据|按照|依照|落实|贯彻|执行|印发|转发|废止|详见|文号|的|号?[和与及]|"
    r"[一二三四五六七八九十〇○零]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)?"
)
_SERIAL = rf"第?\s?{_DIGIT}{{1,5}}\s?号"
DOCUMENT = re.compile(
    rf"(?:{_LEAD}(?P<number>(?:(?![年月日号的])[\u4e00-\u9fff]){{2,12}}\s?{_YEAR}\s?{_SERIAL})"
    rf"|(?P<known>(?:{_LETTERS})\s?{_YEAR}\s?{_SERIAL}))"
)
# 国务院令第713号, 2021年第5号公告: alone where a mark shows where they begin, else in brackets.
ORDER = re.compile(
    rf"{_LEAD}(?P<number>[\u4e00-\u9fff]{{1,14}}(?:令|公告)\s?(?:{_DIGIT}{{4}}年)?{_SERIAL})"
    rf"|(?<=[（(])(?P<serial>{_DIGIT}{{4}}年{_SERIAL}(?:公告|令)?)(?=[）)，,])"
)
# A letter that was received: its number is no policy's.
RECEIVED = re.compile(r"[）)]?(?:\s?[、和及与，][^。；]{0,80})?\s?(?:均)?(?:已)?(?:收悉|悉)")


def numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, float]]:
    """Yield start, end, kind and confidence of the numbers between two offsets."""
    for match in STANDARD.finditer(text, start, end):
        yield match.start(), match.end(), "standard", 0.8
    for pattern in (DOCUMENT, ORDER):
        for match in pattern.finditer(text, start, end):
            if not RECEIVED.match(text, match.end()):
                yield *match.span(match.lastgroup or 0), "other", 0.9


def is_number(name: str) -> bool:
    """Tell whether a policy's name is a number.

    >>> is_number("国发〔2017〕35号"), is_number("GB/T 1234-2020"), is_number("港口法")
    (True, True, False)
    """
    bracketed = f"（{name}）"
    return any(
        (match := pattern.match(bracketed, 1)) is not None and match.end() == len(name) + 1
        for pattern in (STANDARD, DOCUMENT, ORDER)
    )
