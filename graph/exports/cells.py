"""Text that a spreadsheet shows and does not calculate."""

from __future__ import annotations

# What makes a spreadsheet take a cell for a formula; the wide forms do where people type Chinese.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
MARK = "'"


def harmless(text: str) -> str:
    """Return a text with an apostrophe before it if a spreadsheet would calculate it.

    A text that has an apostrophe there gets one more, so that taking one away from every text
    that begins with one gives back what was written.

    >>> harmless("=1+1"), harmless("'t Hof"), harmless("a=b")
    ("'=1+1", "''t Hof", 'a=b')
    """
    return f"{MARK}{text}" if text.startswith((*FORMULA, MARK)) else text
