"""Wrong glyphs undone: 遥 read back as 。 and 袁 as ，, wherever a passage is damaged.

Certain Chinese PDF fonts give row 50 of GB2312 for row 1 (punctuation) and row 52 for row
3 (full-width ASCII). The table follows from the codec; ``damage`` says where it applies.
"""

from __future__ import annotations

import re
import unicodedata

from extractors.reading.damage import HAN, TITLE, Damage, is_in_word
from extractors.reading.view import Edit, View

SHIFTED_ROWS = {0xD2: 0xA1, 0xD4: 0xA3}
KEPT_FULL_WIDTH = set(
    "，：；！？（）"
)  # as Chinese is typed; letters, digits, ％ ～ ＋ become narrow


def _meant() -> dict[str, str]:
    table = {}
    for wrong, right in SHIFTED_ROWS.items():
        for cell in range(0xA1, 0xFF):
            # GB18030 agrees with GB2312 here, and maps the dash to U+2014 as everybody types it.
            glyph = bytes((wrong, cell)).decode("gb18030")
            character = bytes((right, cell)).decode("gb18030")
            is_kept = right == 0xA1 and character != "～"
            keep = is_kept or character in KEPT_FULL_WIDTH
            table[glyph] = character if keep else unicodedata.normalize("NFKC", character)
    return table


MEANT = _meant()


def _class_of(characters: str) -> str:
    """The shifted glyphs of these characters, as the inside of a regular expression's class."""
    return "".join(glyph for glyph, meant in MEANT.items() if meant in characters)


PLAIN = re.compile(f"[{_class_of('。，、')}]")
LOOSE = re.compile("[野冶渊冤垣]")  # without a partner nearby, as around a long quotation
ENDINGS = re.compile(f"[{_class_of('！？；·')}]")
VERB = "表示|指出|认为|强调|介绍|透露|坦言|建议|提出|告诉|说|称|道"
NAME = re.compile(rf"袁[{HAN}]{{1,2}}(?={VERB}|[\s袁尧遥冤，、。）]|$)")
NO_COMMA_AFTER = set("\n\r\f。，、；：！？“（《遥|｜丨")  # so a 袁 there is a name
AFTER_TITLE = re.compile(rf"(?:{TITLE})$")
DIGIT = f"[{_class_of('0123456789')}]"
LETTER = f"[{_class_of('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}]"
UNIT = "[年月日时分秒万亿元个家项人名台倍次种余多％%豫]"
COMMON = set("月在再云运载")  # B Z Y F K X, too common as words to prove a Latin letter

# Glyphs that are common words: undone in a damaged passage and in such a place only.
IN_PLACE = re.compile(
    "|".join((
        r"(?<![怀受妊])孕(?=\d)",
        "要{2,}",
        "噎{2}",
        r"(?m:^)摇{1,2}(?=[^摆曳篮晃滚])",
        r"(?<=\d)援(?=\d)",
        r"(?<=[A-Za-z0-9])[原辕](?=[A-Za-z0-9])",
        rf"{DIGIT}+(?:援{DIGIT}+)?豫",
        rf"(?:{DIGIT}|(?<=[园员圆猿源缘远苑愿怨])援){{2,}}(?={UNIT})",
        rf"(?<=年){DIGIT}{{1,2}}(?=月)",
        rf"(?<=月){DIGIT}{{1,2}}(?=日)",
        rf"(?:(?<={VERB[:2]})|(?<=[说称道]))院(?=\s*[野“])",
    ))
)  # fmt: skip
COLON_AFTER_NAME = re.compile(rf"(?:{TITLE})[{HAN}]{{2,3}}(院)(?=[ ]*(?:\n|$))")
# Institutes whose short names no dictionary of words has.
INSTITUTE = "信通|计量|检测|质检|规划|设计|电子|材料|建研|环科|汽研|电科|工研|深研"
TITLE_LINE = f"[{HAN}A-Za-z0-9 ]"
# 某地新建计算中心院 over a second line of the same headline.
COLON_IN_HEADLINE = re.compile(
    rf"^(?P<above>{TITLE_LINE}{{6,30}})(?<!{INSTITUTE})(?P<colon>院)[ ]*\n"
    rf"(?P<below>{TITLE_LINE}{{3,24}})$",
    re.MULTILINE,
)
LETTERS = re.compile(rf"{LETTER}{{2,}}")


def _is_name(text: str, place: int) -> bool:
    """Tell whether a 袁 in a damaged passage is a surname.

    It is one where no comma can stand, such as at the start of a line, and after a title.
    """
    if text[place] != "袁":
        return False
    before = text[max(0, place - 8) : place].rstrip(" \t\u3000")
    if not before or before[-1] in NO_COMMA_AFTER:
        return True
    return bool(NAME.match(text, place) and AFTER_TITLE.search(text, max(0, place - 6), place))


def _is_colon(match: re.Match[str]) -> bool:
    """Tell whether the 院 between two lines of a headline is no part of a word or a name.

    What is left of an institute's name before it is a single character (中 国 科 院).
    """
    import rjieba

    *_, last, end = ["", *rjieba.cut("".join(match["above"].split()) + "院", False)]
    is_headline = not PLAIN.search(match["above"] + match["below"])
    return is_headline and end == "院" and len(last) > 1


def undo_glyphs(view: View) -> View:
    """Return the view in which the shifted glyphs of damaged passages are what was meant."""
    text = view.text
    damage = Damage(text)
    if not damage.is_found:
        return view
    places = set(damage.certain)
    for pattern in (PLAIN, ENDINGS, LOOSE):
        for match in pattern.finditer(text):
            place = match.start()
            if damage.at(place) and not is_in_word(text, place) and not _is_name(text, place):
                places.add(place)
    for match in IN_PLACE.finditer(text):
        if damage.at(match.start()):
            places.update(range(match.start(), match.end()))
    for match in COLON_AFTER_NAME.finditer(text):
        if damage.at(match.start(1)):
            places.add(match.start(1))
    for match in COLON_IN_HEADLINE.finditer(text):
        if _is_colon(match) and damage.at(match.start("colon")):
            places.add(match.start("colon"))
    for match in LETTERS.finditer(text):
        rare = [glyph for glyph in match.group() if glyph not in COMMON]
        if len(rare) > 1 and damage.at(match.start()) and not is_in_word(text, match.start()):
            places.update(range(match.start(), match.end()))
    return view.edited(Edit(place, place + 1, MEANT[text[place]]) for place in sorted(places))
