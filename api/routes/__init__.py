"""The routes of the HTTP API, thin: each asks a store and gives a shape of ``api.schemas``."""

from __future__ import annotations

from api.routes import (
    audit,
    changes,
    cypher,
    documents,
    entities,
    explorer,
    export,
    facts,
    graph,
    health,
    jobs,
    lookup,
    metrics,
    neighbourhood,
    overview,
    paths,
    reconciliation,
    report,
)

ROUTERS = (
    explorer.router,
    health.router,
    lookup.router,
    entities.router,
    facts.router,
    documents.router,
    neighbourhood.router,
    graph.router,
    paths.router,
    export.router,
    report.router,
    overview.router,
    changes.router,
    reconciliation.router,
    cypher.router,
    jobs.router,
    audit.router,
    metrics.router,
)
"""Every router; a new one is a module and its name here."""
