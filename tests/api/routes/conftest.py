"""A server in this process, over a store with one small document."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.store import open_store


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
