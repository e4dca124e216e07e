"""Every error as problem details (RFC 9457): one table says which status a type of error has."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from api.jobs.errors import (
    DiskFullError,
    NotAFormError,
    QueueFullError,
    UploadBrokenOffError,
    UploadTooLargeError,
    UploadTooSlowError,
)
from api.schemas import EntityOut
from api.web.answers import Kept
from api.web.refusals import NotModified, Refusal
from graph.errors import (
    AmbiguousNameError,
    GuanxiError,
    InputError,
    StoreError,
    StoreTimeoutError,
    StoreUnavailableError,
    UnknownNameError,
)
from graph.records import Record

MEDIA_TYPE = "application/problem+json"
# The most special type that fits decides; its name, made readable, is the problem's.
STATUSES: dict[type[GuanxiError], tuple[int, str]] = {
    UnknownNameError: (404, "unknown-name"),
    AmbiguousNameError: (409, "ambiguous-name"),
    NotAFormError: (415, "not-a-form"),
    UploadTooLargeError: (413, "upload-too-large"),
    UploadTooSlowError: (408, "upload-too-slow"),
    UploadBrokenOffError: (400, "upload-broken-off"),
    QueueFullError: (503, "queue-full"),
    DiskFullError: (507, "disk-full"),
    InputError: (422, "bad-input"),
    StoreTimeoutError: (503, "too-expensive"),
    StoreUnavailableError: (503, "store-unavailable"),
    StoreError: (500, "store"),
    GuanxiError: (500, "fault"),
}
TITLES = {
    400: "Bad request", 401: "A key is needed", 403: "Not allowed", 404: "Not found",
    405: "Method not allowed", 406: "Not acceptable", 408: "Too slow", 409: "Conflict",
    413: "Too large", 414: "Too large", 415: "Unsupported media type", 422: "Not understood",
    429: "Too many requests", 431: "Too large", 500: "A fault in guanxi", 503: "Not available",
    507: "No room",
}  # fmt: skip
RETRY = {503: "5"}
log = logging.getLogger("guanxi.api")


class Problem(Record):
    """What went wrong, as RFC 9457 lays it out."""

    type: str = Field(
        description="stable name of the kind of problem",
        examples=["urn:guanxi:problem:unknown-name"],
    )
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(
        description="what is wrong and what to do", examples=["no entity named 'x'"]
    )
    candidates: tuple[EntityOut, ...] | None = Field(
        default=None, description="the entities that an ambiguous name may mean"
    )
    errors: tuple[dict[str, str], ...] | None = Field(
        default=None, description="which parts of the request are wrong, and how"
    )


RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "The request was refused",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    },
    "5XX": {
        "description": "The request could not be answered",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    },
}


def answer_problems(app: FastAPI) -> None:
    """Make an application answer every error with problem details."""
    app.add_exception_handler(GuanxiError, _guanxi)
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(NotModified, _not_modified)
    app.add_exception_handler(Kept, _kept)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _fault)


def describe_problems(app: FastAPI) -> None:
    """Add the shape of problems, to which ``RESPONSES`` refers, to the OpenAPI document."""
    generated = app.openapi

    def described() -> dict[str, Any]:
        document = generated()
        shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        known = document.setdefault("components", {}).setdefault("schemas", {})
        for name, part in (shape.pop("$defs", {}) | {"Problem": shape}).items():
            known.setdefault(name, part)
        _describe_streams(document)
        return document

    app.openapi = described  # type: ignore[method-assign]


def _describe_streams(document: dict[str, Any]) -> None:
    """Describe streams of events in words: FastAPI does it as only OpenAPI 3.2 may.

    A type would not do: some tools take it for that of the stream, others of each event.
    """
    for place in document["paths"].values():
        for operation in place.values():
            for answer in operation["responses"].values():
                for content in answer.get("content", {}).values():
                    if content.pop("itemSchema", None):
                        content["schema"] = {"description": "server-sent events"}


def problem_response(
    status: int,
    kind: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    candidates: Sequence[EntityOut] | None = None,
    errors: Sequence[dict[str, str]] | None = None,
) -> Response:
    """Return problem details as a response."""
    problem = Problem(
        type=f"urn:guanxi:problem:{kind}",
        title=TITLES.get(status, "Refused"),
        status=status,
        detail=detail,
        candidates=tuple(candidates) if candidates is not None else None,
        errors=tuple(errors) if errors is not None else None,
    )
    retry = {"Retry-After": RETRY[status]} if status in RETRY else {}
    # What does not apply is left out; a candidate without a kind keeps saying so.
    unset = {name for name in ("candidates", "errors") if getattr(problem, name) is None}
    return JSONResponse(
        problem.model_dump(mode="json", exclude=unset),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={**retry, **(headers or {})},
    )


def error_response(error: GuanxiError | Refusal) -> Response:
    """Return what an error or a refusal is answered with."""
    if isinstance(error, Refusal):
        return problem_response(error.status, error.kind, str(error), headers=error.headers)
    kind = next(each for each in type(error).__mro__ if each in STATUSES)
    status, name = STATUSES[kind]
    if status >= 500:
        log.warning("%s: %s", type(error).__name__, error)
    candidates = None
    if isinstance(error, AmbiguousNameError):
        candidates = [EntityOut.of(entity) for entity in error.entities]
    return problem_response(status, name, str(error), candidates=candidates)


def _guanxi(_: Request, error: Exception) -> Response:
    assert isinstance(error, GuanxiError)  # noqa: S101 - for the type checker; registered for it alone
    return error_response(error)


def _refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 - for the type checker; registered for it alone
    return error_response(error)


def _not_modified(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)  # noqa: S101 - for the type checker; registered for it alone
    return Response(status_code=304, headers=error.headers)


def _kept(_: Request, error: Exception) -> Response:
    assert isinstance(error, Kept)  # noqa: S101 - for the type checker; registered for it alone
    return error.answer.response()


def _validation(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - for the type checker
    wrong = [
        {"in": ".".join(map(str, each["loc"])), "says": str(each["msg"])} for each in error.errors()
    ]
    first = f"{wrong[0]['in']}: {wrong[0]['says']}" if wrong else "the request is malformed"
    return problem_response(422, "bad-request", first, errors=wrong)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - for the type checker; registered for it alone
    detail = error.detail
    if error.status_code == 404:
        detail = f"nothing is at {request.url.path}; /openapi.json lists what is"
    return problem_response(error.status_code, "http", detail, headers=error.headers)


def _fault(request: Request, error: Exception) -> Response:
    log.error("fault at %s %s", request.method, request.url.path, exc_info=error)
    return problem_response(
        500, "fault", "a fault in guanxi; the server's log tells more, please report it"
    )
