"""The command that asks a Neo4j store in its own language: cypher."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.complaints import complain
from api.options import AsJson, RowFormat, StoreUrl, opened_for_cypher

if TYPE_CHECKING:
    from graph.store.reading import Reading

STANDARD_INPUT = "-"


def cypher(  # noqa: PLR0913 - each is an option of the command
    statement: Annotated[
        str | None, typer.Argument(help="A statement that only reads; - takes standard input.")
    ] = None,
    *,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Take the statement from a file.")
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE", help="What $NAME stands for: JSON, else text. Several times."
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Give this many rows at most.")] = 1000,
    timeout: Annotated[
        float, typer.Option(min=0.001, metavar="SECONDS", help="End it when it takes longer.")
    ] = 30,
    format_: Annotated[
        RowFormat | None,
        typer.Option("--format", help="Else the ending of FILE says, else it is a table."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Default: standard output."),
    ] = None,
    store: StoreUrl = None,
    as_json: AsJson = False,
) -> None:
    """Ask a Neo4j store in Cypher, without being able to change it.

    What writes, or reaches beyond the graph, is refused with status 2. FILE appears whole or
    not at all. README.md describes the nodes and relationships and has ten examples.

    \b
    guanxi cypher "MATCH (o:Organization) RETURN o.name LIMIT 10"
    guanxi cypher 'MATCH (e:Entity {name: $name})--(f) RETURN f.name' --param name=美团
    guanxi cypher --file question.cypher -o answer.csv
    """
    from api.terminal import counted
    from graph.store.reading import Limits

    asked = _statement(statement, file)
    parameters = dict(_parameter(given) for given in param or ())
    form = _format(format_, output, as_json=as_json)
    with (
        opened_for_cypher(store) as graph,
        graph.read(asked, parameters, Limits(seconds=timeout, rows=limit)) as reading,
    ):
        _give(reading, form, output)
        if reading.cut:
            complain(f"cut after {counted(limit, 'row')}; a larger --limit gives more")


def _give(reading: Reading, form: RowFormat, output: Path | None) -> None:
    from api import terminal
    from api.output import written
    from api.tabular import lines

    if form is RowFormat.TABLE and output is None:
        for line in lines(reading, form, out=terminal.console()):
            sys.stdout.write(line)
        return
    with written(output) as file:
        for line in lines(reading, form):
            # A lone surrogate has no UTF-8: it stays escaped.
            file.write(line.encode("utf-8", "backslashreplace"))


def _statement(given: str | None, file: Path | None) -> str:
    """Return the one statement that was given, wherever it stands."""
    if (given is None) == (file is None):
        raise typer.BadParameter("give one statement: as an argument, with --file, or - and input")
    if STANDARD_INPUT in (given, str(file)):
        return sys.stdin.read().removeprefix("\ufeff")
    return given or "" if file is None else _text_of(file)


def _text_of(file: Path) -> str:
    from graph.errors import InputError

    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{file}: is not UTF-8 (byte {error.start + 1}); save it as such"
        ) from error


def _parameter(given: str) -> tuple[str, object]:
    """Return name and value; what is no JSON is text."""
    name, sign, value = given.partition("=")
    if not (name and sign):
        raise typer.BadParameter(f"--param {given}: give NAME=VALUE")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value


def _format(chosen: RowFormat | None, output: Path | None, *, as_json: bool) -> RowFormat:
    """Return the format that an option chooses, else the ending of the file, else a table."""
    if as_json:
        if chosen not in (None, RowFormat.JSON):
            raise typer.BadParameter(f"--json and --format {chosen} contradict one another")
        return RowFormat.JSON
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return chosen or (RowFormat(ending) if ending in tuple(RowFormat) else RowFormat.TABLE)
