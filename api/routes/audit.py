"""The log of who changed what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.service.audit import Audit, AuditEntry
from api.web.asking import Administering
from api.web.paging import Limit
from api.web.routing import WrittenRoute

router = APIRouter(prefix="/api/v1", tags=["server"], route_class=WrittenRoute)
ROWS = 2**53  # what every program reads exactly


@router.get("/audit")
def audit(
    question: Administering,
    before: Annotated[
        int | None, Query(ge=1, le=ROWS, description="the `row` of the last entry seen")
    ] = None,
    limit: Limit = 100,
) -> list[AuditEntry]:
    """List who changed what through this server, the latest first."""
    log: Audit = question.request.app.state.audit
    return log.entries(before=before, limit=limit)
