"""Answers kept until the store changes: right at once, and for those alone who may ask."""

from __future__ import annotations

from contextlib import closing

import pytest

from api.service.keys import Role
from api.web import routing
from graph.store import open_store
from graph.store.sqlite import SqliteStore
from tests.graph.factories import Claimed, make_graph

SEARCH = "/api/v1/search?q=澜辰"
LINKS = "/api/v1/entities/澜辰科技/links"


@pytest.fixture
def asked(monkeypatch):
    """Return the texts for which any store in this process is searched."""
    texts = []
    search = SqliteStore.search

    def noting(self, text, **named):
        texts.append(text)
        return search(self, text, **named)

    monkeypatch.setattr(SqliteStore, "search", noting)
    return texts


def change(settings, number):
    """Store a document as another process would."""
    with closing(open_store(settings.store)) as store:
        claimed = Claimed(f"澜辰{number}厂", "INVESTED_IN", "澜辰科技", 0.9)
        store.replace_document(make_graph(f"press/{number}.txt", [claimed]))


def test_what_was_answered_is_not_worked_out_again(client, asked):
    first, again = client.get(SEARCH), client.get(SEARCH)

    assert asked == ["澜辰"]
    assert (again.status_code, again.content) == (200, first.content)
    assert dict(again.headers) == dict(first.headers)


def test_other_questions_have_other_answers(client):
    pages = [client.get(f"{SEARCH}&limit={limit}").json()["items"] for limit in (1, 2, 1, 2)]

    assert [len(page) for page in pages] == [1, 2, 1, 2]


@pytest.mark.parametrize("path", [SEARCH, LINKS, "/api/v1/stats", "/api/v1/changes"])
def test_a_change_by_another_process_shows_at_once(client, settings, path):
    told = [client.get(path).json()]
    for number in range(3):
        change(settings, number)
        told += [client.get(path).json(), client.get(path).json()]

    assert [told.index(each) for each in told] == [0, 1, 1, 3, 3, 5, 5]


def test_a_store_put_in_the_place_of_another_shows_at_once(client, settings, tmp_path):
    before = client.get("/api/v1/stats").json()
    other = settings.model_copy(update={"store": f"sqlite:{tmp_path}/other.db"})
    change(other, 1)

    (tmp_path / "other.db").replace(tmp_path / "guanxi.db")

    assert client.get("/api/v1/stats").json() != before


def test_what_is_kept_takes_a_key_too(client, serve, asked):
    key = client.app.state.keys.add("anna", Role.READER)
    keyed = serve()
    bearing = {"Authorization": f"Bearer {key}"}

    answers = [keyed.get(SEARCH, headers=headers) for headers in (bearing, {}, bearing)]

    assert [each.status_code for each in answers] == [200, 401, 200]
    assert asked == ["澜辰"]


@pytest.mark.parametrize("waiting", [False, True], ids=["at once", "in a thread"])
def test_what_was_kept_for_an_admin_is_given_to_no_reader(client, serve, waiting, monkeypatch):
    if waiting:
        monkeypatch.setattr(routing, "kept_answer", lambda _: None)
    key = client.app.state.keys.add("anna", Role.READER)
    keyed = serve()
    bearing = {"Authorization": f"Bearer {key}"}
    shown = keyed.get(SEARCH, headers=bearing).content
    answers = keyed.app.state.answers
    (question,) = answers._kept
    secret = answers.find(question)
    object.__setattr__(secret, "role", Role.ADMIN)
    object.__setattr__(secret, "body", b'{"secret": true}')

    assert keyed.get(SEARCH, headers=bearing).content == shown


def test_each_request_counts_once_kept_or_not(serve, filled):
    client = serve(rate="4/minute")

    assert [client.get(SEARCH).status_code for _ in range(5)] == [200] * 4 + [429]


def test_who_has_what_is_kept_is_told_so(client, asked):
    tag = client.get(SEARCH).headers["etag"]
    again = client.get(SEARCH, headers={"If-None-Match": f'"x", {tag}'})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert asked == ["澜辰"]


def test_nothing_is_kept_where_there_is_no_room(serve, filled, asked):
    client = serve(answers_bytes=0)

    assert client.get(SEARCH).content == client.get(SEARCH).content
    assert len(asked) == 2


def test_a_refusal_is_not_kept(client, settings):
    assert client.get("/api/v1/entities/澜辰7厂").status_code == 404
    change(settings, 7)

    assert client.get("/api/v1/entities/澜辰7厂").status_code == 200


def test_while_every_connection_is_busy_the_answer_comes_from_a_thread(client, asked, monkeypatch):
    first = client.get(SEARCH)
    stores = client.app.state.stores
    monkeypatch.setattr(stores, "revision_at_once", lambda: None)

    assert client.get(SEARCH).content == first.content
    assert asked == ["澜辰"]
