"""The words around places in documents."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store.base import Store

Place = tuple[str, int, int]
"""A document and the first and the last offset, exclusive, of a stretch of its text."""


def surroundings(
    store: Store, places: Iterable[Place], context: int
) -> dict[Place, tuple[str, str]]:
    """Return so many characters before and after each place; every text is read once."""
    of_document: dict[str, list[Place]] = {}
    for place in places:
        of_document.setdefault(place[0], []).append(place)
    found = {}
    for document, inside in of_document.items():
        text = store.document(document).text  # one at a time: texts may be large
        for place in inside:
            _, start, end = place
            found[place] = (text[max(0, start - context) : start], text[end : end + context])
    return found
