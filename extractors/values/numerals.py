"""Numbers in figures, Chinese numerals and English words, as exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {sign: Decimal(place) for place, sign in enumerate("零一二三四五六七八九")} | {
    "〇": Decimal(0), "两": Decimal(2),
}  # fmt: skip
UNITS = {"亿": Decimal(10**8), "万": Decimal(10**4), "千": Decimal(1000), "百": Decimal(100),
         "十": Decimal(10)}  # fmt: skip
SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "lakh": 10**5, "m": 10**6, "mm": 10**6,
    "mn": 10**6, "mln": 10**6, "mio": 10**6, "million": 10**6, "crore": 10**7, "b": 10**9,
    "bn": 10**9, "bln": 10**9, "billion": 10**9, "t": 10**12, "tn": 10**12, "trn": 10**12,
    "trillion": 10**12,
}  # fmt: skip
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
WORDS = {
    name: Decimal(value)
    for value, name in enumerate((
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen", "twenty",
    ), start=1)
} | {
    "thirty": Decimal(30), "forty": Decimal(40), "fifty": Decimal(50), "sixty": Decimal(60),
    "seventy": Decimal(70), "eighty": Decimal(80), "ninety": Decimal(90),
    "a": Decimal(1), "an": Decimal(1),
    "half a": Decimal("0.5"), "half": Decimal("0.5"), "quarter of a": Decimal("0.25"),
}  # fmt: skip
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
WORD = rf"(?:{_TENS})[\s-]+(?:{_ONES})|" + "|".join(sorted(WORDS, key=len, reverse=True))
ARTICLES = frozenset(("a", "an"))
"""Numbers before a scale alone: a million, but a fund."""
# Enough for any amount of money; a longer run of figures is no amount.
LONGEST = 30
_FIGURES = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def chinese_number(numeral: str) -> Decimal | None:
    """Return what a Chinese numeral or figures with Chinese units come to, None if it is neither.

    >>> [str(chinese_number(each)) for each in ("三点五亿", "1亿2000万", "一亿二", "千万", "万亿")]
    ['350000000', '120000000', '120000000', '10000000', '1000000000000']
    """
    bare = numeral.replace(",", "").replace("个", "")
    if not bare or len(bare) > LONGEST:
        return None
    found = _units(bare)
    return None if found is None else whole(found)


def english_number(figure: str, scale: str | None) -> Decimal | None:
    """Return what figures or a word, and a word for its scale, come to; None if unknown.

    >>> english_number("1.2", "bn"), english_number("half a", "million")
    (Decimal('1200000000'), Decimal('500000'))
    """
    bare = figure.replace(",", "")
    if len(bare) > LONGEST or (bare in ARTICLES and not scale):
        return None
    plain = Decimal(bare) if _FIGURES.fullmatch(bare) else _worded(bare)
    if plain is None:
        return None
    return whole(plain * (SCALES[scale.casefold()] if scale else 1))


def _worded(words: str) -> Decimal | None:
    """Return what twenty-five or half a comes to."""
    if known := WORDS.get(" ".join(words.split())):
        return known
    tens, *ones = re.split(r"[\s-]+", words)
    if len(ones) == 1 and tens in WORDS and ones[0] in WORDS:
        return WORDS[tens] + WORDS[ones[0]]
    return None


def whole(number: Decimal) -> Decimal:
    """Return the same number without an exponent and without zeros behind the point.

    >>> whole(Decimal("1.50E+3")), whole(Decimal("2.50"))
    (Decimal('1500'), Decimal('2.5'))
    """
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()


def _units(text: str) -> Decimal | None:
    """Return the value of a numeral, split at its largest unit: 三千|万|五百 is 3000 × 万 + 500."""
    for unit, size in UNITS.items():
        if unit in text:
            many, _, rest = text.rpartition(unit)
            times = _units(many) if many else Decimal(1)
            more = _rest(rest, size)
            return None if times is None or more is None else times * size + more
    return _plain(text)


def _rest(text: str, size: Decimal) -> Decimal | None:
    """Return what follows a unit: 二 behind 一亿 is 0.2 亿, 半 half of it."""
    if not text:
        return Decimal(0)
    if text == "半":
        return size / 2
    if text in DIGITS and size > UNITS["十"]:
        return DIGITS[text] * size / 10
    return _units(text.removeprefix("零"))


def _plain(text: str) -> Decimal | None:
    if _FIGURES.fullmatch(text):
        return Decimal(text)
    if text == "半":
        return Decimal("0.5")
    before, point, after = text.partition("点")
    if not before or (point and not after) or any(sign not in DIGITS for sign in before + after):
        return None
    figures = "".join(str(DIGITS[sign]) for sign in before)
    return Decimal(f"{figures}.{''.join(str(DIGITS[sign]) for sign in after) or 0}")
