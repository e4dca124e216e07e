"""Options that several commands share, and the store that they choose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.store.base import Store
    from graph.store.reading import CypherStore

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


class RowFormat(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@contextmanager
def opened(url: str | None, *, create: bool = False) -> Iterator[Store]:
    """Open the store that the option or else the environment names, and close it afterwards.

    Raises:
        StoreUnavailableError: if it cannot be opened, or there is none to ask.
    """
    from graph.store import open_store

    store, user, password = _chosen(url)
    with closing(open_store(store, create=create, user=user, password=password)) as opened_store:
        yield opened_store


@contextmanager
def opened_for_cypher(url: str | None) -> Iterator[CypherStore]:
    """Open the chosen store to be asked in Cypher, and close it afterwards.

    Raises:
        InputError: if it is of a kind that answers no Cypher.
        StoreUnavailableError: if it cannot be opened, or there is none to ask.
    """
    from graph.store import open_cypher

    store, user, password = _chosen(url)
    with closing(open_cypher(store, user=user, password=password)) as opened_store:
        yield opened_store


def _chosen(url: str | None) -> tuple[str, str, str]:
    """Return the URL that the option or else the environment names, with user and password."""
    from api.settings import Settings

    settings = Settings()
    return url or settings.store, settings.neo4j_user, settings.neo4j_password.get_secret_value()
