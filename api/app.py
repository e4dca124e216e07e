"""The HTTP application: routes, limits and errors put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from api.jobs.queue import Queue
from api.jobs.uploads import Uploads
from api.routes import ROUTERS
from api.routes.metrics import store_figures
from api.service.audit import Audit
from api.service.database import ServiceDatabase
from api.service.keys import Keys
from api.settings import Settings
from api.web.access import Gate, is_loopback
from api.web.answers import Answers
from api.web.headers import SecurityHeaders
from api.web.hosts import KnownHosts
from api.web.limits import Limits, TooLarge
from api.web.observing import Observed
from api.web.problems import RESPONSES, Problem, answer_problems, describe_problems
from api.web.stores import StorePool
from api.web.watching import Watchers
from graph.errors import InputError

BODY = 1_000_000  # bytes of any request that is not an upload
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
ABOUT = (
    "Search, follow and read why: entities, their links, and for every link the words that"
    " state it. Errors are problem details (RFC 9457). Long answers come page by page: hand"
    " the `next` of a page back as `cursor`."
)


class Application(FastAPI):
    """FastAPI whose outermost layers see its own faults and limits, too."""

    def build_middleware_stack(self) -> ASGIApp:
        """Return the layers around the routes."""
        return SecurityHeaders(Observed(TooLarge(super().build_middleware_stack())))


def create_app(settings: Settings | None = None) -> Application:
    """Return the application that serves the store which the settings name.

    Raises:
        InputError: if it would listen beyond this machine without a key.
        StoreError: if the server's own file cannot be used.
    """
    settings = settings or Settings()
    database = ServiceDatabase(settings.service_file)
    keys = Keys(database)
    refuse_open_door(settings, keys)
    stores = StorePool.of(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if stores.at_once:
            # More threads than connections wait for one another and for the interpreter's lock.
            # Of 50 entities asked for at once, measured on two cores: 820/s and a p99 of 260 ms
            # with 40 threads, 1,200/s and 140 ms with 4.
            current_default_thread_limiter().total_tokens = stores.at_once
        yield
        stores.close()

    app = Application(
        title="guanxi",
        version=_version(),
        summary="Chinese and English documents as a knowledge graph in which every link is quoted",
        description=ABOUT,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        lifespan=lifespan,
        # Their pages load scripts from elsewhere, which the content security policy forbids.
        docs_url=None,
        redoc_url=None,
        responses=RESPONSES,
        max_body_size=BODY,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.settings = settings
    app.state.query_seconds = settings.query_seconds
    app.state.stores = stores
    app.state.answers = Answers(settings.answers_bytes)
    app.state.keys = keys
    app.state.audit = Audit(database)
    app.state.database = database
    app.state.queue = Queue(database)
    app.state.uploads = Uploads(settings, app.state.queue)
    app.state.watchers = Watchers()
    app.state.gate = Gate(keys, settings)
    app.state.store_figures = store_figures(stores, settings.query_seconds)
    for router in ROUTERS:
        app.include_router(router)
    answer_problems(app)
    describe_problems(app)
    _wrap(app, settings)
    return app


def refuse_open_door(settings: Settings, keys: Keys) -> None:
    """Refuse to listen beyond this machine while nobody needs a key.

    Raises:
        InputError: saying how to make one.
    """
    if not is_loopback(settings.host) and not keys.any_valid():
        raise InputError(
            f"{settings.host} is reached from other machines, and no key protects it;"
            " make one first: guanxi keys add NAME --role reader"
        )


def _wrap(app: FastAPI, settings: Settings) -> None:
    """Put the layers around the routes; the last added is the outermost."""
    app.add_middleware(Limits, gate=app.state.gate)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=[
                "Authorization",
                "X-API-Key",
                "Content-Type",
                "If-None-Match",
                "Last-Event-ID",
            ],
            expose_headers=["ETag", "Location"],
        )
    own = (*LOOPBACK, settings.host) if is_loopback(settings.host) else ()
    if hosts := (*own, *settings.hosts):
        app.add_middleware(KnownHosts, hosts=hosts)


def _version() -> str:
    from importlib.metadata import version

    return version("guanxi")


__all__ = ["Problem", "create_app", "refuse_open_door"]
