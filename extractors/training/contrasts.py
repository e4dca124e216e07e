"""Short sentences of our own that say something, beside their like that do not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TABLES = Path(__file__).parent


def contrasts(language: str) -> Iterator[dict[str, Any]]:
    """Yield the contrasts of a language as gold passages, each with every set of names."""
    path = TABLES / f"contrasts_{language}.toml"
    if not path.exists():
        return
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    names: dict[str, list[str]] = table["names"]
    variants = len(next(iter(names.values()))) - 2
    for number, row in enumerate(table["contrasts"]["rows"]):
        pattern, _, states = row.partition("|")
        for variant in range(variants):
            yield {"id": f"{number}-{variant}", "lang": language} | _passage(
                pattern,
                states,
                {letter: (*each[:2], each[2 + variant]) for letter, each in names.items()},
            )


def _passage(pattern: str, states: str, names: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    letter = re.compile(rf"(?<![A-Za-z])[{''.join(names)}](?![A-Za-z])")
    text = letter.sub(lambda found: names[found[0]][2], pattern)
    used = list(dict.fromkeys(letter.findall(pattern)))
    relations = []
    for state in filter(None, states.split(";")):
        head, relation, tail = state.split()
        relations.append({"type": relation, "head": head, "tail": tail, "evidence": text})
    entities = []
    for each in used:
        kind, subkind, name = names[each]
        entities.append({"id": each, "type": kind, "kind": subkind or None, "mentions": [name]})
    return {"text": text, "entities": entities, "relations": relations}
