"""Which entities a name may mean."""

from __future__ import annotations

import pytest

from graph.candidates import candidates
from graph.store import open_store
from tests.graph.factories import Named, make_graph

NAMES = ("澜辰科技有限公司", "澜辰资本", "北岭市", "Bluefin Robotics Inc.")


@pytest.fixture
def store():
    opened = open_store("memory:")
    named = [Named(name) for name in NAMES]
    opened.replace_document(make_graph("a.txt", named=[*named, Named("澜辰", type="Technology")]))
    yield opened
    opened.close()


def names_for(store, name, **asked):
    return [one.entity.name for one in candidates(store, name, **asked)]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        pytest.param("澜辰科技", "澜辰科技有限公司", id="without the legal form"),
        pytest.param("澜辰科技（上海）股份有限公司", "澜辰科技有限公司", id="with another one"),
        pytest.param("BLUEFIN ROBOTICS", "Bluefin Robotics Inc.", id="in capitals"),
    ],
)
def test_the_only_bearer_of_a_name_is_certain(store, asked, meant):
    best = candidates(store, asked)[0]

    assert (best.entity.name, best.score, best.same) == (meant, 100, True)


def test_a_name_that_nobody_bears_gives_the_nearest_and_none_as_certain(store):
    found = candidates(store, "澜辰科技园")

    assert found[0].entity.name == "澜辰科技有限公司"
    assert 0 < found[0].score < 100
    assert not any(one.same for one in found)


def test_of_two_bearers_neither_is_certain(store):
    store.replace_document(make_graph("b.txt", named=[Named("澜辰科技", type="Technology")]))

    found = candidates(store, "澜辰科技")

    assert [one.score for one in found[:2]] == [100, 100]
    assert not any(one.same for one in found)
    assert candidates(store, "澜辰科技", types=frozenset({"Technology"}))[0].same


def test_types_and_the_limit_are_kept(store):
    assert names_for(store, "澜辰", types=frozenset({"Technology"})) == ["澜辰"]
    assert len(names_for(store, "澜辰", limit=2)) == 2


@pytest.mark.parametrize("name", ["", " ", "无关", "!", "\ud800"])
def test_what_resembles_nothing_gives_nothing(store, name):
    assert candidates(store, name) == []
