"""The browser that prints reports is the one that shows the explorer."""

from tests.api.explorer.conftest import browser, launched

__all__ = ["browser", "launched"]
