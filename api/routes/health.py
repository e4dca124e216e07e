"""Whether the server lives and can answer."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.web.stores import StorePool
from graph.records import Record

router = APIRouter(tags=["server"])


class Health(Record):
    """That the server answers."""

    status: str = "ok"


@router.get("/health/live")
async def live() -> Health:
    """Tell that the process answers; needs no key."""
    return Health()


@router.get("/health/ready")
def ready(request: Request) -> Health:
    """Tell that the store answers, too; 503 where it does not. Needs no key."""
    stores: StorePool = request.app.state.stores
    with stores.borrowed() as store:
        store.revision()
    return Health()
