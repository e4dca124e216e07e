"""The graph as files for other programs; whatever the format, evidence is never lost.

A new format is a module with a writer and a line in ``EXPORTERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graph.errors import UnknownNameError
from graph.exports.graphml import write_graphml
from graph.exports.json_graph import write_json
from graph.neighbourhood import Neighbourhood
from graph.store.base import Store

Exporter = Callable[[Neighbourhood, Store, Path], None]
"""Writes a part of the graph to a path: whole, or not at all (InputError)."""

EXPORTERS: dict[str, Exporter] = {"graphml": write_graphml, "json": write_json}


def exporter(name: str) -> Exporter:
    """Return the writer of a format.

    Raises:
        UnknownNameError: if there is no such format; lists those there are.
    """
    if name not in EXPORTERS:
        raise UnknownNameError("export format", name, EXPORTERS)
    return EXPORTERS[name]
