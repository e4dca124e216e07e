"""Where the finders' marks correct how far a decided name goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.mentions.deals import SURE, DealFinder
from extractors.spans import Span

OPENING = "“「"


def bounded_by(outer: Sequence[Span], marks: Sequence[Span]) -> Iterator[Span]:
    """Yield the names: quoted ones with the noun behind (“某某”大模型), joined ones apart.

    An organization that no finder knows as a whole, and in which two others stand that the
    finders are sure of, is those two: 星河集团老股东青松资本.
    """
    for span in outer:
        inside = [mark for mark in marks if mark.type == span.type and _overlap(mark, span)]
        known = any((mark.start, mark.end) == (span.start, span.end) for mark in inside)
        whole = next(
            (
                mark
                for mark in inside
                if mark.text[0] in OPENING and mark.start + 1 == span.start and mark.end > span.end
            ),
            None,
        )
        parts = [mark for mark in inside if span.contains(mark)]
        if whole:
            yield replace(
                span,
                start=whole.start,
                end=whole.end,
                text=whole.text,
                kind=whole.kind or span.kind,
            )
        elif span.type == "Organization" and not known and _are_apart(parts):
            for part in parts:
                yield replace(part, finder=span.finder, confidence=span.confidence)
        else:
            yield span


def announced(outer: Sequence[Span], found: Sequence[Span]) -> Iterator[Span]:
    """Yield the names, and instead of those in their way what stands in a headline of a round.

    In 某某A轮获得某某投资 the places tell who is who, whatever the names look like.
    """
    told = [span for span in found if span.finder == DealFinder.NAME and span.confidence >= SURE]
    yield from (span for span in outer if not any(_overlap(span, each) for each in told))
    yield from told


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _are_apart(parts: Sequence[Span]) -> bool:
    return len(parts) > 1 and all(
        not _overlap(one, other) for place, one in enumerate(parts) for other in parts[place + 1 :]
    )
