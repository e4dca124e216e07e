"""Commands that give files out: export and extract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from api.complaints import FAILED, complain
from api.options import StoreUrl, opened

FORMATS = "graphml, gexf, json, csv, json-ld, turtle, cypher, parquet, ftm or html."


class Complaining:
    """Complains, and remembers that it did."""

    def __init__(self) -> None:
        self.failed = False

    def __call__(self, line: str) -> None:
        """Print one line to standard error."""
        self.failed = True
        complain(line)


def extract(
    passages: Annotated[
        Path, typer.Argument(metavar="IN.jsonl", help='{"id": ..., "text": ...} a line.')
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="OUT.jsonl", help="Default: standard output."),
    ] = None,
) -> None:
    """Extract from passages, without a store.

    A line out is {"id", "entities", "relations"}, each with its spans in the text. A bad line
    is reported and skipped, and the exit status is then 1. OUT appears whole or not at all.

    \b
    guanxi extract passages.jsonl -o extracted.jsonl
    """
    from api.jsonl import extracted
    from api.output import written
    from api.progress import progress, size_of

    complaining = Complaining()
    total = size_of(passages)
    with written(output) as file, progress("extracting", total) as advance:
        found = extracted(passages, _extract, complain=complaining, done=advance)
        for answer in found:
            line = json.dumps(answer, ensure_ascii=False) + "\n"
            # A lone surrogate, which JSON can hold, has no UTF-8: it stays escaped.
            file.write(line.encode("utf-8", "backslashreplace"))
    if complaining.failed:
        raise typer.Exit(FAILED)


def _extract(text: str) -> dict[str, object]:
    from api.commands.work import pipeline

    return dict(pipeline().extract(text))


def export(
    entities: Annotated[
        list[str] | None,
        typer.Argument(metavar="ENTITY", help="Names or ids; without any, the whole graph."),
    ] = None,
    hops: Annotated[int, typer.Option(min=0, help="How far around the entities.")] = 2,
    format_: Annotated[str, typer.Option("--format", help=FORMATS)] = "graphml",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="For csv and parquet a folder. Default: standard output.",
        ),
    ] = None,
    store: StoreUrl = None,
) -> None:
    """Write the graph or a part of it, with all evidence, whole or not at all.

    A folder that holds an earlier export is replaced, one that holds anything else is refused.

    \b
    guanxi export --format json -o graph.json
    guanxi export 美团 宇树科技 --hops 1 --format graphml -o meituan.graphml
    guanxi export 美团 --format html -o meituan.html
    guanxi export --format csv -o tables
    """
    from api.formats import check_place, exporter
    from api.output import write_through
    from api.terminal import counted
    from graph.naming import find_entity
    from graph.neighbourhood import neighbourhood

    write = exporter(format_)
    check_place(format_, output)
    with opened(store) as graph:
        around = [find_entity(graph, name) for name in entities or ()]
        part = neighbourhood(graph, around, hops=hops)
        write_through(lambda path: write(part, graph, path), output)
    if output is not None:
        typer.echo(
            f"{output}: {counted(len(part.entities), 'entity', 'entities')},"
            f" {counted(len(part.links), 'link')}",
            err=True,
        )
