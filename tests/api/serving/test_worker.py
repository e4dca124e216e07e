"""What a worker process does before it answers."""

from __future__ import annotations

import gc
import sys

import pytest

from api.serving import worker


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("GUANXI_STORE", f"sqlite:{tmp_path}/guanxi.db")
    monkeypatch.setattr(worker, "end_with_parent", lambda _: None)
    interval = sys.getswitchinterval()
    yield worker.worker()
    gc.unfreeze()
    sys.setswitchinterval(interval)


def test_the_collector_leaves_the_application_alone(app):
    assert not any(each is app for each in gc.get_objects())
    assert gc.get_freeze_count() > 1_000


def test_the_event_loop_need_not_wait_long_for_a_thread(app):
    assert sys.getswitchinterval() == pytest.approx(worker.SWITCH_SECONDS)
