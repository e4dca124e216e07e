"""The graph as GEXF, for Gephi and Gephi Lite."""

from __future__ import annotations

from pathlib import Path

from graph.exports.graphml import as_networkx
from graph.exports.writing import replacing
from graph.neighbourhood import Neighbourhood
from graph.store.base import Store


def write_gexf(part: Neighbourhood, store: Store, path: Path) -> None:
    """Write a part of the graph as GEXF, with the attributes that GraphML has.

    Raises:
        InputError: if the file cannot be written.
    """
    from networkx.readwrite.gexf import GEXFWriter

    graph = as_networkx(part, store)
    for *_, key, edge in graph.edges(keys=True, data=True):
        edge["id"] = key
    writer = GEXFWriter()
    # The day of writing would make other bytes of the same graph tomorrow.
    for meta in writer.xml.findall("meta"):
        meta.attrib.clear()
    writer.add_graph(graph)
    with replacing(path) as stream:
        writer.write(stream)
