"""Starting the server: the door checked, the port taken, the processes begun."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Callable
from contextlib import ExitStack

import uvicorn
from uvicorn.supervisors import Multiprocess

from api.app import refuse_open_door
from api.service.database import ServiceDatabase
from api.service.keys import Keys
from api.serving.jobs import Supervisor, has_runner, run_jobs
from api.settings import Settings, share_figures
from api.web.observing import logging_to_stderr
from graph.errors import InputError

BACKLOG = 1024


def serve(settings: Settings, *, jobs: bool, say: Callable[[str], None]) -> None:
    """Answer requests until somebody ends it; ``say`` is told the address once it is taken.

    The settings are those in the environment, which the worker processes read as well.

    Raises:
        InputError: if it would be open to other machines, or the address cannot be taken.
        StoreError: if the server's own file cannot be used.
    """
    keys = Keys(ServiceDatabase(settings.service_file))
    refuse_open_door(settings, keys)
    with ExitStack() as ending:
        taken = ending.enter_context(listening(settings.host, settings.port))
        if settings.workers > 1:
            folder = ending.enter_context(tempfile.TemporaryDirectory(prefix="guanxi-figures-"))
            share_figures(folder)
        say(_greeting(settings, taken.getsockname()[1], keyed=keys.any_made()))
        if jobs and has_runner():
            runner = Supervisor(run_jobs)
            runner.start()
            ending.callback(runner.stop)
        config = configuration(settings)
        if settings.workers > 1:
            Multiprocess(config, sockets=[taken]).run()
        else:
            try:
                uvicorn.Server(config).run(sockets=[taken])
            except KeyboardInterrupt:
                return


def configuration(settings: Settings) -> uvicorn.Config:
    """Return how uvicorn is to run."""
    return uvicorn.Config(
        "api.serving.worker:worker",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        loop="auto",
        http="api.serving.protocol:PatientProtocol",
        ws="none",
        lifespan="on",
        log_config=logging_to_stderr(settings.log_format, settings.log_level),
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        backlog=BACKLOG,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=10,
        timeout_worker_healthcheck=30,
    )


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address.

    Raises:
        InputError: saying why it cannot.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        taken = socket.socket(family, kind, protocol)
    except OSError as error:
        raise InputError(f"{host} is no address of this machine ({error})") from error
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        # Now, so that a second server hears of it at once and not from its workers.
        taken.listen(BACKLOG)
    except OSError as error:
        taken.close()
        reason = error.strerror or error
        raise InputError(
            f"{host}:{port} cannot be listened on ({reason}); give another with --port"
        ) from error
    taken.set_inheritable(True)
    return taken


def free_port(wanted: int) -> int:
    """Return a port of this machine that nobody listens on: the wanted one if it is free."""
    for port in (wanted, 0):
        try:
            with listening("127.0.0.1", port) as taken:
                return int(taken.getsockname()[1])
        except InputError:
            continue
    return wanted


def _greeting(settings: Settings, port: int, *, keyed: bool) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    openness = "" if keyed else ", open to everybody on this machine and to no other"
    return f"guanxi serves {_shown(settings.store)} at http://{host}:{port}{openness}"


def _shown(store: str) -> str:
    """Return the URL of a store without user and password."""
    scheme, slashes, place = store.partition("://")
    return f"{scheme}://{place.rpartition('@')[2]}" if slashes else store
