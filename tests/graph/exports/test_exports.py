import errno
import json
import os
from contextlib import closing
from pathlib import Path

import networkx as nx
import pytest

from graph.errors import InputError
from graph.exports import EXPORTERS, FOLDERS
from graph.exports.graphml import as_networkx
from graph.exports.writing import replacing
from graph.ids import content_id
from graph.neighbourhood import neighbourhood
from graph.records import Document, DocumentGraph, Evidence, Fact, LocalEntity
from graph.store import open_store
from tests.graph.plain import PlainStore, entity, link, random_store

HARSH = "甲 & <乙>\x01\x0b ]]>\r\n\ttail \uffff end"


def said(uri: str, text: str, *, confidence: float = 0.9, name: str = "乙公司") -> DocumentGraph:
    """A document that says in one sentence, its text, that one firm invested in another."""
    document = Document(
        uri=uri, title=f"About {uri}", language="zh", published="2024-05-01",
        media_type="text/plain", sha256=uri, text=text,
    )  # fmt: skip
    ends = [
        LocalEntity(document=document.id, article=0, type="Organization", name=one, names=(one,))
        for one in ("甲公司", name)
    ]
    evidence = Evidence(
        document=document.id, start=0, end=len(text), quote=text, reading=text, finder="hand.v1"
    )
    fact = Fact(
        head=ends[0].id, relation="INVESTED_IN", tail=ends[1].id, evidence=(evidence,),
        properties={"amount": "近亿元", "lead": True}, confidence=confidence, date="2024-05",
    )  # fmt: skip
    return DocumentGraph(document=document, entities=tuple(ends), facts=(fact,))


@pytest.fixture
def store():
    with closing(open_store("memory:")) as opened:
        opened.replace_document(said("b.txt", "甲公司投了乙公司。", confidence=0.7))
        opened.replace_document(said("a.txt", HARSH))
        opened.replace_document(said("c.txt", "甲公司又投了丙公司。", name="丙公司"))
        yield opened


def exported(store, format_name: str, path: Path) -> Path:
    EXPORTERS[format_name](neighbourhood(store), store, path)
    return path


