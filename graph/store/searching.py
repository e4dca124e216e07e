"""How names are searched by a part of them: the same on every store."""

from __future__ import annotations

import unicodedata

# Follows the last character of a name, so that every character begins a pair or three and a
# search for one character needs no table of its own. A searchable name never contains it.
END = "\n"


def searchable(text: str) -> str:
    r"""Return a name or a query as they are compared in a search: any case, any width.

    >>> searchable(" ＳＭＩＣ  Shanghai\n")
    'smic shanghai'
    """
    return " ".join(unicodedata.normalize("NFKC", storable(text)).casefold().split())


def storable(text: str) -> str:
    r"""Return a text without what no database takes: zeros, and halves of broken characters.

    >>> storable("a\0b"), storable("\udcff")
    ('a b', '?')
    """
    return text.encode(errors="replace").decode().replace("\0", " ")


def trigrams(name: str) -> set[str]:
    r"""Return three characters from each character of a searchable name on, fewer at its end.

    >>> sorted(trigrams("abcd")) == ["abc", "bcd", "cd" + END, "d" + END]
    True
    """
    closed = name + END
    return {closed[start : start + 3] for start in range(len(name))}


def pairs(name: str) -> set[str]:
    """Return the pairs of neighbouring characters of a searchable name, the end included.

    >>> sorted(pairs("华为")) == ["为" + END, "华为"]
    True
    """
    closed = name + END
    return {closed[start : start + 2] for start in range(len(name))}
