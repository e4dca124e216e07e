"""What the extraction says of gold passages, in the form in which it is scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractors.mentions import cluener
from extractors.pipeline import Pipeline
from extractors.public_sets import PublicSet, names, only


def predicted(
    pipeline: Pipeline, passage: Mapping[str, Any], kind: PublicSet | None, *, given: bool = False
) -> dict[str, Any]:
    """Return what is found in a passage, of what the set that it is from can judge.

    Args:
        pipeline: What reads it, but for a set with a guideline of its own.
        passage: With its text and, if these are given, its entities.
        kind: The public set that it is from, if it is from one.
        given: Find relations between the entities of the passage alone.
    """
    text = passage["text"]
    if kind and kind.guideline == "cluener":
        return only(kind, {"entities": cluener.names(text), "relations": []})
    found = pipeline.relate(text, names(passage)) if given else pipeline.extract(text)
    return only(kind, found) if kind else dict(found)
