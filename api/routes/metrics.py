"""Figures for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.service.database import ServiceDatabase
from api.web.asking import Reading
from api.web.figures import (
    Fixed,
    ProcessFigures,
    StoreFigures,
    build_info,
    exposition,
    jobs_by_state,
)
from api.web.refusals import Refusal
from api.web.stores import StorePool
from graph.errors import StoreError
from graph.records import Stats
from graph.store import deadline

router = APIRouter(tags=["server"])


class Figures(PlainTextResponse):
    """An answer in the text format of Prometheus."""

    media_type = CONTENT_TYPE_LATEST


@router.get("/metrics", response_class=Figures)
def metrics(question: Reading) -> Response:
    """Tell Prometheus about requests, the store, the jobs and the processes."""
    app = question.request.app
    jobs = jobs_by_state(_jobs(app.state.database))
    own = (app.state.store_figures, ProcessFigures(), Fixed(build_info(app.version), jobs))
    return Figures(exposition(own))


def store_figures(stores: StorePool, seconds: float) -> StoreFigures:
    """Return a collector that counts what the store holds."""

    def stats() -> Stats | None:
        try:
            with stores.borrowed() as store, deadline.within(seconds):
                return store.stats()
        except (StoreError, Refusal):
            return None

    return StoreFigures(stats)


def _jobs(database: ServiceDatabase) -> list[tuple[str, int]]:
    statement = "SELECT status, count(*) FROM jobs GROUP BY status ORDER BY status"
    with database.reading() as sql:
        return [(row[0], row[1]) for row in sql.execute(statement)]
