"""Under which names a server answers."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from api.web.hosts import KnownHosts


@pytest.fixture
def client():
    hosts = ("localhost", "127.0.0.1", "[::1]", "*.example.org")
    return TestClient(KnownHosts(PlainTextResponse("in"), hosts=hosts))


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8642", "127.0.0.1:80", "[::1]:8642", "a.example.org"]
)
def test_its_own_names_are_let_in(client, host):
    assert client.get("/", headers={"Host": host}).text == "in"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "localhost.evil.example", "evil.example:80@localhost", "", "[::1", "[",
        "example.org", "evilexample.org", "localhost:80:80", "localhost:x", "127.0.0.1.nip.io",
    ],
)  # fmt: skip
def test_other_names_are_refused_as_a_problem(client, host):
    answer = client.get("/", headers={"Host": host})

    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:guanxi:problem:unknown-host"


def test_two_names_at_once_are_refused(client):
    assert (
        client.get("/", headers=[("Host", "localhost"), ("Host", "localhost")]).status_code == 400
    )
