"""The command that shows what guanxi does on the documents that come with it."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.complaints import FAILED
from api.options import AsJson, opened

if TYPE_CHECKING:
    from api.schemas import LinkOut
    from graph.records import Link
    from graph.store.base import Store

STORE = "guanxi-demo.db"
SIDE_FILES = ("", "-wal", "-shm")
SHOWN = ("INVESTED_IN", "ISSUED", "DEVELOPS", "WORKS_FOR", "ACQUIRED", "PARTNERS_WITH")
QUESTIONS = (("王慧文", "宇树科技"), ("工业和信息化部", "美团"), ("红杉中国", "宇树科技"))


def demo(
    store: Annotated[
        str | None,
        typer.Option(metavar="URL", help="A store to add to; else guanxi-demo.db here, made anew."),
    ] = None,
    serve: Annotated[
        bool | None,
        typer.Option(
            help="Show the explorer until Ctrl-C; by default in a terminal, never with --json.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read the sample corpus, ask it three questions, and open the explorer.

    The store is guanxi-demo.db in this folder, made anew each time; --store names another,
    which is not emptied.

    \b
    guanxi demo
    guanxi demo --store sqlite:/tmp/demo.db --no-serve
    """
    from api import render, terminal
    from api.commands.work import ingest_all, pipeline
    from api.ingest import SAMPLE, Ingestion, sample_address
    from api.schemas import DemoOut, RankingOut
    from extractors.reading import files
    from graph.naming import find_entity
    from graph.paths import trace

    if store is None:
        _clear()
    url = store or f"sqlite:{STORE}"
    with opened(url, create=True) as graph:
        ingestion = Ingestion(graph, pipeline, uri=sample_address)
        summary = ingest_all(ingestion, files([SAMPLE]), quiet=True)
        questions = [[find_entity(graph, name) for name in ends] for ends in QUESTIONS]
        told = DemoOut(
            ingested=summary,
            stats=graph.stats(),
            examples=_examples(graph),
            answers=tuple(RankingOut.of(trace(graph, *ends, k=1)) for ends in questions),
        )
    shows = not as_json and (terminal.is_attended() if serve is None else serve)
    if as_json:
        terminal.say_json(told)
    else:
        render.say_demo(told)
    if not as_json and not shows:
        terminal.say(f"Look at it: guanxi serve --store {url}, then open http://127.0.0.1:8642")
        terminal.say(f"Try next: guanxi show 宇树科技 --store {url}")
    if summary.skipped:
        raise typer.Exit(FAILED)
    if shows:
        _show(url)


def _show(url: str) -> None:
    """Serve the explorer to this machine until it is interrupted, and open it in a browser."""
    from api import terminal
    from api.serving import starting
    from api.settings import Settings, hand_on, has_display

    port = starting.free_port(Settings().port)
    hand_on(store=url, host="127.0.0.1", port=port, workers=1, log_level="warning")
    address = f"http://127.0.0.1:{port}"

    def say(greeting: str) -> None:
        terminal.announce(f"{greeting}; Ctrl-C ends it")
        # The socket listens already, so the browser's first request waits for the answer.
        if terminal.is_attended() and has_display():
            webbrowser.open(address)

    starting.serve(Settings(), jobs=True, say=say)


def _clear() -> None:
    for ending in SIDE_FILES:
        Path(STORE + ending).unlink(missing_ok=True)


def _examples(graph: Store) -> tuple[LinkOut, ...]:
    """Return the surest link of some relations."""
    from api.schemas import Quoting

    best: dict[str, Link] = {}
    for link in graph.links():
        if link.relation not in best or link.confidence > best[link.relation].confidence:
            best[link.relation] = link
    return tuple(Quoting(graph).links([best[name] for name in SHOWN if name in best]))
