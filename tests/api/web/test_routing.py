"""Answers written in the thread of their route."""

from __future__ import annotations

import pytest
from fastapi import APIRouter

from api.app import create_app
from api.settings import Settings
from api.web.asking import Reading
from api.web.routing import WrittenRoute
from graph.records import Record


class Told(Record):
    name: str


@pytest.fixture
def client(tmp_path):
    from starlette.testclient import TestClient

    app = create_app(Settings(store=f"sqlite:{tmp_path}/guanxi.db"))
    written = APIRouter(prefix="/written", route_class=WrittenRoute)
    for kind in (APIRouter(prefix="/plain"), written):

        @kind.get("/told", status_code=203, name=f"told_{kind.prefix}")
        def told(question: Reading) -> Told:
            question.response.headers["X-Told"] = "yes"
            return Told(name="澜辰")

        @kind.get("/many", name=f"many_{kind.prefix}")
        def many(question: Reading) -> list[Told]:
            return [Told(name=question.caller.name)]

        app.include_router(kind)
    return TestClient(app, base_url="http://localhost")


@pytest.mark.parametrize("path", ["told", "many"])
def test_they_are_what_the_framework_would_answer(client, path):
    plain, written = client.get(f"/plain/{path}"), client.get(f"/written/{path}")

    assert written.status_code == plain.status_code
    assert written.content == plain.content
    assert dict(written.headers) == dict(plain.headers)


def test_the_document_says_the_same_of_them(client):
    paths = client.get("/openapi.json").json()["paths"]

    assert paths["/written/told"]["get"]["responses"] == paths["/plain/told"]["get"]["responses"]
