"""Shared data, found through GUANXI_DATA, and the pipeline, loaded once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractors.pipeline import Pipeline

DATA = Path(os.environ.get("GUANXI_DATA", "../shared"))


@pytest.fixture(scope="session")
def pipeline():
    return Pipeline()


@pytest.fixture(scope="session")
def shared():
    """A function that gives a path below the shared data, or skips with the reason."""

    def find(*parts):
        path = DATA.joinpath(*parts)
        if not path.exists():
            assert os.environ.get("CI") != "true", f"{path} is missing; set GUANXI_DATA"
            pytest.skip(f"nothing at {path}; set GUANXI_DATA to the folder that has {parts[0]}/")
        return path

    return find
