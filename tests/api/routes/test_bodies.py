"""Bodies that are no JSON, nested without end, or say a thing twice."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import APIRouter, File, UploadFile
from starlette.testclient import TestClient

from api.app import create_app
from api.web.asking import Reading
from api.web.routing import WrittenRoute
from graph.records import Record

router = APIRouter(prefix="/test", route_class=WrittenRoute)


class Given(Record):
    text: str


@router.post("/strict")
def strict(question: Reading, given: Given) -> Given:
    return given


@router.post("/anything")
def anything(question: Reading, given: dict[str, Any]) -> int:
    return len(given)


@router.post("/file")
def file(question: Reading, upload: UploadFile = File()) -> int:  # noqa: B008 - the framework's way
    return upload.size or 0


@pytest.fixture
def poster(settings):
    app = create_app(settings)
    app.include_router(router)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="half"),
        pytest.param(b"[" * 400_000, id="deep lists"),
        pytest.param(b'{"text":' * 100_000, id="deep objects"),
        pytest.param(b'{"text": "\xff\xfe"}', id="no UTF-8"),
        pytest.param(b"\x00\x00\xfe\xff", id="a mark of UTF-32"),
        pytest.param(b'{"text": ' + b"9" * 100_000 + b"}", id="a long number"),
        pytest.param(b"NaN", id="no number"),
        pytest.param(b'{"text": NaN}', id="no number within"),
        pytest.param(b'{"text": "a", "other": 1}', id="unknown name"),
        pytest.param(b'"' + b"a" * 1_100_000 + b'"', id="too large"),
    ],
)
@pytest.mark.parametrize("path", ["/test/strict", "/test/anything"])
def test_a_body_that_is_wrong_is_refused_and_no_fault(poster, path, body):
    answer = poster.post(path, content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code in (
        (400, 413, 422) if path == "/test/strict" else (200, 400, 413, 422)
    )
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert len(answer.content) < 10_000


def test_of_a_name_said_twice_the_last_counts(poster):
    said = b'{"text": "a", "text": "b"}'

    answer = poster.post("/test/strict", content=said, headers={"Content-Type": "application/json"})
    assert answer.json() == {"text": "b"}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=a", b"--b\r\n\r\n"),
        ("multipart/form-data; boundary=a", b"--a\r\nContent-Disposition: form-data; name=\x00"),
        ("multipart/form-data; boundary=" + "a" * 5000, b"--a--"),
        ("text/plain", b"x"),
    ],
)
def test_a_form_that_is_none_is_refused(poster, kind, body):
    answer = poster.post("/test/file", content=body, headers={"Content-Type": kind})

    assert answer.status_code in (400, 415, 422)
    assert answer.headers["content-type"] == "application/problem+json"
