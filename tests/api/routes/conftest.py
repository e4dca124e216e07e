"""A server in this process, over a store with one small document."""

from __future__ import annotations

from contextlib import closing

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.store import open_store
from tests.graph.factories import Claimed, Named, make_graph


@pytest.fixture
def settings(tmp_path):
    """Return the settings of a server on loopback whose store lies in the test's folder."""
    return Settings(store=f"sqlite:{tmp_path}/guanxi.db")


@pytest.fixture
def serve(settings):
    """Return a function that starts a server with the settings, changed as asked."""
    clients = []

    def start(**changed):
        app = create_app(settings.model_copy(update=changed))
        client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
        clients.append(client)
        return client.__enter__()

    yield start
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def filled(settings, document_graph):
    """Put one small document into the store and return its graph."""
    graph = document_graph()
    store = open_store(settings.store)
    store.replace_document(graph)
    store.close()
    return graph


@pytest.fixture
def client(serve, filled):
    return serve()


@pytest.fixture
def press(settings):
    """Put two small documents about a few firms into the store; return their graphs."""
    named = (Named("云梯", "Technology"), Named("赵远", "Person"))
    graphs = (
        make_graph(
            "press/a.txt",
            [
                Claimed("青岚资本", "INVESTED_IN", "澜辰科技", 0.9, "2031-03", {"round": "A轮"}),
                Claimed("海塔", "INVESTED_IN", "澜辰科技", 0.8),
                Claimed("澜辰科技", "DEVELOPS", "云梯", 0.7, "2030"),
                Claimed("赵远", "WORKS_FOR", "澜辰科技", 0.6),
            ],
            named,
        ),
        make_graph(
            "press/b.txt",
            [
                Claimed("青岚资本", "INVESTED_IN", "澜辰科技", 0.5, "2031-05"),
                Claimed("海塔", "SUPPLIES", "青岚资本", 0.4),
            ],
        ),
    )
    with closing(open_store(settings.store)) as store:
        for graph in graphs:
            store.replace_document(graph)
    return graphs


@pytest.fixture
def ask(serve, press):
    """Return a function that asks a server over ``press`` and returns the JSON of its answer."""
    client = serve()

    def get(path, **parameters):
        answer = client.get(f"/api/v1{path}", params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()

    get.client = client
    return get


@pytest.fixture
def problem(ask):
    """Return a function that asks what is refused and returns the problem's status and name."""

    def refused(method, path, **request):
        answer = ask.client.request(method, f"/api/v1{path}", **request)
        assert answer.headers["content-type"] == "application/problem+json", answer.text
        told = answer.json()
        assert told["detail"]
        return told["status"], told["type"].removeprefix("urn:guanxi:problem:")

    return refused
