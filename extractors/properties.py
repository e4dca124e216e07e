"""Whether relations that were found rightly are told with the right properties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extractors.comparison import Comparison, Counts, name_key


def properties(
    gold: Sequence[Mapping[str, Any]], predicted: Mapping[str, Mapping[str, Any]]
) -> dict[str, Counts]:
    """Return counts of relations with all properties that the gold tells, then by property.

    Those by property are of relations whose type and ends are right (strict); what the gold does
    not tell of any relation is not judged. Words are compared as names are. Empty where the gold
    tells no property.
    """
    judged = {name for one in gold for each in one["relations"] for name in each.get("props", {})}
    whole, parts = Counts(), dict.fromkeys(sorted(judged), Counts())
    for one in gold:
        both = Comparison(one, predicted.get(one["id"], {}), "strict")
        sizes = (len(side.objects["relation"]) for side in (both.predicted, both.gold))
        whole += Counts(0, *sizes)
        for found, true in both.pairs("relation"):
            said, told = found.get("props", {}), true.get("props", {})
            right = {name for name in told if _same(said.get(name), told[name])}
            whole += Counts(matched=right == set(told))
            for name in judged & {*said, *told}:
                parts[name] += Counts(name in right, name in said, name in told)
    return {"with all properties": whole, **parts} if judged else {}


def _same(said: object, told: object) -> bool:
    if isinstance(said, str) and isinstance(told, str):
        return name_key(said) == name_key(told)
    return said == told
