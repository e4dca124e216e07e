"""The graph as files for other programs; whatever the format, evidence is never lost.

A new format is a module with a writer and a line in ``EXPORTERS``. One more, which is a page,
is in ``api.formats``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graph.exports.comma import write_csv
from graph.exports.cypher_script import write_cypher
from graph.exports.followthemoney import write_followthemoney
from graph.exports.gexf import write_gexf
from graph.exports.graphml import write_graphml
from graph.exports.json_graph import write_json
from graph.exports.json_ld import write_json_ld
from graph.exports.parquet import write_parquet
from graph.exports.turtle import write_turtle
from graph.neighbourhood import Neighbourhood
from graph.store.base import Store

Exporter = Callable[[Neighbourhood, Store, Path], None]
"""Writes a part of the graph to a path: whole, or not at all (InputError)."""

EXPORTERS: dict[str, Exporter] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "json": write_json,
    "csv": write_csv,
    "json-ld": write_json_ld,
    "turtle": write_turtle,
    "cypher": write_cypher,
    "parquet": write_parquet,
    "ftm": write_followthemoney,
}
FOLDERS = frozenset({"csv", "parquet"})
"""The formats that are a folder of files."""
