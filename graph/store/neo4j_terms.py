"""The words by which a full-text index finds any part of a name, and nothing but words.

Lucene's analyzers split text where a language would; a search for a part of a name must not
depend on that. Each pair of neighbouring characters is therefore one word of hexadecimal
digits: an index that splits at white space gives back exactly the names that contain them,
and no character of a query can mean anything to Lucene.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.ids import content_id
from graph.store.searching import END, pairs

PINYIN = "py"  # begins words of a name in pinyin, and no hexadecimal number
ENOUGH = 32  # pairs in a query; what they find is compared with the whole text anyway


def key_of(comparable: str) -> str:
    """Return the word that stands for a comparable name.

    >>> key_of("华为")
    'name3a68d30ba272e2d0'
    """
    return content_id("name", comparable).replace("-", "")


def terms(names: Iterable[str], keys: Iterable[str], read: Iterable[str]) -> str:
    """Return the words by which searchable names and the keys of comparable ones are found.

    ``read`` are the words by which the names are found in pinyin.
    """
    words = {_word(pair) for name in names for pair in pairs(name)}
    return " ".join(sorted(words.union(keys, (PINYIN + word for word in read))))


def query_for(text: str, read: Iterable[str] = ()) -> str:
    """Return the Lucene query for names that contain each pair of a searchable text.

    ``read`` are beginnings of words in pinyin, any one of which will do as well.

    >>> query_for("华为"), query_for("华")
    ('+00534e004e3a', '00534e*')
    >>> query_for("hu", ["0hu", "1hu"])
    '(+000068000075) py0hu* py1hu*'
    """
    if len(text) == 1:
        return _word(text) + "*"
    inside = sorted(pair for pair in pairs(text) if END not in pair)
    whole = " ".join("+" + _word(pair) for pair in inside[:ENOUGH])
    begun = [f"{PINYIN}{word}*" for word in read]
    return " ".join([f"({whole})", *begun]) if begun else whole


def _word(characters: str) -> str:
    return "".join(f"{ord(character):06x}" for character in characters)
