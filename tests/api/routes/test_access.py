"""Keys, guesses and what other people's pages may make a browser send."""

from __future__ import annotations

import time

import pytest

from api.service.keys import Role
from api.web import access

SEARCH = "/api/v1/search?q=a"


def bearing(key):
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def keyed(client, serve):
    """Return a function that starts a server with a reader's key, and that key."""
    key = client.app.state.keys.add("anna", Role.READER)

    def start(**changed):
        return serve(**changed), key

    return start


def test_a_key_opens_and_none_or_a_wrong_one_does_not(keyed):
    client, key = keyed()

    assert client.get(SEARCH, headers=bearing(key)).status_code == 200
    assert client.get(SEARCH, headers={"X-API-Key": key}).status_code == 200
    for headers in ({}, bearing(key[:-1]), bearing(key + "x"), bearing(""), bearing("ÿ" * 50)):
        answer = client.get(SEARCH, headers={k: v.encode("latin-1") for k, v in headers.items()})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_key_in_the_url_opens_nothing(keyed):
    client, key = keyed()

    assert client.get(f"{SEARCH}&key={key}&access_token={key}").status_code == 401


def test_guessing_keys_is_limited_whatever_address_is_claimed(keyed):
    client, key = keyed(guesses="3/minute")

    told = [
        client.get(SEARCH, headers={**bearing(f"gx_{n}_x"), "X-Forwarded-For": f"10.0.0.{n}"})
        for n in range(5)
    ]

    assert [each.status_code for each in told] == [401, 401, 401, 429, 429]
    assert 1 <= int(told[-1].headers["retry-after"]) <= 60
    assert told[-1].json()["type"] == "urn:guanxi:problem:too-many-guesses"
    assert client.get(SEARCH, headers=bearing(key)).status_code == 429


def test_who_was_let_in_is_not_shut_out_by_a_guesser_at_the_same_address(keyed):
    client, key = keyed(guesses="1/minute")
    client.get(SEARCH, headers=bearing(key))
    for n in range(3):
        client.get(SEARCH, headers=bearing(f"gx_{n}_x"))

    assert client.get(SEARCH, headers=bearing(key)).status_code == 200


def test_wrong_keys_fill_no_memory(keyed):
    client, _ = keyed(guesses="1000000/minute")
    for n in range(50):
        client.get(SEARCH, headers=bearing(f"gx_{n}_x"))

    assert client.app.state.gate._known == {}


def test_a_revoked_key_opens_nothing_once_it_is_forgotten(keyed, monkeypatch):
    monkeypatch.setattr(access, "REMEMBERED", 0.2)
    client, key = keyed()
    assert client.get(SEARCH, headers=bearing(key)).status_code == 200

    client.app.state.keys.revoke(key.split("_")[1])
    time.sleep(0.25)

    assert client.get(SEARCH, headers=bearing(key)).status_code == 401


def test_a_key_is_remembered_for_less_than_five_seconds():
    assert access.REMEMBERED < 5


def test_revoking_the_last_key_does_not_open_the_server(keyed):
    client, key = keyed()
    client.app.state.keys.revoke(key.split("_")[1])
    client, _ = keyed()

    assert client.get(SEARCH).status_code == 401


def test_a_key_may_call_so_often_from_wherever(keyed):
    client, key = keyed(rate="3/minute")

    told = [client.get(SEARCH, headers=bearing(key)) for _ in range(5)]

    assert [each.status_code for each in told] == [200, 200, 200, 429, 429]
    assert 1 <= int(told[-1].headers["retry-after"]) <= 60


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "https://evil.example"}, id="other origin"),
        pytest.param({"Origin": "http://localhost:9999"}, id="other port"),
        pytest.param({"Origin": "null"}, id="no origin"),
        pytest.param({"Origin": "http://[::1"}, id="broken origin"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="cross site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="same site"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_pages_of_others_get_nothing_from_a_server_without_keys(client, method, headers):
    answer = client.request(method, SEARCH, headers=headers)

    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:guanxi:problem:foreign-page"


def test_its_own_page_and_a_followed_link_are_answered(client):
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}

    assert client.get(SEARCH, headers=own).status_code == 200
    assert client.get(SEARCH, headers=link).status_code == 200
    assert client.post(SEARCH, headers=link).status_code == 403


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_what_a_proxy_passes_on_needs_a_key(client, name):
    assert client.get(SEARCH, headers={name: "127.0.0.1"}).status_code == 401


def test_no_other_origin_may_read_answers_unless_it_is_named(client, serve):
    origin = {"Origin": "https://lab.example"}
    asked = {**origin, "Access-Control-Request-Method": "GET"}
    assert "access-control-allow-origin" not in client.get("/health/live", headers=origin).headers

    open_to = serve(cors_origins=("https://lab.example",))
    assert open_to.get(SEARCH, headers=origin).headers["access-control-allow-origin"] == (
        "https://lab.example"
    )
    assert open_to.options(SEARCH, headers=asked).status_code == 200
    for other in ("https://lab.example.evil.example", "https://evil.example", "null"):
        answer = open_to.get("/health/live", headers={"Origin": other})
        assert "access-control-allow-origin" not in answer.headers
        assert "access-control-allow-credentials" not in answer.headers
