"""A server's connections to its store: opened when needed, dropped when broken."""

import threading
import time

import pytest

from api.settings import Settings
from api.web.stores import StorePool
from graph.errors import StoreError, StoreTimeoutError, StoreUnavailableError
from graph.store import open_store


class FakeStore:
    def __init__(self):
        self.closed = False

    def close(self):
        self.closed = True


class Opener:
    def __init__(self):
        self.opened = []
        self.asked = []
        self.away = False

    def __call__(self, create):
        self.asked.append(create)
        if self.away:
            raise StoreUnavailableError("away")
        self.opened.append(FakeStore())
        return self.opened[-1]


@pytest.fixture
def opener():
    return Opener()


def test_a_connection_that_failed_is_closed_and_opened_anew(opener):
    pool = StorePool(opener, shared=False)

    with pytest.raises(StoreError), pool.borrowed():
        raise StoreError("the disk is broken")
    with pool.borrowed() as second:
        assert second is not opener.opened[0]

    assert opener.opened[0].closed


def test_a_question_that_took_too_long_does_not_cost_the_connection(opener):
    pool = StorePool(opener, shared=False)

    with pytest.raises(StoreTimeoutError), pool.borrowed():
        raise StoreTimeoutError
    with pool.borrowed():
        pass

    assert len(opener.opened) == 1


def test_a_store_that_is_away_is_tried_again_after_a_while_and_not_by_everybody(
    opener, monkeypatch
):
    monkeypatch.setattr("api.web.stores.AWAY", 0.1)
    pool = StorePool(opener, shared=False, size=2)
    opener.away = True
    for _ in range(10):
        with pytest.raises(StoreUnavailableError), pool.borrowed():
            pass
    assert len(opener.asked) == 1

    opener.away = False
    time.sleep(0.15)
    with pool.borrowed(), pool.borrowed():
        assert len(opener.opened) == 2


def test_who_waits_gets_the_place_of_a_connection_that_failed(opener):
    pool = StorePool(opener, shared=False, size=1)
    got = []
    waiting = threading.Thread(target=lambda: got.append(pool._take()))

    def fail():
        with pool.borrowed():
            waiting.start()
            raise StoreError("broken")

    with pytest.raises(StoreError):
        fail()
    waiting.join(5)

    assert got[0][0] is opener.opened[1]


def test_a_file_that_was_replaced_is_opened_anew(tmp_path, document_graph):
    url = f"sqlite:{tmp_path}/guanxi.db"
    pool = StorePool.of(Settings(store=url))
    with pool.borrowed() as store:
        assert store.stats().documents == 0

    other = open_store(f"sqlite:{tmp_path}/other.db")
    other.replace_document(document_graph())
    other.close()
    for ending in ("", "-wal", "-shm"):
        (tmp_path / f"guanxi.db{ending}").unlink(missing_ok=True)
    (tmp_path / "other.db").rename(tmp_path / "guanxi.db")

    with pool.borrowed() as store:
        assert store.stats().documents == 1
    pool.close()


def test_a_file_that_went_away_is_not_followed_by_an_empty_one(tmp_path):
    pool = StorePool.of(Settings(store=f"sqlite:{tmp_path}/guanxi.db"))
    with pool.borrowed():
        pass
    for each in tmp_path.iterdir():
        each.unlink()

    with pytest.raises(StoreUnavailableError), pool.borrowed():
        pass
    assert list(tmp_path.iterdir()) == []
    pool.close()
