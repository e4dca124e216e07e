"""A graph whose texts are made to break files, and its exports."""

from __future__ import annotations

from contextlib import closing

import pytest

from graph.exports import EXPORTERS
from graph.neighbourhood import neighbourhood
from graph.store.sqlite import SqliteStore
from tests.graph.exports.telling import NAMES
from tests.graph.factories import Claimed, Named, make_graph


@pytest.fixture
def hostile():
    investor, *others, firm = NAMES
    claims = [
        Claimed(investor, "INVESTED_IN", firm, 0.75, "2031-03", {"round": '"A"\n轮', "lead": True}),
        *(Claimed(other, "SUPPLIES", firm, 0.5) for other in others),
        Claimed(
            "赵\x01远", "WORKS_FOR", firm, 0.6, properties={"title": "=总裁", "date_from": "2024"}
        ),
    ]
    named = [Named("赵\x01远", "Person"), Named(firm, kind="company", also=("晨星",))]
    with closing(SqliteStore(None)) as opened:
        opened.replace_document(make_graph("press/a.txt", claims, named))
        opened.replace_document(make_graph("https://b.example/", claims[:1], named[1:]))
        yield opened


@pytest.fixture
def export(hostile, tmp_path):
    """Return a function that exports the whole graph in a format and gives the path."""

    def write(name):
        EXPORTERS[name](neighbourhood(hostile), hostile, tmp_path / name)
        return tmp_path / name

    return write
