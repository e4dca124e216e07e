"""The times that a server writes down: in UTC, to the second, as ISO says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now() -> str:
    """Return the time that it is."""
    return ago(timedelta())


def ago(span: timedelta) -> str:
    """Return the time that it was so long before now."""
    return (datetime.now(UTC) - span).strftime("%Y-%m-%dT%H:%M:%SZ")
