"""The pieces of words that an encoder knows (WordPiece, as BERT's uncased vocabularies have it)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

INNER = "##"
"""What begins a piece that goes on a word."""
BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST = 40
"""A word of more letters is no word."""


class Wordpieces:
    """Takes words apart, the longest piece first."""

    def __init__(self, pieces: Iterable[str]) -> None:
        """Take the pieces in the order of their numbers."""
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self._known: dict[str, tuple[int, ...]] = {}
        self.begin, self.end = self._numbers[BEGIN], self._numbers[END]

    def numbers(self, word: str) -> tuple[int, ...]:
        """Return the numbers of a word's pieces, or of the one that stands for unknown words.

        >>> pieces = Wordpieces(["[CLS]", "[SEP]", "[UNK]", "bio", "##metric", "##s"])
        >>> pieces.numbers("Biometrics"), pieces.numbers("X")
        ((3, 4, 5), (2,))
        """
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._apart(plain(word)) or (self._numbers[UNKNOWN],)
        return found

    def _apart(self, word: str) -> tuple[int, ...]:
        numbers: list[int] = []
        start = 0
        while start < len(word) <= LONGEST:
            ahead = INNER if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if ahead + word[start:end] in self._numbers), None)
            if end is None:
                return ()
            numbers.append(self._numbers[ahead + word[start:end]])
            start = end
        return tuple(numbers)


def plain(word: str) -> str:
    """Return a word in small letters without accents.

    >>> plain("Société")
    'societe'
    """
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")
