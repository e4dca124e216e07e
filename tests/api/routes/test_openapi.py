"""The OpenAPI document, and a client generated from it."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys

import pytest
import schemathesis

OPERATIONS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def document(serve):
    return serve().get("/openapi.json").json()


def operations(document):
    for path, item in document["paths"].items():
        for method in OPERATIONS & item.keys():
            yield f"{method} {path}", item[method]


def references(part):
    if isinstance(part, dict):
        yield from (part[key] for key in part if key == "$ref")
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from references(inner)


def test_it_is_valid_and_lacks_nothing_that_it_refers_to(document):
    schemathesis.openapi.from_dict(document).validate()

    known = document["components"]["schemas"]
    named = {reference.removeprefix("#/components/schemas/") for reference in references(document)}
    assert "Problem" in named
    assert named <= known.keys()


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does(document):
    found = dict(operations(document))
    names = [operation["operationId"] for operation in found.values()]

    assert len(names) == len(set(names))
    assert [name for name, each in found.items() if not each.get("description")] == []
    assert [name for name, each in found.items() if not each.get("tags")] == []


def test_every_text_number_and_list_that_is_taken_is_bounded(document):
    limits = {
        "string": ("maxLength", "pattern", "enum", "format"),
        "integer": ("maximum",), "number": ("maximum",), "array": ("maxItems",),
    }  # fmt: skip
    unbounded = [
        f"{name} {parameter['name']}"
        for name, operation in operations(document)
        for parameter in operation.get("parameters", ())
        for schema in parameter["schema"].get("anyOf", [parameter["schema"]])
        if schema.get("type") in limits and not set(limits[schema["type"]]) & schema.keys()
    ]

    assert unbounded == []


def test_a_client_generated_from_it_searches_and_traces(ask, tmp_path, monkeypatch):
    # A package of its own name, so that no other can be meant by it.
    described, package = tmp_path / "openapi.json", tmp_path / "generated_guanxi_client"
    described.write_text(json.dumps(ask.client.get("/openapi.json").json()), encoding="utf-8")
    settings = tmp_path / "generator.json"
    settings.write_text('{"post_hooks": []}', encoding="utf-8")
    generate = [
        sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none",
        "--path", described, "--output-path", package, "--config", settings, "--fail-on-warning",
    ]  # fmt: skip
    subprocess.run(generate, check=True, capture_output=True, timeout=120)
    monkeypatch.syspath_prepend(tmp_path)

    def part(name):
        return importlib.import_module(f"generated_guanxi_client.{name}")

    client = part("client").Client(base_url="http://localhost").set_httpx_client(ask.client)
    found = part("api.look_up.search").sync(client=client, q="澜辰")
    ranking = part("api.links.paths").sync(client=client, from_="赵远", to="青岚资本", k=1)
    missing = part("api.entities.entity").sync_detailed(client=client, entity="无此公司")

    assert [each.name for each in found.items] == ["澜辰科技"]
    assert [node.name for node in ranking.paths[0].nodes] == ["赵远", "澜辰科技", "青岚资本"]
    assert ranking.paths[0].hops[0].quote == "赵远 WORKS_FOR 澜辰科技。"
    assert missing.status_code == 404
    assert missing.parsed.type_ == "urn:guanxi:problem:unknown-name"
