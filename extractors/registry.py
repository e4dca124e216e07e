"""The finders there are, in the order in which they run, each under its versioned name."""

from __future__ import annotations

from extractors.facts.english import EnglishFacts
from extractors.facts.funding import FundingFinder
from extractors.facts.papers import PaperFinder
from extractors.facts.patterns import PatternFinder
from extractors.facts.posts import PostFinder
from extractors.facts.structure import StructureFinder
from extractors.mentions.deals import DealFinder
from extractors.mentions.english import EnglishRecogniser
from extractors.mentions.english_patterns import EnglishPatterns
from extractors.mentions.gazetteer import GazetteerFinder
from extractors.mentions.organizations import OrganizationFinder
from extractors.mentions.policies import PolicyFinder
from extractors.mentions.recogniser import Recogniser
from extractors.mentions.rosters import RosterFinder
from extractors.mentions.technologies import TechnologyFinder
from extractors.spans import FactFinder, MentionFinder

MENTION_FINDERS: tuple[type[MentionFinder], ...] = (
    GazetteerFinder,
    DealFinder,
    OrganizationFinder,
    PolicyFinder,
    Recogniser,
    RosterFinder,
    TechnologyFinder,
    EnglishRecogniser,
    EnglishPatterns,
)
FACT_FINDERS: tuple[type[FactFinder], ...] = (
    FundingFinder,
    PaperFinder,
    PatternFinder,
    PostFinder,
    StructureFinder,
    EnglishFacts,
)
