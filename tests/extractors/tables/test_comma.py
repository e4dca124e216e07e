import pytest

from extractors.tables import CommaTable
from extractors.tables.documents import ROWS, Origin, documents, part_uri, stored_parts
from extractors.tables.mapping import Mapping
from graph.errors import InputError

HEADER = "firm,investors,day,sum,coin,first\n"
RULE = {
    "relation": "INVESTED_IN",
    "head": {"name": "investors", "type": "Organization", "kind": "investor", "split": ";"},
    "tail": {"name": "firm", "type": "Organization", "kind": "company"},
    "date": "day", "amount": "sum", "currency": "coin", "lead": "first",
}  # fmt: skip


def read(text, *rules):
    """Return the documents that a table becomes, and what was reported."""
    table = Mapping.model_validate({"tables": [{"facts": rules or [RULE]}]}).tables[0]
    bad = []
    reader = CommaTable(text, table)
    origin = Origin("file:///deals.csv", "deals.csv", text, reader.media_type, reader.finder)
    graphs = list(documents(origin, reader.entries(bad.append)))
    return graphs, [(row.number, row.reason) for row in bad]


def test_a_row_becomes_facts_quoted_by_it():
    text = HEADER + '"澜辰科技, 北岭",青岚资本; 松林资本,2031/5/6,1亿元,CNY,yes\n'

    (graph,), bad = read(text)

    assert bad == []
    assert graph.document.uri == "file:///deals.csv"
    assert graph.document.text == text
    names = {entity.id: entity for entity in graph.entities}
    assert [(names[f.head].name, f.relation, names[f.tail].name) for f in graph.facts] == [
        ("青岚资本", "INVESTED_IN", "澜辰科技, 北岭"),
        ("松林资本", "INVESTED_IN", "澜辰科技, 北岭"),
    ]
    fact = graph.facts[0]
    assert fact.properties == {
        "amount": "1亿元", "amount_value": "100000000", "currency": "CNY", "date": "2031/5/6",
        "lead": True,
    }  # fmt: skip
    assert (fact.date, fact.confidence) == ("2031-05-06", 0.99)
    (evidence,) = fact.evidence
    assert (evidence.quote, evidence.finder) == (text.splitlines()[1], "table.v1")
    assert evidence.reading.startswith("row 2: firm: 澜辰科技, 北岭, investors: ")
    assert {mention.text for mention in graph.mentions} == {
        "澜辰科技, 北岭",
        "青岚资本",
        "松林资本",
    }
    assert {entity.kind for entity in graph.entities} == {"investor", "company"}


def test_one_name_is_one_entity_of_the_document():
    (graph,), _ = read(HEADER + "A1,Fund,,,,\nB1,Fund,,,,\n")

    assert [entity.name for entity in graph.entities] == ["Fund", "A1", "B1"]
    assert len(graph.mentions) == 4


def test_a_currency_of_no_amount_is_left_out():
    (graph,), _ = read(HEADER + "A1,Fund,,,USD,\n")

    assert graph.facts[0].properties == {}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A1,,,,,", "investors is empty"),
        ("A1,Fund", "has 2 cells, the header 6"),
        ("A1,Fund,some day,,,", "'some day' is no date; the mapping may give its format"),
        ("A1,Fund,2031-13-01,,,", "'2031-13-01' is no date; the mapping may give its format"),
        ("A1,Fund,,,,perhaps", "'perhaps' is neither yes nor no"),
    ],
)
def test_a_bad_row_is_reported_and_the_others_are_read(row, reason):
    (graph,), bad = read(f"{HEADER}{row}\n\nB1,Fund,2031,,,\n")

    assert bad == [(2, reason)]
    assert [fact.evidence[0].quote for fact in graph.facts] == ["B1,Fund,2031,,,"]


def test_a_column_may_say_the_relation_and_its_values_be_translated():
    rule = {
        "relation": {"column": "what", "values": {"buy": "ACQUIRED", "job": "WORKS_FOR"}},
        "head": {"name": "a", "type": {"column": "type"}},
        "tail": {"name": "b", "type": "Organization"},
    }
    text = "a,type,what,b\nAcme,Organization,buy,Birch\nAcme,Organization,job,Birch\n"
    text += "Acme,Firm,buy,Birch\nAcme,Organization,eat,Birch\n"

    (graph,), bad = read(text, rule)

    assert [fact.relation for fact in graph.facts] == ["ACQUIRED"]
    assert [number for number, _ in bad] == [3, 4, 5]
    assert bad[0][1] == "WORKS_FOR links no Organization with a Organization"
    assert bad[1][1].startswith("no entity type named 'Firm'")
    assert bad[2][1] == "the mapping has no value for what 'eat'"


def test_an_optional_fact_may_lack_a_name():
    rule = {**RULE, "optional": True}

    (graph,), bad = read(HEADER + "A1,,,,,\n", rule)

    assert (graph.facts, bad) == ((), [])


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (
            "firm,investor,day,sum,coin,first\n",
            "no column 'investors'; its columns: firm, ",
        ),
        ("firm,firm,investors,day,sum,coin,first\n", "more than one column 'firm'"),
        ("\nfirm\n", "the first row is blank"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(header, told):
    with pytest.raises(InputError, match=told):
        read(header)


def test_a_large_table_is_cut_into_documents_that_together_hold_its_text():
    rows = [f"Firm {number},Fund,,,," for number in range(2 * ROWS)]
    text = HEADER + "\n".join(rows)

    graphs, _ = read(text)

    assert [graph.document.uri for graph in graphs] == [
        part_uri("file:///deals.csv", part) for part in range(3)
    ]
    assert "".join(graph.document.text for graph in graphs) == text
    assert [fact.evidence[0].quote for graph in graphs for fact in graph.facts] == rows
    assert graphs[1].facts[0].evidence[0].reading.startswith(f"row {ROWS + 1}: ")
    known = {graph.document.id for graph in graphs}
    assert stored_parts("file:///deals.csv", known) == [graph.document.id for graph in graphs]
    assert stored_parts("file:///other.csv", known) == []
