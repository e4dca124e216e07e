"""The command that writes a whole graph for neo4j-admin: bulk-export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.options import AsJson, StoreUrl, opened


def bulk_export(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="A new folder, or one of an earlier bulk-export."),
    ],
    store: StoreUrl = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole graph as CSV files that neo4j-admin loads into an empty database.

    For large graphs: a server that is filled so is a store like any other, in minutes instead
    of hours. DIR/README.txt says how, DIR/import.sh does it. DIR appears whole or not at all;
    one that holds an earlier bulk-export is replaced, one that holds anything else is refused.

    \b
    guanxi bulk-export for-neo4j --store sqlite:guanxi.db
    """
    from api import terminal
    from api.progress import progress
    from graph.exports import bulk

    with opened(store) as graph, progress("exporting", bulk.size_of(graph)) as advance:
        exported = bulk.bulk_export(graph, folder, advance)
    if as_json:
        terminal.say_json(exported)
        return
    told = (
        terminal.counted(exported.documents, "document"),
        f"{exported.entities:,} " + ("entity" if exported.entities == 1 else "entities"),
        terminal.counted(exported.links, "link"),
    )
    terminal.say(f"{folder}: {', '.join(told)}; {folder / bulk.README} says how to load them")