def content(path: Path) -> dict[str, bytes]:
    """Return what an export wrote, by the names of its files."""
    files = path.iterdir() if path.is_dir() else [path]
    return {file.suffix and file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_graph_gives_the_same_bytes_however_it_was_stored(store, name, tmp_path):
    left = content(exported(store, name, tmp_path / "left"))

    with closing(open_store("memory:")) as again:
        for graph in reversed([store.graph_of(one.id) for one in store.documents()]):
            again.replace_document(graph)
        assert content(exported(again, name, tmp_path / "right")) == left


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_graph_of_nothing_is_written_all_the_same(name, tmp_path):
    path = exported(PlainStore([], []), name, tmp_path / "empty")

    assert path.is_dir() == (name in FOLDERS)
    assert content(path) or name == "ftm"


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_export_that_is_there_is_replaced(store, name, tmp_path):
    before = content(exported(PlainStore([], []), name, tmp_path / "graph"))

    again = content(exported(store, name, tmp_path / "graph"))

    assert again.keys() == before.keys()
    assert again != before
    assert [one.name for one in tmp_path.iterdir()] == ["graph"]


def test_json_of_nothing_is_empty_lists(tmp_path):
    path = exported(PlainStore([], []), "json", tmp_path / "empty")

    assert not any(json.loads(path.read_text(encoding="utf-8")).values())


def test_json_holds_every_record_as_it_is_stored(store, tmp_path):
    read = json.loads(exported(store, "json", tmp_path / "all.json").read_text(encoding="utf-8"))

    facts = [fact for one in store.documents() for fact in store.graph_of(one.id).facts]
    expected = {fact.id: {"id": fact.id, **fact.model_dump(mode="json")} for fact in facts}
    assert {fact["id"]: fact for fact in read["facts"]} == expected
    assert read["entities"] == [one.model_dump(mode="json") for one in store.all_entities()]
    assert read["links"] == [one.model_dump(mode="json") for one in store.links()]


def test_json_names_the_documents_and_leaves_their_text_out(store, tmp_path):
    read = json.loads(exported(store, "json", tmp_path / "all.json").read_text(encoding="utf-8"))

    assert [one["uri"] for one in read["documents"]] == ["a.txt", "b.txt", "c.txt"]
    assert set(read["documents"][0]) == {"document", "uri", "title", "published"}


def test_json_has_one_record_a_line_with_sorted_keys(store, tmp_path):
    text = exported(store, "json", tmp_path / "all.json").read_text(encoding="utf-8")

    records = [json.loads(line.rstrip(",")) for line in text.split("\n") if line.startswith('{"')]
    assert len(records) == 3 + 3 + 3 + 2
    assert all(list(record) == sorted(record) for record in records)


def test_a_lone_surrogate_does_not_break_json(tmp_path):
    store = PlainStore([entity("half \ud83d")], [])

    text = exported(store, "json", tmp_path / "half.json").read_text(encoding="utf-8")

    assert json.loads(text)["entities"][0]["name"] == "half \ud83d"


@pytest.mark.parametrize("seed", range(4))
def test_graphml_read_back_equals_what_was_written(seed, tmp_path):
    store = random_store(seed)

    path = exported(store, "graphml", tmp_path / "graph.graphml")

    read = nx.read_graphml(path, force_multigraph=True)
    written = as_networkx(neighbourhood(store), store)
    assert dict(read.nodes(data=True)) == dict(written.nodes(data=True))
    assert sorted(read.edges(keys=True, data=True), key=str) == sorted(
        written.edges(keys=True, data=True), key=str
    )


def test_graphml_keeps_parallel_links_apart(tmp_path):
    a, b = entity("a"), entity("b")
    store = PlainStore([a, b], [link(a, "SUPPLIES", b), link(a, "ACQUIRED", b)])

    read = nx.read_graphml(exported(store, "graphml", tmp_path / "graph.graphml"))

    assert sorted(data["relation"] for *_, data in read.edges(data=True)) == [
        "ACQUIRED", "SUPPLIES",
    ]  # fmt: skip


def test_a_graphml_edge_carries_all_its_evidence(store, tmp_path):
    read = nx.read_graphml(exported(store, "graphml", tmp_path / "graph.graphml"))
    edges = [edge for *_, edge in read.edges(data=True) if "甲公司投了乙公司。" in edge["quote"]]

    [edge] = edges
    legal = HARSH.replace("\x01", "␁").replace("\x0b", "␋").replace("\uffff", "\ufffd")
    best, other = json.loads(edge["evidence"])
    assert edge["sources"] == "a.txt | b.txt"
    assert edge["date"] == "2024-05"
    assert edge["quote"] == f"{legal} | 甲公司投了乙公司。"
    assert json.loads(edge["properties"]) == [{"amount": "近亿元", "lead": True}] * 2
    assert (best["confidence"], other["confidence"]) == (0.9, 0.7)
    assert best["evidence"][0]["start"] == 0
    assert best["evidence"][0]["end"] == len(HARSH)
    assert best["evidence"][0]["title"] == "About a.txt"
    assert other["evidence"][0]["finder"] == "hand.v1"


def test_a_quote_in_graphml_is_as_long_as_in_its_document(store, tmp_path):
    read = nx.read_graphml(exported(store, "graphml", tmp_path / "graph.graphml"))

    quotes = [
        (evidence["end"] - evidence["start"], len(evidence["quote"]))
        for *_, edge in read.edges(data=True)
        for fact in json.loads(edge["evidence"])
        for evidence in fact["evidence"]
    ]
    assert len(quotes) == 3
    assert all(span == length for span, length in quotes)


def test_graphml_ids_are_those_of_the_store(store, tmp_path):
    read = nx.read_graphml(exported(store, "graphml", tmp_path / "g"), force_multigraph=True)

    assert set(read) == {one.id for one in store.all_entities()}
    assert {key for *_, key in read.edges(keys=True)} == {
        content_id("link", one.head, one.relation, one.tail) for one in store.links()
    }


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_missing_folder_is_named(store, name, tmp_path):
    with pytest.raises(InputError, match=r"absent does not exist; create it first"):
        exported(store, name, tmp_path / "absent" / "graph")


def test_a_folder_is_no_file(store, tmp_path):
    with pytest.raises(InputError, match="is a folder; give the name of a file"):
        exported(store, "json", tmp_path)


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "graph.json"
    path.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(InputError, match=r"graph\.json: cannot be written \(No space left"):
        exported(PlainStore([], []), "json", path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_writer_that_fails_half_way_leaves_nothing(tmp_path):
    def write_half() -> None:
        with replacing(tmp_path / "graph.json") as stream:
            stream.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert list(tmp_path.iterdir()) == []


def test_a_finished_file_takes_the_place_of_the_old_one(tmp_path):
    path = tmp_path / "graph.json"
    path.write_text("old")

    exported(PlainStore([], []), "json", path)

    assert path.read_text().startswith("{\n")
    assert list(tmp_path.iterdir()) == [path]


def test_a_device_is_not_replaced_by_a_file(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    with pytest.raises(InputError, match="is a device or a pipe"):
        exported(PlainStore([], []), "json", pipe)
    assert not pipe.is_file()
