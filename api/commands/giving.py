"""Commands that give files out or score what would be in them: export, extract, evaluate."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.complaints import FAILED, complain
from api.options import AsJson, StoreUrl, opened

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


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD.jsonl", help="Passages with their entities and relations."),
    ],
    errors: Annotated[
        int, typer.Option(min=0, help="List this many of what was missed or is spurious.")
    ] = 0,
    set_: Annotated[
        str | None,
        typer.Option(
            "--set",
            help="GOLD.jsonl is of a public set: cluener, conll04, fewfc, finre, fire,"
            " knowledgenet or msra. What maps to nothing of ours does not count.",
        ),
    ] = None,
    given: Annotated[
        bool, typer.Option("--given", help="Give the entities, and judge the relations alone.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Score the extraction against annotated passages.

    Prints precision, recall and F1 by type and language, strict and relaxed, with a 95 %
    interval over passages.

    \b
    guanxi evaluate gold.jsonl
    guanxi evaluate gold.jsonl --errors 20
    guanxi evaluate dev.jsonl --set finre --given
    """
    from itertools import islice

    from api import render, terminal
    from api.commands.work import pipeline
    from api.progress import progress
    from api.schemas import EvaluationOut
    from extractors.gold import read_gold
    from extractors.public_sets import names, only, public_set, read_public
    from extractors.reliability import reliability
    from extractors.scoring import errors as mismatches
    from extractors.scoring import score

    kind = public_set(set_) if set_ else None
    passages = read_public(gold, kind) if kind else read_gold(gold)
    predicted = {}
    with progress("extracting", len(passages)) as advance:
        for passage in passages:
            text = passage["text"]
            found = pipeline().relate(text, names(passage)) if given else pipeline().extract(text)
            predicted[passage["id"]] = only(kind, found) if kind else dict(found)
            advance(1)
    report, sureness = score(passages, predicted), reliability(passages, predicted)
    listed = [str(error) for error in islice(mismatches(passages, predicted), errors)]
    if as_json:
        terminal.say_json(
            EvaluationOut(
                passages=len(passages), scores=report.as_json(),
                reliability=asdict(sureness), errors=tuple(listed),
            )
        )  # fmt: skip
    else:
        render.say_scores(len(passages), report, sureness, listed)
