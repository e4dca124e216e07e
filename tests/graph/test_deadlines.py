"""Searches look at the clock as they go, also where no store is asked."""

import pytest

from graph.chains import chain
from graph.errors import StoreTimeoutError
from graph.paths import trace
from graph.store import deadline
from tests.graph.plain import random_store


@pytest.mark.parametrize(
    "search",
    [
        pytest.param(lambda store, a, b: trace(store, a, b, hops=4), id="paths"),
        pytest.param(lambda store, a, _: chain(store, a, "* -* - *".replace(" ", "")), id="chains"),
    ],
)
def test_a_search_ends_when_its_time_is_up(search):
    store = random_store(7)
    first, last, *_ = store.all_entities()

    with deadline.within(0), pytest.raises(StoreTimeoutError):
        search(store, first, last)
