"""How often somebody may call."""

import pytest

from api.web import rates
from api.web.rates import Rate
from graph.errors import InputError


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_a_caller_may_make_as_many_calls_as_the_rate_says_and_no_more(clock):
    rate = Rate("3/minute", clock)

    assert [rate.hit("anna") for _ in range(4)] == [0, 0, 0, 20]
    assert rate.hit("bert") == 0


def test_the_time_told_is_enough_to_wait_and_no_less_is(clock):
    rate = Rate("3/minute", clock)
    for _ in range(3):
        rate.hit("anna")

    wait = rate.hit("anna")
    clock.now += wait - 1
    assert rate.hit("anna") == 1
    clock.now += 1
    assert rate.hit("anna") == 0


def test_asking_how_long_to_wait_counts_as_no_call(clock):
    rate = Rate("1/second", clock)

    assert [rate.wait("anna") for _ in range(5)] == [0] * 5
    rate.hit("anna")
    assert rate.wait("anna") == 1


def test_made_up_callers_fill_no_memory(clock, monkeypatch):
    monkeypatch.setattr(rates, "REMEMBERED", 100)
    rate = Rate("2/minute", clock)

    for number in range(1000):
        rate.hit(str(number))

    assert len(rate._moments) == 100


@pytest.mark.parametrize("text", ["often", "0/minute", "", "-1/second"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(InputError, match=r"rate|nobody"):
        Rate(text)
