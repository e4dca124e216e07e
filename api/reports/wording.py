"""The words of a report in one language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from graph.ontology import entity_types
from graph.records import Record

Language = Literal["zh", "en"]
UNSAID = "{head} — {relation} → {tail}"  # of a relation that there is no sentence for


class Words(Record):
    """What ``words.toml`` says in one language: single words, and sentences by relation."""

    single: dict[str, str]
    properties: dict[str, str]
    sentences: dict[str, str]
    former: dict[str, str]
    types: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.single[key]

    def sentence(self, head: str, relation: str, tail: str, *, former: bool = False) -> str:
        """Return what a link says, of the past where all its facts do."""
        pattern = self.sentences.get(relation, UNSAID)
        if former:
            pattern = self.former.get(relation, pattern)
        return pattern.format(head=head, relation=relation, tail=tail)

    def counted(self, **counts: int) -> str:
        """Return how much a report holds."""
        return self.single["counts"].format(**{key: f"{n:,}" for key, n in counts.items()})

    def stated(self, name: str, value: str | bool) -> str:
        """Return a property of a fact."""
        label = self.properties.get(name, name)
        shown = self.single["yes" if value else "no"] if isinstance(value, bool) else value
        return f"{label}{self.single['colon']}{shown}"


@cache
def words(language: Language) -> Words:
    """Return the words of a language."""
    text = (files("api.reports") / "words.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)[language]
    types = {name: one.zh if language == "zh" else name for name, one in entity_types().items()}
    single = {key: value for key, value in told.items() if isinstance(value, str)}
    tables = {key: told[key] for key in ("properties", "sentences", "former")}
    return Words(single=single, types=types, **tables)
