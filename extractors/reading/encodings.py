"""Bytes to text: the encoding that a text file is in, or None where it is not text."""

from __future__ import annotations

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# The most frequent characters of running Chinese, as each script writes them: in the wrong
# encoding they come out as rare characters.
FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体"
    "制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内"
    "数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提"
    "這為個國時來們於對會發動產種後學經進著等電裡現實體從業當應開還樣與關線內變條沒結問無軍"
)
SAMPLE = 4000  # characters that tell one encoding from another


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if CONTROL.search(text) else text


def _familiarity(text: str) -> float:
    """The share of frequent characters among those that are not ASCII."""
    foreign = [character for character in text[:SAMPLE] if not character.isascii()]
    return sum(character in FREQUENT for character in foreign) / max(1, len(foreign))


def _utf_16_without_mark(content: bytes) -> str | None:
    """Decode UTF-16 that lacks its mark, told by the zero bytes of its ASCII characters."""
    for encoding, zeros in (("utf-16-le", content[1::2]), ("utf-16-be", content[::2])):
        if len(content) % 2 == 0 and zeros.count(0) > len(zeros) // 50:
            text = _decoded(content, encoding)
            if text is not None:
                return text
    return None


def decode(content: bytes) -> str | None:
    r"""Return the text in UTF-8, UTF-16, GB18030, Big5 or a Western encoding; None if binary.

    Nothing is normalised: ``\r\n`` stays as it is, only a byte order mark goes. GB18030 and
    Big5 share their bytes, so the reading with more of the frequent characters wins.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    text = _decoded(content, "utf-8")
    if text is not None:
        return text
    if b"\x00" in content:
        return _utf_16_without_mark(content)
    readings = [_decoded(content, encoding) for encoding in ("gb18030", "big5hkscs")]
    familiar = [(text, _familiarity(text)) for text in readings if text is not None]
    best = max(familiar, key=lambda reading: reading[1], default=(None, 0.0))
    return best[0] if best[1] > 0.1 else _western(content) or _guessed(content) or best[0]


def _western(content: bytes) -> str | None:
    """Decode Windows-1252 where all but a few letters are ASCII."""
    high = sum(byte > 0x7F for byte in content[:SAMPLE])
    return _decoded(content, "cp1252") if high < len(content[:SAMPLE]) / 8 else None


def _guessed(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    match = from_bytes(content).best()
    return None if match is None else _decoded(content, match.encoding)
