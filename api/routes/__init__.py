"""The routes of the HTTP API, thin: each asks a store and gives a shape of ``api.schemas``."""

from __future__ import annotations

from api.routes import audit, health, lookup, metrics

ROUTERS = (health.router, lookup.router, audit.router, metrics.router)
"""Every router; a new one is a module and its name here."""
