"""Commands that bring whole graphs and tables into a store: copy and import."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api.complaints import FAILED, INTERRUPTED, complain
from api.options import AsJson, StoreUrl, opened


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="URL of the store to copy.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="URL of the store to copy to.")],
    as_json: AsJson = False,
) -> None:
    """Copy all documents with what they say, and all judgements, to another store.

    What is there already is left alone, so that an interrupted copy goes on where it stopped
    when it is run again. Documents that only the target holds stay.

    \b
    guanxi copy sqlite:guanxi.db sqlite:backup.db
    """
    from api import render, terminal
    from api.copying import Copying, check_places
    from api.progress import progress

    check_places(source, target)
    with opened(source) as one, opened(target, create=True) as other:
        copying = Copying(one, other)
        with progress("copying", copying.documents()) as advance:
            try:
                copied = copying.run(advance)
            except KeyboardInterrupt:
                done = terminal.counted(copying.done.documents, "document")
                complain(f"interrupted; {done} copied; run the same command again to go on")
                raise typer.Exit(INTERRUPTED) from None
    if as_json:
        terminal.say_json(copied)
    else:
        render.say_copied(copied)


def import_(
    mapping: Annotated[
        str,
        typer.Argument(help="A mapping in TOML, or one that comes along: see below."),
    ],
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="CSV files, or JSON lines.")],
    store: StoreUrl = None,
    as_json: AsJson = False,
) -> None:
    """Bring tables in as facts, each quoted by its row. Running it twice changes nothing.

    The mapping says what the columns mean. A row that lacks a value is reported and skipped,
    and the exit status is then 1. A file that changed since takes back what it no longer says.
    With guanxi come the mappings crunchbase2013 and followthemoney.

    \b
    guanxi import deals.toml deals.csv
    guanxi import crunchbase2013 investments_by_name.csv acquisitions.csv
    guanxi import followthemoney entities.ftm.json
    """
    from api import render, terminal
    from api.importing import Importing, mapping_named
    from api.progress import progress, size_of

    known = mapping_named(mapping)
    outcomes = []
    sizes = [size_of(path) for path in files]
    with opened(store, create=True) as graph, progress("importing", sum(sizes)) as advance:
        importing = Importing(graph, known, files, complain)
        for path in files:
            try:
                outcome = importing.read(path, partial(advance, label=path.name))
            except KeyboardInterrupt:
                complain(f"interrupted at {path}; run the same command again to go on")
                raise typer.Exit(INTERRUPTED) from None
            outcomes.append(outcome)
            if not (outcome.error or as_json):
                render.say_imported(outcome)
    if as_json:
        terminal.say_json(outcomes)
    if any(outcome.error or outcome.rows_skipped for outcome in outcomes):
        raise typer.Exit(FAILED)
