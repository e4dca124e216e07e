"""Characters that formats cannot hold, and what stands in their place."""

from __future__ import annotations

import re

# What XML 1.0 cannot hold. Controls become their visible pictures (U+0001 is shown as ␁), so
# that a quote keeps its length; a lone surrogate becomes the replacement character.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
HALF = re.compile("[\ud800-\udfff]")
PICTURES = 0x2400
REPLACED = "\N{REPLACEMENT CHARACTER}"


def legal_text(text: str) -> str:
    r"""Return a text as XML can hold it, of the same length.

    >>> legal_text("a\x01b")
    'a␁b'
    """
    shown = CONTROL.sub(lambda found: chr(PICTURES + ord(found.group())), text)
    return NO_CHARACTER.sub(REPLACED, shown)


def whole_text(text: str) -> str:
    """Return a text as UTF-8 can hold it: a lone surrogate becomes the replacement character."""
    return HALF.sub(REPLACED, text)
