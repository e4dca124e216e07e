"""The command ``guanxi``. Heavy libraries load in the commands that need them, never for --help."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

from api.commands import (
    agents,
    asking,
    bulk,
    demo,
    evaluating,
    giving,
    moving,
    querying,
    serving,
    tracing,
    work,
)
from api.complaints import report
from graph.errors import GuanxiError

app = typer.Typer(
    name="guanxi",
    help="Chinese and English documents as a knowledge graph in which every link is quoted.",
    epilog="Start with: guanxi demo. Each command explains itself: guanxi trace --help.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for command in (
    demo.demo, work.ingest, work.remove,
    asking.search, asking.show, asking.stats,
    tracing.trace, tracing.chain,
    giving.export, giving.extract, evaluating.evaluate, moving.copy, querying.cypher,
    serving.serve, serving.audit, agents.mcp,
):  # fmt: skip
    app.command()(command)
app.command("import")(moving.import_)
app.command("bulk-export")(bulk.bulk_export)
app.add_typer(serving.keys, name="keys")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"guanxi {version('guanxi')}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Chinese and English documents as a knowledge graph in which every link is quoted."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its status: 0 done, 1 something failed, 2 misused."""
    # The models' arithmetic is too small to gain from threads: on two busy cores, threads
    # that wait for one another made extraction five times slower. Set before numpy loads.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    if sys.stdout is None:  # closed by the caller: what is asked could not be said
        sys.exit("standard output is closed; open it or send it to a file")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # What the terminal cannot show is escaped: no answer is lost over one character.
            stream.reconfigure(errors="backslashreplace")
    try:
        app(args=arguments)
    except (GuanxiError, OSError) as error:
        sys.exit(report(error))


if __name__ == "__main__":
    main()
