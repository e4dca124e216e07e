"""Gold passages and predictions, read from files of one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.errors import InputError

ENTITY, RELATION = ("type", "name"), ("type", "head", "tail")


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Return the gold passages of a file, in order.

    Raises:
        InputError: for a line that is not JSON or lacks what a gold passage has.
    """
    passages: dict[str, dict[str, Any]] = {}
    for place, passage in read_lines(path):
        require(passage, ("id", "text", "entities", "relations"), place)
        _check(passage, place)
        _check_ends(passage, place)
        if passage["id"] in passages:
            raise InputError(
                f"{place}: id {passage['id']!r} stands on an earlier line; make ids unique"
            )
        passages[passage["id"]] = passage
    return list(passages.values())


def read_predictions(path: Path) -> dict[str, dict[str, Any]]:
    """Return predictions by passage id; of several for one passage the last counts.

    A relation of an entity that is not listed is allowed here, and not scored.

    Raises:
        InputError: for a line that is not JSON or lacks what a prediction has.
    """
    predictions = {}
    for place, prediction in read_lines(path):
        require(prediction, ("id",), place)
        _check(prediction, place)
        predictions[prediction["id"]] = prediction
    return predictions


def read_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each line's object with the place to name in errors; empty lines count.

    Raises:
        InputError: for a file that cannot be read, or a line that is no JSON object.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); give a JSONL file in UTF-8") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            place = f"{path} line {number}"
            try:
                found = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"{place}: not JSON ({error}); write one object a line") from error
            if not isinstance(found, dict):
                raise InputError(f"{place}: {line[:40]!r} is no object; write one object a line")
            yield place, found


def _check(passage: Mapping[str, Any], place: str) -> None:
    """Refuse an entity or relation that lacks its keys."""
    for group, keys in (("entities", ENTITY), ("relations", RELATION)):
        for found in passage.get(group, ()):
            require(found, keys, f"{place}: {group}")


def _check_ends(passage: Mapping[str, Any], place: str) -> None:
    """Refuse a gold relation of an entity that is not there; nothing could ever match it."""
    known = {entity.get("id") for entity in passage["entities"]}
    for relation in passage["relations"]:
        for end in ("head", "tail"):
            if relation[end] not in known:
                raise InputError(
                    f"{place}: {end} {relation[end]!r} of {relation['type']} is no entity's id;"
                    " list that entity"
                )


def require(found: object, keys: tuple[str, ...], place: str) -> None:
    """Refuse (InputError) what is no object or lacks one of the keys."""
    if not isinstance(found, Mapping):
        raise InputError(f"{place}: {found!r} is no object; write it with {', '.join(keys)}")
    missing = [key for key in keys if key not in found]
    if missing:
        raise InputError(f"{place}: {', '.join(missing)} missing; a line of this kind needs it")
