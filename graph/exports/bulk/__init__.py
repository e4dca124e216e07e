"""A whole graph as files for ``neo4j-admin database import``."""

from graph.exports.bulk.exporting import README, Exported, bulk_export, size_of

__all__ = ["README", "Exported", "bulk_export", "size_of"]
