"""Who may ask what: every route of the application is in the table."""

from __future__ import annotations

import re

import pytest

from api.service.keys import Role

EVERYBODY = 0
NEEDED = {
    "GET /": EVERYBODY,
    "GET /assets/{name}": EVERYBODY,
    "GET /openapi.json": EVERYBODY,
    "GET /health/live": EVERYBODY,
    "GET /health/ready": EVERYBODY,
    "GET /metrics": Role.READER,
    "GET /api/v1/search": Role.READER,
    "GET /api/v1/entities": Role.READER,
    "GET /api/v1/entities/{entity}": Role.READER,
    "GET /api/v1/suggest": Role.READER,
    "GET /api/v1/entities/{entity}/links": Role.READER,
    "GET /api/v1/entities/{entity}/mentions": Role.READER,
    "GET /api/v1/facts/{fact}": Role.READER,
    "GET /api/v1/documents": Role.READER,
    "GET /api/v1/documents/{document}": Role.READER,
    "GET /api/v1/documents/{document}/text": Role.READER,
    "DELETE /api/v1/documents/{document}": Role.EDITOR,
    "POST /api/v1/neighbourhood": Role.READER,
    "GET /api/v1/graph": Role.READER,
    "GET /api/v1/paths": Role.READER,
    "POST /api/v1/paths": Role.READER,
    "GET /api/v1/chains": Role.READER,
    "GET /api/v1/export": Role.READER,
    "POST /api/v1/export": Role.READER,
    "POST /api/v1/report": Role.READER,
    "GET /api/v1/stats": Role.READER,
    "GET /api/v1/ontology": Role.READER,
    "GET /api/v1/changes": Role.READER,
    "GET /api/v1/judgements": Role.READER,
    "POST /api/v1/judgements": Role.EDITOR,
    "POST /api/v1/cypher": Role.READER,
    "POST /api/v1/jobs": Role.EDITOR,
    "GET /api/v1/jobs": Role.READER,
    "GET /api/v1/jobs/{job}": Role.READER,
    "GET /api/v1/jobs/{job}/events": Role.READER,
    "POST /api/v1/jobs/{job}/cancel": Role.EDITOR,
    "GET /reconcile": Role.READER,
    "POST /reconcile": Role.READER,
    "GET /reconcile/suggest/entity": Role.READER,
    "GET /reconcile/suggest/type": Role.READER,
    "GET /reconcile/suggest/property": Role.READER,
    "GET /reconcile/preview": Role.READER,
    "GET /api/v1/audit": Role.ADMIN,
}
CALLERS = ("nobody", "somebody with a wrong key", "reader", "editor", "admin")


def routes_of(app):
    """Return every route as METHOD PATH, also those that the OpenAPI document leaves out."""
    found = []
    for route in app.routes:
        inner = getattr(route, "effective_route_contexts", None)
        for each in inner() if inner else (route,):
            methods = set(each.methods or ()) - {"HEAD"}
            found += [f"{method} {each.path}" for method in sorted(methods)]
    return found


@pytest.fixture
def keyed(client, serve):
    """Return a server that has keys, and the headers of each caller."""
    keys = client.app.state.keys
    headers = {"nobody": {}, CALLERS[1]: {"Authorization": "Bearer gx_000000000000_wrong"}}
    for role in Role:
        headers[role.label] = {"Authorization": f"Bearer {keys.add(role.label, role)}"}
    return serve(guesses="1000000/minute"), headers


def test_every_route_is_in_the_table(client):
    assert [route for route in routes_of(client.app) if route not in NEEDED] == []


def test_each_role_may_ask_what_it_needs_and_no_more(keyed):
    client, headers = keyed
    wrong = []
    for route in routes_of(client.app):
        method, path = route.split(" ")
        place = re.sub(r"\{[^}]+\}", "x", path)
        for caller in CALLERS:
            body = {} if method in ("GET", "DELETE") else {"json": {}}
            status = client.request(method, place, headers=headers[caller], **body).status_code
            role = Role[caller.upper()] if caller.upper() in Role.__members__ else 0
            if NEEDED[route] <= role:
                fits = status not in (401, 403, 429)
            else:
                fits = status == (403 if role else 401)
            if not fits:
                wrong.append((route, caller, status))

    assert wrong == []
