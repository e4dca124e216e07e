"""The stores that the main stories are told over."""

from __future__ import annotations

import pytest

on_both_stores = pytest.mark.parametrize(
    "server", ["sample_url", "sample_neo4j_url"], ids=["sqlite", "neo4j"], indirect=True
)
