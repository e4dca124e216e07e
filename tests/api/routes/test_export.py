"""Exports over HTTP."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path

import networkx as nx
import pytest
from starlette.requests import ClientDisconnect

from api.explorer import snapshot
from api.formats import ENDINGS, FORMATS
from api.routes import export
from api.web.streaming import FileAnswer


def links_in(client, **asked):
    answer = client.get("/api/v1/export", params={"format": "json", **asked})
    assert answer.status_code == 200, answer.text
    return len(json.loads(answer.content)["links"])


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_comes_as_a_file_with_a_name(ask, format_):
    answer = ask.client.get("/api/v1/export", params={"format": format_})

    ending, media_type = ENDINGS[format_]
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="guanxi.{ending}"'
    assert answer.headers["content-type"] == media_type
    assert answer.content


@pytest.mark.parametrize("format_", FORMATS)
def test_a_selection_comes_in_every_format(ask, format_):
    asked = {"format": format_, "entities": ["澜辰科技", "云梯"]}

    answer = ask.client.post("/api/v1/export", json=asked)

    assert answer.status_code == 200
    assert answer.content == ask.client.post("/api/v1/export", json=asked).content
    assert answer.content != ask.client.get("/api/v1/export", params={"format": format_}).content


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_a_folder_comes_as_an_archive_of_it(ask, format_):
    answer = ask.client.get("/api/v1/export", params={"format": format_})

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert names == [
        f"guanxi-{format_}/{table}.{format_}"
        for table in ("documents", "entities", "evidence", "facts", "links")
    ]


def test_a_selection_is_its_entities_and_the_links_among_them(ask):
    def selected(**asked):
        answer = ask.client.post("/api/v1/export", json={"format": "json", **asked})
        read = json.loads(answer.content)
        return len(read["entities"]), len(read["links"])

    ids = [one["id"] for one in ask("/search", q="澜辰")["items"]]
    assert selected(entities=[*ids, "青岚资本", "赵远"]) == (3, 2)
    assert selected(entities=["云梯"], hops=1) == (2, 1)
    assert selected() == (5, 5)


def test_a_selection_may_be_of_ten_thousand(ask, problem):
    (entity,) = ask("/search", q="澜辰")["items"]

    many = ask.client.post("/api/v1/export", json={"entities": [entity["id"]] * 10_000})

    assert many.status_code == 200
    asked = {"entities": [entity["id"]] * 10_001}
    assert problem("POST", "/export", json=asked) == (422, "bad-request")


def test_a_graphml_export_is_the_whole_graph(ask):
    answer = ask.client.get("/api/v1/export", params={"format": "graphml"})

    graph = nx.parse_graphml(answer.text, force_multigraph=True)

    assert {name for _, name in graph.nodes(data="name")} == {
        "青岚资本", "澜辰科技", "海塔", "云梯", "赵远",
    }  # fmt: skip
    assert graph.number_of_edges() == 5
    assert all("quote" in json.loads(text)[0]["evidence"][0]
               for *_, text in graph.edges(data="evidence"))  # fmt: skip


def test_an_export_may_be_a_part_of_the_graph(ask):
    assert links_in(ask.client) == 5
    assert links_in(ask.client, entity="云梯", hops=1) == 1
    assert links_in(ask.client, entity=["海塔", "青岚资本"], hops=0) == 1


def test_an_export_leaves_no_file_behind(ask, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    Path(tempfile.gettempdir()).mkdir()

    links_in(ask.client)

    assert list(Path(tempfile.gettempdir()).iterdir()) == []


def test_a_file_is_closed_and_gone_when_the_caller_goes_away(tmp_path, monkeypatch):
    import anyio

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answer = FileAnswer(lambda path: path.write_bytes(b"x" * 10), name="a", media_type="text/plain")

    async def gone(_=None):
        raise OSError("the caller went away")

    async def waiting():
        await anyio.sleep_forever()

    with pytest.raises(ClientDisconnect):
        anyio.run(answer, {"type": "http", "asgi": {"spec_version": "2.4"}}, waiting, gone)

    assert answer._file.closed
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        pytest.param({"format": "docx"}, (404, "unknown-name"), id="unknown format"),
        pytest.param({"format": "../x"}, (404, "unknown-name"), id="format with a path"),
        pytest.param({"entity": "无此公司"}, (404, "unknown-name"), id="unknown entity"),
        pytest.param({"hops": 5}, (422, "bad-request"), id="too far"),
        pytest.param({"entity": ["海塔"] * 201}, (422, "bad-request"), id="too many"),
    ],
)
def test_what_cannot_be_exported_is_refused(problem, parameters, expected):
    assert problem("GET", "/export", params=parameters) == expected


def test_a_picture_of_too_much_is_refused_with_the_remedy(ask, monkeypatch):
    monkeypatch.setattr(snapshot, "ENTITIES", 4)

    answer = ask.client.post("/api/v1/export", json={"format": "html"})

    assert answer.status_code == 422
    assert "or export gexf for Gephi" in answer.json()["detail"]


def test_no_more_than_a_few_exports_are_written_at_once(ask, problem):
    with export.turn(), export.turn():
        assert problem("GET", "/export") == (503, "busy")

    assert links_in(ask.client) == 5


def test_an_export_may_take_longer_than_a_question(serve, press):
    client = serve(query_seconds=0.5)
    slow = FORMATS["json"]

    def writing(part, store, path):
        import time

        time.sleep(0.6)
        slow(part, store, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(FORMATS, "json", writing)
        assert links_in(client) == 5
