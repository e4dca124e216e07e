"""The routes of the HTTP API, thin: each asks a store and gives a shape of ``api.schemas``."""

from __future__ import annotations

from api.routes import health, jobs, lookup

ROUTERS = (health.router, lookup.router, jobs.router)
"""Every router; a new one is a module and its name here."""
