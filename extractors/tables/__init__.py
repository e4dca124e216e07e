"""Tables to facts: what a mapping says that their rows state, each quoted by its row."""

from extractors.tables.comma import CommaTable
from extractors.tables.followthemoney import FollowTheMoney

__all__ = ["CommaTable", "FollowTheMoney"]
