"""Commands of a server: serve, keys, audit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.options import AsJson, StoreUrl

if TYPE_CHECKING:
    from api.service.database import ServiceDatabase

ServiceFile = Annotated[
    Path | None,
    typer.Option(
        "--service",
        metavar="FILE",
        help="The server's own file; else GUANXI_SERVICE says it, else it is beside the store.",
        show_default=False,
    ),
]
keys = typer.Typer(
    no_args_is_help=True,
    help="""Make, list and revoke the keys of a server.

    \b
    guanxi keys add analysts --role reader
    guanxi keys list
    """,
)


def serve(  # noqa: PLR0913, PLR0917 - each is an option of the command
    store: StoreUrl = None,
    service: ServiceFile = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; 127.0.0.1 is this machine alone.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="8642 by default.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes that answer; 1 by default.")
    ] = None,
    jobs: Annotated[bool, typer.Option(help="Work uploads off in a process beside.")] = True,
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"] | None,
        typer.Option(help="How much is logged; info tells every request."),
    ] = None,
    log_format: Annotated[
        Literal["plain", "json"] | None, typer.Option(help="Lines for people or for programs.")
    ] = None,
) -> None:
    """Serve the store over HTTP until it is interrupted.

    Without keys it is open to everybody on this machine, and refuses to listen to others.
    Every option may as well stand in the environment: GUANXI_STORE, GUANXI_PORT, and so on.

    \b
    guanxi serve
    guanxi keys add me --role reader && guanxi serve --host 0.0.0.0 --workers 2
    """
    from api import terminal
    from api.serving import starting
    from api.settings import Settings, hand_on

    hand_on(
        store=store, service=service, host=host, port=port, workers=workers,
        log_level=log_level, log_format=log_format,
    )  # fmt: skip
    starting.serve(Settings(), jobs=jobs, say=terminal.announce)


@keys.command("add")
def add_key(
    name: Annotated[str, typer.Argument(help="Who will use it; stands in the log of changes.")],
    role: Annotated[
        Literal["reader", "editor", "admin"],
        typer.Option(help="reader asks, editor changes the graph too, admin everything."),
    ],
    store: StoreUrl = None,
    service: ServiceFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a key and print it, this one time.

    \b
    guanxi keys add analysts --role reader
    guanxi keys add loader --role editor | ssh host 'cat > loader.key'
    """
    from api import terminal
    from api.service.audit import Audit
    from api.service.keys import Keys, NewKey, role_named

    database = _database(store, service)
    whole = Keys(database).add(name, role_named(role))
    identifier = whole.split("_")[1]
    Audit(database).note("command line", "add key", identifier, name=name, role=role)
    if as_json:
        terminal.say_json(NewKey(id=identifier, name=name, role=role, key=whole))
    else:
        terminal.say(whole)


@keys.command("list")
def list_keys(store: StoreUrl = None, service: ServiceFile = None, as_json: AsJson = False) -> None:
    """List every key ever made, as far as it may be shown.

    \b
    guanxi keys list
    """
    from api import terminal
    from api.service.keys import Keys

    made = Keys(_database(store, service)).all()
    if as_json:
        terminal.say_json(made)
    elif made:
        rows = [(key.id, key.name, key.role, key.created, key.revoked or "") for key in made]
        terminal.say_table(("key", "name", "role", "made", "revoked"), rows)
    else:
        terminal.say("there are no keys; make one: guanxi keys add NAME --role reader")


@keys.command("revoke")
def revoke_key(
    key: Annotated[str, typer.Argument(metavar="ID", help="As guanxi keys list shows it.")],
    store: StoreUrl = None,
    service: ServiceFile = None,
) -> None:
    """Let a key open nothing any more, on running servers within 5 seconds.

    \b
    guanxi keys revoke 3f9a1c0b2d4e
    """
    from api import terminal
    from api.service.audit import Audit
    from api.service.keys import Keys

    database = _database(store, service)
    Keys(database).revoke(key)
    Audit(database).note("command line", "revoke key", key)
    terminal.say(f"revoked {key}")


def audit(
    limit: Annotated[int, typer.Option(min=1, help="List this many at most.")] = 50,
    store: StoreUrl = None,
    service: ServiceFile = None,
    as_json: AsJson = False,
) -> None:
    """List who changed what through the server, the latest first.

    \b
    guanxi audit
    guanxi audit --limit 1000 --json
    """
    from api import terminal
    from api.service.audit import Audit

    entries = Audit(_database(store, service)).entries(limit=limit)
    if as_json:
        terminal.say_json(entries)
    elif entries:
        rows = [
            (entry.at, entry.caller, entry.action, entry.object, _detail(entry.detail))
            for entry in entries
        ]
        terminal.say_table(("at", "caller", "action", "about", "detail"), rows)
    else:
        terminal.say("nothing was changed yet")


def _detail(detail: dict[str, str | int]) -> str:
    return ", ".join(f"{name} {value}" for name, value in detail.items())


def _database(store: str | None, service: Path | None) -> ServiceDatabase:
    from api.service.database import ServiceDatabase
    from api.settings import Settings

    settings = Settings()
    chosen = {"store": store, "service": service}
    changed = {name: value for name, value in chosen.items() if value is not None}
    return ServiceDatabase(settings.model_copy(update=changed).service_file)
