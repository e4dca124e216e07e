"""Commands that change a store: ingest and remove."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.complaints import FAILED, INTERRUPTED, complain
from api.options import AsJson, StoreUrl, opened

if TYPE_CHECKING:
    from api.ingest import Ingestion, Outcome, Summary
    from extractors.pipeline import Pipeline
    from extractors.reading import Discovery


def _named_path(given: str) -> Path:
    if not given:  # as Path it would be the current folder: an unset variable would read that
        raise typer.BadParameter("a path is empty; name a file or a folder")
    return Path(given)


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Files or folders.", parser=_named_path)
    ],
    store: StoreUrl = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read files that did not change once more, too.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=64,
            help="Processes that read, of some 250 MB each; one writes. Default: as many as"
            " the files are worth and there are cores, at most 8. The graph is the same.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read documents into the store. Running it twice changes nothing.

    A file that changed since takes back what it no longer says. A file that cannot be read
    is reported and skipped, and the exit status is then 1.

    \b
    guanxi ingest press/ report.pdf
    guanxi ingest press/ --store sqlite:press.db --again
    guanxi ingest press/ --workers 4
    """
    from api import render, terminal
    from api.ingest import Ingestion
    from extractors.reading import files

    with opened(store, create=True) as graph:
        ingestion = Ingestion(graph, pipeline, again=again)
        summary = ingest_all(ingestion, files(paths), quiet=as_json, workers=workers)
    if as_json:
        terminal.say_json(summary)
    else:
        render.say_summary(summary)
    if summary.skipped:
        raise typer.Exit(FAILED)


def remove(
    document: Annotated[str, typer.Argument(help="The id, the address or the path of a document.")],
    store: StoreUrl = None,
    as_json: AsJson = False,
) -> None:
    """Take back all that a document says.

    \b
    guanxi remove press/2024-01.txt
    guanxi remove document-6a3e1f0c9b2d4785
    """
    from api import terminal
    from api.schemas import RemovalOut

    with opened(store) as graph:
        found = documents_meant(document, graph.hashes()) or [document]
        # The last first: the parts of a table are found by counting up.
        changes = [graph.remove_document(each) for each in reversed(found)]
    taken_back = sorted(fact for change in changes for fact in change.taken_back)
    if as_json:
        terminal.say_json(RemovalOut(id=found[0], taken_back=tuple(taken_back)))
    else:
        terminal.say(f"removed {document}: {terminal.counted(len(taken_back), 'fact')} taken back")


def documents_meant(document: str, known: Collection[str]) -> list[str]:
    """Return the documents that an id, an address or a path means: several for a large table."""
    from extractors.tables.documents import stored_parts

    if document in known:
        return [document]
    addresses = (document, Path(document).resolve().as_uri())
    return next(filter(None, (stored_parts(address, known) for address in addresses)), [])


def ingest_all(
    ingestion: Ingestion, found: Discovery, *, quiet: bool = False, workers: int | None = 1
) -> Summary:
    """Read files one after the other under a progress bar, saying what became of each.

    Several workers read ahead; None takes as many as the files are worth.
    """
    from api.ingest import Summary, skipped
    from api.progress import progress, size_of
    from api.reading_ahead import ReadingAhead, worth

    outcomes = [skipped(error.path, error) for error in found.errors]
    for error in found.errors:
        complain(str(error))
    sizes = {path: size_of(path) for path in found.files}
    with ExitStack() as open_until_done:
        advance = open_until_done.enter_context(progress("reading", sum(sizes.values())))
        number = min(workers or worth(sizes.values()), len(sizes))
        if number > 1:
            orders = [ingestion.order(path) for path in found.files]
            ingestion.reading = open_until_done.enter_context(ReadingAhead(orders, number))
        for path, size in sizes.items():
            try:
                advance(0, path.name)
                outcomes.append(_ingested(ingestion, path, quiet=quiet))
                advance(size, path.name)
            except KeyboardInterrupt:
                complain(f"interrupted at {path}; the documents before it are stored")
                raise typer.Exit(INTERRUPTED) from None
    return Summary.of(outcomes, passed_over=found.skipped)


def _ingested(ingestion: Ingestion, path: Path, *, quiet: bool) -> Outcome:
    from api import render

    outcome = ingestion.ingest(path)
    if outcome.error:
        complain(outcome.error)
    elif not quiet:
        render.say_outcome(outcome)
    return outcome


@cache
def pipeline() -> Pipeline:
    """Return the extraction pipeline; loading it takes a moment, so it is done once."""
    from extractors.pipeline import Pipeline

    return Pipeline()
