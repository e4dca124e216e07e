"""Figures for Prometheus, and the log of accesses."""

from __future__ import annotations

import json
import logging

import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.service.keys import Role
from api.web.observing import JsonLines, PlainLines


def samples(client, **asked):
    text = client.get("/metrics", **asked).text
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_the_template_of_their_route(client):
    client.get("/api/v1/entities/澜辰科技")
    client.get("/api/v1/entities/无此公司")
    client.get("/secret/place")
    client.request("HACK", "/secret/place")
    text = client.get("/metrics").text

    assert (
        'guanxi_requests_total{method="GET",route="/api/v1/entities/{entity}",status="200"}' in text
    )
    assert 'route="/api/v1/entities/{entity}",status="404"' in text
    assert 'guanxi_requests_total{method="OTHER",route="(none)",status=' in text
    for private in ("澜辰", "无此公司", "secret", "HACK"):
        assert private not in text


def test_the_store_the_jobs_and_the_process_are_told(client):
    with client.app.state.database.writing() as sql:
        sql.execute(
            "INSERT INTO jobs (id, created, caller, status) VALUES ('j', '', 'a', 'queued')"
        )
    found = samples(client)

    assert found["guanxi_store_up",] == 1
    assert found["guanxi_documents",] == 1
    assert found["guanxi_entities", ("type", "Organization")] == 3
    assert found["guanxi_jobs", ("state", "queued")] == 1
    assert found["guanxi_requests_running",] == 1
    names = {name for name, *_ in found}
    assert {"guanxi_build_info", "process_resident_memory_bytes"} <= names


def test_the_store_is_not_counted_at_every_scrape(client, monkeypatch):
    from graph.store.sqlite import SqliteStore

    counted = []
    stats = SqliteStore.stats
    monkeypatch.setattr(SqliteStore, "stats", lambda store: counted.append(1) or stats(store))
    for _ in range(3):
        client.get("/metrics")

    assert len(counted) == 1


@pytest.fixture
def lines():
    """Collect what is logged of accesses."""
    records = []

    class Collecting(logging.Handler):
        def emit(self, record):
            records.append(record)

    log, handler = logging.getLogger("guanxi.access"), Collecting()
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield records
    log.removeHandler(handler)
    log.setLevel(level)


@pytest.mark.parametrize("form", [PlainLines(), JsonLines()], ids=["plain", "json"])
def test_one_line_a_request_tells_neither_queries_nor_keys(client, serve, lines, form):
    key = client.app.state.keys.add("anna", Role.READER)
    server = serve()
    server.get("/api/v1/search?q=澜辰", headers={"Authorization": f"Bearer {key}"})
    server.get("/api/v1/entities/澜辰科技", headers={"X-API-Key": key})

    told = [form.format(record) for record in lines]

    assert len(told) == 2
    for line, route in zip(told, ("/api/v1/search", "/api/v1/entities/{entity}"), strict=True):
        assert route in line
        assert "anna (" in line
        assert "200" in line
        assert "澜辰" not in line
        assert key not in line
        assert "\n" not in line


def test_json_lines_are_json(client, lines):
    client.get("/health/live")

    told = json.loads(JsonLines().format(lines[-1]))
    assert (told["route"], told["status"], told["caller"]) == ("/health/live", 200, "-")
