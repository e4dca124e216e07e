"""The shapes in which the ways in give answers.

Those that the command line and the server share are here; what the routes alone give is in
the modules beside ``answers``, which the command line does not load.
"""

from __future__ import annotations

from api.schemas.answers import (
    DemoOut,
    DocumentOut,
    EntityDetails,
    EntityOut,
    EvaluationOut,
    LinkOut,
    PropertyValues,
    QuoteOut,
    Quoting,
    RankingOut,
    RemovalOut,
    entity_details,
)

__all__ = [
    "DemoOut",
    "DocumentOut",
    "EntityDetails",
    "EntityOut",
    "EvaluationOut",
    "LinkOut",
    "PropertyValues",
    "QuoteOut",
    "Quoting",
    "RankingOut",
    "RemovalOut",
    "entity_details",
]
