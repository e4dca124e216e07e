"""Many finders' overlapping spans to one set that nests and never crosses."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import prod

from extractors.spans import Span, is_whole

THRESHOLD = 0.5
# A longer reading beats a shorter one of the same confidence: 0.02 a character lets a
# 12-character institute (0.75) win over the university in its name (0.9).
LENGTH_BONUS, LENGTH_LIMIT = 0.02, 20
# What a title in 《》 names inside itself is kept: its issuer, what it is about, and another
# policy that it sets off by quotation marks; 环境保护法 in 海洋环境保护法 is none.
KEEPS_INSIDE = {"Policy": frozenset({"Organization", "Technology", "Policy"})}
# A longer name of the same type is the name, however sure a list is of the word inside it, if it
# is this much surer than it needs to be.
WHOLE = 0.05
# Named in every text as its stage; an entity only where a fact is about it.
EVERYWHERE = frozenset({"中国", "中國", "我国", "欧美", "大陆", "China"})
# No name is longer, so that the search for overlaps need not look further back.
LONGEST = 400


def merged(spans: Iterable[Span], least: float = THRESHOLD) -> tuple[Span, ...]:
    """Return the best readings, sorted by start; equal readings support each other.

    Those that are less sure than ``least`` are left out.
    """
    united = [span for span in _united(spans) if span.confidence >= least]
    united = _without_parts(united, least + WHOLE)
    kept: list[Span] = []
    for span in sorted(united, key=lambda span: (-_weight(span), span.start, span.type)):
        if all(_tolerates(other, span) for other in _overlapping(kept, span)):
            insort(kept, span)
    return tuple(kept)


def echoes(text: str, found: Sequence[Span], name: str) -> Iterator[Span]:
    """Yield the other places of the text where a name that was found stands again.

    A recogniser that knows a firm in one sentence often misses it in the next.
    """
    known: dict[tuple[str, str], Span] = {}
    for span in found:
        if span.type in {"Organization", "Person", "Technology", "Policy"} and _is_telling(span):
            known.setdefault((span.type, span.text), span)
    taken = {(span.start, span.end) for span in found}
    for span in known.values():
        start = text.find(span.text)
        while start >= 0:
            end = start + len(span.text)
            if (start, end) not in taken and is_whole(text, start, end):
                yield replace(
                    span, start=start, end=end, finder=name, confidence=span.confidence * 0.9
                )
            start = text.find(span.text, end)


def _united(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield one span for each extent and type; independent finders' doubts multiply."""
    same: dict[tuple[int, int, str], list[Span]] = defaultdict(list)
    for span in spans:
        same[span.start, span.end, span.type].append(span)
    for group in same.values():
        best = max(group, key=lambda span: (span.confidence, span.finder))
        group.sort(key=lambda span: (span.finder, span.confidence, span.kind or ""))
        by_finder = {span.finder: span.confidence for span in group}
        confidence = 1 - prod(1 - value for value in by_finder.values())
        kind = best.kind or next((span.kind for span in group if span.kind), None)
        yield replace(best, confidence=round(min(confidence, 0.99), 4), kind=kind)


def _without_parts(spans: Sequence[Span], sure: float) -> list[Span]:
    """Drop what stands inside a longer span of its own type, or inside an organization's name.

    One policy may stand in another's title.
    """
    wholes: list[Span] = []
    kept = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        wholes = [whole for whole in wholes if whole.end > span.start]
        if span.type == "Policy" or not any(_is_part(span, whole) for whole in wholes):
            kept.append(span)
        if span.confidence >= sure:
            wholes.append(span)
    return kept


def _is_part(span: Span, whole: Span) -> bool:
    is_longer = whole.contains(span) and (whole.start, whole.end) != (span.start, span.end)
    return is_longer and (whole.type == span.type or (whole.type == "Organization" != span.type))


def _weight(span: Span) -> float:
    return span.confidence + LENGTH_BONUS * min(span.end - span.start, LENGTH_LIMIT)


def _overlapping(kept: Sequence[Span], span: Span) -> Iterator[Span]:
    """Yield the kept spans that share a character with this one."""
    place = bisect_left(kept, span.end, key=lambda other: other.start)
    while place and span.start - kept[place - 1].start <= LONGEST:
        place -= 1
        if kept[place].end > span.start:
            yield kept[place]


def _tolerates(kept: Span, span: Span) -> bool:
    for outer, inner in ((kept, span), (span, kept)):
        if inner.type in KEEPS_INSIDE.get(outer.type, ()) and outer.contains(inner):
            is_smaller = (outer.start, outer.end) != (inner.start, inner.end)
            return is_smaller and (inner.type != outer.type or _is_set_off(outer, inner))
    return False


def _is_set_off(title: Span, inner: Span) -> bool:
    """Tell whether a title says by marks or words that what stands in it is a title too."""
    before = title.text[: inner.start - title.start]
    return inner.text[0] in "“「" or before.endswith(("〈", "《", "印发", "转发", "发布"))


def _is_telling(span: Span) -> bool:
    """Tell whether a name is long enough to mean the same wherever it stands."""
    return len(span.text) >= (4 if span.text.isascii() else 2 if span.type == "Person" else 3)
