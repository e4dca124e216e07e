"""Values of the driver as JSON can hold them: plain objects, lists, text and numbers."""

from __future__ import annotations

import math
from base64 import b64encode
from typing import TYPE_CHECKING

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

if TYPE_CHECKING:
    from graph.store.reading import Value


def plain(value: object) -> Value:
    """Return a value that a statement gave: times as ISO text, nodes and the like as objects.

    Keys and labels are sorted, so that equal values read alike.

    >>> plain([Date(2031, 5, 6), Duration(months=1, days=2), float("inf")])
    ['2031-05-06', 'P1M2D', 'Infinity']
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): plain(value[key]) for key in sorted(value)}
    return _of_driver(value)


def _of_driver(value: object) -> Value:
    if isinstance(value, Node | Relationship | Path):
        return _of_graph(value)
    if isinstance(value, Date | DateTime | Time | Duration):
        return value.iso_format()
    if isinstance(value, Point):
        return {"srid": value.srid, "coordinates": [_number(each) for each in value]}
    if isinstance(value, bytes | bytearray):
        return b64encode(value).decode("ascii")
    return str(value)  # a type of a newer server


def _number(value: float) -> float | str:
    """Return a number, or the name of what JSON has no number for."""
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _of_graph(value: Node | Relationship | Path) -> Value:
    """Return an object; relationships name the nodes at their ends by ``element_id``."""
    if isinstance(value, Path):
        return {
            "nodes": [_of_graph(node) for node in value.nodes],
            "relationships": [_of_graph(link) for link in value.relationships],
        }
    properties = plain(dict(value))
    if isinstance(value, Node):
        labels = plain(sorted(value.labels))
        return {"element_id": value.element_id, "labels": labels, "properties": properties}
    return {
        "element_id": value.element_id,
        "type": value.type,
        "start": _element_id(value.start_node),
        "end": _element_id(value.end_node),
        "properties": properties,
    }


def _element_id(node: Node | None) -> str | None:
    return None if node is None else node.element_id  # a node without properties is falsy
