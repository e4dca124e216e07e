"""The pipeline, loaded once, and what it reads in a short text, in a form that tests can list."""

from __future__ import annotations

import pytest

from extractors.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline():
    return Pipeline()


def printed(properties):
    derived = ("amount_", "date_")
    return {name: value for name, value in properties.items() if not name.startswith(derived)}


@pytest.fixture(scope="session")
def relations(pipeline):
    """The relations that a text states, as ``{"head RELATION tail": properties as printed}``."""

    def read(text):
        found = pipeline.extract(text)
        names = {entity["id"]: entity["name"] for entity in found["entities"]}
        return {
            f"{names[row['head']]} {row['type']} {names[row['tail']]}": printed(row["props"])
            for row in found["relations"]
        }

    return read


@pytest.fixture(scope="session")
def names(pipeline):
    """The names that a text holds of one type, each entity's in order of appearance."""

    def read(text, entity_type):
        found = pipeline.extract(text)["entities"]
        return [tuple(row["mentions"]) for row in found if row["type"] == entity_type]

    return read
