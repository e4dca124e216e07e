"""Options that several commands share, and the store that they choose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.store.base import Store

StoreUrl = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="Where the graph is kept; else GUANXI_STORE says it, else sqlite:guanxi.db.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
EntityName = Annotated[
    str, typer.Argument(metavar="ENTITY", help="A name, or the id of an entity.")
]


@contextmanager
def opened(url: str | None, *, create: bool = False) -> Iterator[Store]:
    """Open the store that the option or else the environment names, and close it afterwards.

    Raises:
        StoreUnavailableError: if it cannot be opened, or there is none to ask.
    """
    from api.settings import Settings
    from graph.store import open_store

    settings = Settings()
    store = open_store(
        url or settings.store,
        create=create,
        user=settings.neo4j_user,
        password=settings.neo4j_password.get_secret_value(),
    )
    try:
        yield store
    finally:
        store.close()
