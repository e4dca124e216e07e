"""What went wrong in passages that were read, by kind, with the sentence where it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extractors.comparison import Comparison, Side, What
from extractors.segments import articles

Kind = Literal["wrong border", "wrong type", "wrong direction", "invented", "missed"]
KINDS: dict[What, tuple[Kind, ...]] = {
    "entity": ("wrong border", "wrong type", "invented", "missed"),
    "relation": ("wrong direction", "wrong type", "invented", "missed"),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is not as the gold has it; what was said and what is true, as words.

    ``said`` is empty for what was missed, ``true`` for what was invented.
    """

    passage: str
    what: What
    kind: Kind
    said: str
    true: str
    sentence: str


def mistakes(
    gold: Sequence[Mapping[str, Any]], predicted: Mapping[str, Mapping[str, Any]]
) -> list[Mistake]:
    """Return what is not as the gold has it (strict), like kinds together, in order of passages."""
    compared = [Comparison(one, predicted.get(one["id"], {}), "strict") for one in gold]
    found = [
        mistake
        for one, both in zip(gold, compared, strict=True)
        for what in KINDS
        for mistake in _of_passage(one, both, what)
    ]
    return sorted(found, key=lambda each: (each.what, KINDS[each.what].index(each.kind)))


def _of_passage(gold: Mapping[str, Any], both: Comparison, what: What) -> Iterator[Mistake]:
    """Yield the mistakes of a passage; what was said is held against one gold object at most."""
    said, true = both.unpaired(what)
    pairs: list[tuple[Kind, int | None, int | None]] = []
    for kind in KINDS[what][:2]:
        for one in tuple(said):
            other = next((each for each in true if _is_mistaken(both, kind, what, one, each)), None)
            if other is not None:
                said.remove(one)
                true.remove(other)
                pairs.append((kind, one, other))
    pairs += [("invented", one, None) for one in said]
    pairs += [("missed", None, other) for other in true]
    for kind, wrong, right in pairs:
        side, number = (both.gold, right) if wrong is None else (both.predicted, wrong)
        yield Mistake(
            gold["id"], what, kind,
            "" if wrong is None else _told(both.predicted, what, wrong),
            "" if right is None else _told(both.gold, what, right),
            "" if number is None else _sentence(gold["text"], side.objects[what][number]),
        )  # fmt: skip


def _is_mistaken(both: Comparison, kind: Kind, what: What, one: int, other: int) -> bool:
    """Tell whether a prediction is a gold object but for what the kind says is wrong."""
    said, true = both.predicted.objects[what][one], both.gold.objects[what][other]
    is_same_type = said["type"] == true["type"]
    if what == "entity":
        keys, gold_keys = both.predicted.keys[one], both.gold.keys[other]
        if kind == "wrong type":
            return bool(keys & gold_keys)
        return is_same_type and any(a in b or b in a for a in keys for b in gold_keys)
    (head, tail), (gold_head, gold_tail) = both.predicted.ends(said), both.gold.ends(true)
    is_turned = both.is_one(head, gold_tail) and both.is_one(tail, gold_head)
    if kind == "wrong direction":
        return is_same_type and is_turned
    return is_turned or (both.is_one(head, gold_head) and both.is_one(tail, gold_tail))


def _told(side: Side, what: What, number: int) -> str:
    found = side.objects[what][number]
    if what == "entity":
        return f"{found['type']} {found['name']}"
    head, tail = (side.objects["entity"][end]["name"] for end in side.ends(found))
    return f"{head} -{found['type']}-> {tail}"


def _sentence(text: str, found: Mapping[str, Any]) -> str:
    """Return the words of a relation, or the first sentence that names an entity, in one line."""
    words = found.get("evidence")
    if words is None:
        name = found.get("mentions", [found.get("name", "")])[0]
        start = text.find(name)
        words = next(
            (
                text[each.start : each.end]
                for place in articles(text)
                for each in place.sentences
                if name and each.start <= start < each.end
            ),
            text,
        )
    return " ".join(words.split())
