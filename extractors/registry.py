"""The finders there are, in the order in which they run, each under its versioned name."""

from __future__ import annotations

from extractors.facts.patterns import PatternFinder
from extractors.mentions.gazetteer import GazetteerFinder
from extractors.mentions.policies import PolicyFinder
from extractors.spans import FactFinder, MentionFinder

MENTION_FINDERS: tuple[type[MentionFinder], ...] = (GazetteerFinder, PolicyFinder)
FACT_FINDERS: tuple[type[FactFinder], ...] = (PatternFinder,)
