"""What other libraries read of an export is what the graph holds, whatever its texts hold."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import networkx as nx
import pytest
import rdflib
from pyarrow import parquet
from rdflib.namespace import PROV, RDF, SDO

from graph.exports import EXPORTERS
from graph.exports.cells import FORMULA
from graph.exports.characters import legal_text, whole_text
from graph.exports.evidence import link_id
from graph.neighbourhood import neighbourhood
from graph.records import Link
from tests.graph import plain
from tests.graph.exports.telling import FIRM, Told, told

# Of rdflib's own reader of JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
GX = rdflib.Namespace("urn:guanxi:vocabulary:")


def of_networkx(graph):
    edges = list(graph.edges(data=True))
    evidence = [
        one
        for *_, edge in edges
        for fact in json.loads(edge["evidence"])
        for one in fact["evidence"]
    ]
    names = nx.get_node_attributes(graph, "name")
    return Told(
        frozenset((names[head], edge["relation"], names[tail]) for head, tail, edge in edges),
        *(frozenset(one[key] for one in evidence) for key in ("quote", "finder", "uri")),
    )


def of_tables(tables):
    names = {row["id"]: row["name"] for row in tables["entities"]}
    quoted = {row["fact"] for row in tables["evidence"]}
    assert quoted == {row["id"] for row in tables["facts"]}
    assert {row["link"] for row in tables["facts"]} == {row["id"] for row in tables["links"]}
    documents = {row["id"]: row["uri"] for row in tables["documents"]}
    return Told(
        frozenset(
            (names[row["head"]], row["relation"], names[row["tail"]]) for row in tables["links"]
        ),
        frozenset(row["quote"] for row in tables["evidence"]),
        frozenset(row["finder"] for row in tables["evidence"]),
        frozenset(documents[row["document"]] for row in tables["evidence"]),
    )


def of_rdf(graph):
    name = {subject: str(text) for subject, text in graph.subject_objects(SDO.name)}
    links = set()
    for link in graph.subjects(RDF.type, GX.Link):
        ends = [graph.value(link, part) for part in (RDF.subject, RDF.predicate, RDF.object)]
        assert tuple(ends) in graph
        links.add((name[ends[0]], str(ends[1]).removeprefix(GX), name[ends[2]]))
        assert all((fact, RDF.type, GX.Fact) in graph for fact in graph[link : PROV.wasDerivedFrom])
    quotes = set(graph.subjects(RDF.type, SDO.Quotation))
    documents = {graph.value(quote, PROV.wasQuotedFrom) for quote in quotes}
    return Told(
        frozenset(links),
        frozenset(str(graph.value(quote, SDO.text)) for quote in quotes),
        frozenset(str(graph.value(quote, GX.finder)) for quote in quotes),
        frozenset(str(graph.value(document, GX.uri)) for document in documents),
    )


def rows_of_csv(folder):
    tables = {}
    for file in folder.iterdir():
        with file.open(encoding="utf-8-sig", newline="") as stream:
            tables[file.stem] = [
                {key: cell.removeprefix("'") for key, cell in row.items()}
                for row in csv.DictReader(stream)
            ]
    return tables


def test_networkx_reads_gexf_back(hostile, export):
    read = nx.read_gexf(export("gexf"))

    # The evidence is JSON, which escapes what XML cannot hold.
    assert of_networkx(read) == replace(told(hostile, legal_text), quotes=told(hostile).quotes)
    assert set(nx.get_edge_attributes(read, "id").values()) == {
        link_id(one) for one in hostile.links()
    }
    assert "lastmodifieddate" not in export("gexf").read_text(encoding="utf-8")


def test_csv_read_back_tells_the_same(hostile, export):
    assert of_tables(rows_of_csv(export("csv"))) == told(hostile, whole_text)


def test_no_cell_of_csv_is_a_formula_to_a_spreadsheet(export):
    for file in export("csv").iterdir():
        with file.open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    assert "'=1+2|cmd" in (export("csv") / "entities.csv").read_text(encoding="utf-8")


def test_a_spreadsheet_is_told_that_csv_is_utf_8(export):
    assert all(file.read_bytes().startswith(b"\xef\xbb\xbf") for file in export("csv").iterdir())


def test_pyarrow_reads_parquet_back(hostile, export):
    tables = {
        file.stem: parquet.read_table(file).to_pylist() for file in export("parquet").iterdir()
    }

    assert of_tables(tables) == told(hostile, whole_text)
    links = {row["id"]: row for row in tables["links"]}
    assert {one.confidence for one in hostile.links()} == {
        row["confidence"] for row in links.values()
    }
    (firm,) = [row for row in tables["entities"] if "晨星" in row["names"]]
    assert firm["names"] == [FIRM, "晨星"]
    assert all(isinstance(row["start"], int) for row in tables["evidence"])
    stated = [json.loads(row["properties"]) for row in tables["facts"]]
    assert stated.count({"round": '"A"\n轮', "lead": True}) == 2


@pytest.mark.parametrize("name", ["turtle", "json-ld"])
def test_rdflib_reads_every_link_with_its_quotes(hostile, export, name):
    read = rdflib.Graph().parse(export(name), format=name)

    assert of_rdf(read) == told(hostile, legal_text)
    rounds = {(str(one), read.value(fact, GX.lead)) for fact, one in read[: GX.round]}
    assert rounds == {('"A"\n轮', rdflib.Literal(True))}


def test_turtle_and_json_ld_hold_the_same_triples(export):
    left = rdflib.Graph().parse(export("turtle"), format="turtle")
    right = rdflib.Graph().parse(export("json-ld"), format="json-ld")

    assert len(left) > 100
    assert set(left) == set(right)


def test_a_link_in_rdf_has_its_confidence_and_date(hostile, export):
    read = rdflib.Graph().parse(export("turtle"), format="turtle")

    (link,) = [one for one in hostile.links() if one.relation == "INVESTED_IN"]
    statement = rdflib.URIRef(f"urn:guanxi:{link_id(link)}")
    assert float(read.value(statement, GX.confidence)) == link.confidence
    assert str(read.value(statement, GX["from"])) == "2031-03"


def test_a_link_id_depends_on_its_ends_and_relation_alone():
    one = Link(head="a", relation="SUPPLIES", tail="b", confidence=0.5, date=None, facts=("f",))

    assert link_id(one) == link_id(one.model_copy(update={"confidence": 0.9, "facts": ("g",)}))
    assert link_id(one) != link_id(one.model_copy(update={"tail": "c"}))


@pytest.mark.parametrize("name", EXPORTERS)
def test_half_a_character_does_not_break_a_file(name, tmp_path):
    firm, other = plain.entity("firm"), plain.entity("other")
    half = firm.model_copy(update={"name": "half \ud83d", "names": ("half \ud83d",)})
    store = plain.PlainStore([half, other], [plain.link(half, "SUPPLIES", other)])

    EXPORTERS[name](neighbourhood(store), store, tmp_path / "out")

    files = [tmp_path / "out"] if (tmp_path / "out").is_file() else (tmp_path / "out").iterdir()
    if name != "parquet":
        assert any("half" in file.read_text(encoding="utf-8") for file in files)
