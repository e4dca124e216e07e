"""Reconciliation Service API 0.2 of the W3C community group: names of a table to entities.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
OpenRefine and others send names and get the entities that they may mean.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from api.reconciling import (
    MAX_QUERIES,
    ReconciliationAnswer,
    ReconciliationManifest,
    ReconciliationSuggestions,
    answered,
    manifest,
    parsed,
    suggested_entities,
    suggested_properties,
    suggested_types,
)
from api.reconciling_preview import POLICY, preview_page
from api.web.asking import Reading
from graph.errors import InputError, UnknownNameError

router = APIRouter(prefix="/reconcile", tags=["reconcile"])

QUERIES_BYTES = 500_000
Queries = Annotated[
    str,
    Form(
        max_length=QUERIES_BYTES,
        description=f"JSON object of at most {MAX_QUERIES} queries by an id of the caller's",
        examples=['{"q0": {"query": "宇树科技", "type": "Organization", "limit": 3}}'],
    ),
]
Prefix = Annotated[str, Query(max_length=200, description="what was typed so far")]


@router.get("", response_model_exclude_none=True)
def reconciliation_manifest(question: Reading) -> ReconciliationManifest:
    """Say what this service offers and where."""
    return manifest(str(question.request.base_url).rstrip("/"))


@router.post("", response_model_exclude_none=True)
def reconcile(question: Reading, queries: Queries) -> dict[str, ReconciliationAnswer]:
    """Return for each query the entities that its name may mean, the best first."""
    asked = _queries(queries)
    with question.store() as store:
        return {identifier: answered(store, query) for identifier, query in asked.items()}


@router.get("/suggest/entity", response_model_exclude_none=True)
def suggest_entity(question: Reading, prefix: Prefix) -> ReconciliationSuggestions:
    """Suggest entities while a person types."""
    with question.store() as store:
        return suggested_entities(store, prefix)


@router.get("/suggest/type", response_model_exclude_none=True)
def suggest_type(_: Reading, prefix: Prefix = "") -> ReconciliationSuggestions:
    """Suggest types of entities while a person types."""
    return suggested_types(prefix)


@router.get("/suggest/property", response_model_exclude_none=True)
def suggest_property(_: Reading, prefix: Prefix = "") -> ReconciliationSuggestions:
    """Suggest relations while a person types; a query may ask for what they lead to."""
    return suggested_properties(prefix)


@router.get("/preview", response_class=HTMLResponse)
def preview_entity(
    question: Reading, request: Request, id_: Annotated[str, Query(alias="id", max_length=100)]
) -> HTMLResponse:
    """Return a small page about an entity, to be shown in a frame beside its name."""
    with question.store() as store:
        found = store.entities([id_])
        if id_ not in found:
            raise UnknownNameError("entity", id_)
        page = preview_page(store, found[id_])
    origins = " ".join(("'self'", *request.app.state.settings.cors_origins))
    return HTMLResponse(
        page, headers={"Content-Security-Policy": f"{POLICY}; frame-ancestors {origins}"}
    )


def _queries(text: str) -> dict[str, Any]:
    try:
        return parsed(json.loads(text))
    except (ValueError, RecursionError, ValidationError) as error:
        told = " ".join(str(error).split())[:300]
        raise InputError(
            'queries must be a JSON object such as {"q0": {"query": "宇树科技"}}: ' + told
        ) from error
