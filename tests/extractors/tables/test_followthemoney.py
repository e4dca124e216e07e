import json

import pytest

from api.importing import SHIPPED
from extractors.tables.documents import Origin, documents
from extractors.tables.followthemoney import FollowTheMoney, joined, parties
from extractors.tables.mapping import read_mapping


def line(id_, schema, **properties):
    listed = {
        key: [value] if isinstance(value, str) else value for key, value in properties.items()
    }
    return json.dumps({"id": id_, "schema": schema, "properties": listed}, ensure_ascii=False)


LINES = (
    line("c1", "Company", name="澜辰科技", alias=["Lanchen"]),
    line("c2", "Organization", name='Birch "B" Fund'),
    line("p1", "Person", name="赵远"),
    line("v1", "Vessel", name="Sea Star"),
    line("o1", "Ownership", owner="c2", asset="c1", percentage="40", startDate="2031-02"),
    line("o2", "Ownership", owner="c2", asset="v1"),
    line("d1", "Directorship", director="p1", organization="c1", role=["董事长", "CEO"]),
)


def read(lines, *, also=()):
    """Return the document that lines become, and what was reported."""
    table = read_mapping(SHIPPED / "followthemoney.toml").tables[0]
    text = "\n".join(lines)
    known = joined([*parties(text, table), *parties("\n".join(also), table)])
    reader = FollowTheMoney(text, table, known)
    bad = []
    origin = Origin("file:///a.json", "a.json", text, reader.media_type, reader.finder)
    (graph,) = documents(origin, reader.entries(bad.append))
    return graph, [(row.number, row.reason) for row in bad]


def told(graph):
    names = {entity.id: entity.name for entity in graph.entities}
    return [(names[fact.head], fact.relation, names[fact.tail]) for fact in graph.facts]


def test_ownership_and_directorship_become_facts_between_what_they_refer_to():
    graph, bad = read(LINES)

    assert bad == []
    assert told(graph) == [
        ('Birch "B" Fund', "INVESTED_IN", "澜辰科技"),
        ("赵远", "WORKS_FOR", "澜辰科技"),
    ]
    owned, directed = graph.facts
    assert (owned.date, owned.properties) == ("2031-02", {"date": "2031-02"})
    assert directed.properties == {"title": "董事长; CEO"}
    assert owned.evidence[0].quote == LINES[4]
    assert "percentage: 40" in owned.evidence[0].reading


def test_things_are_mentioned_by_name_where_they_stand_and_by_id_where_they_are_linked():
    graph, _ = read(LINES)

    firm = next(entity for entity in graph.entities if entity.name == "澜辰科技")
    assert (firm.kind, firm.names) == ("company", ("澜辰科技", "Lanchen"))
    mentioned = [mention.text for mention in graph.mentions if mention.entity == firm.id]
    assert mentioned == ["澜辰科技", "c1", "c1"]


def test_names_may_stand_in_another_file():
    graph, bad = read(LINES[4:5], also=LINES[:4])

    assert bad == []
    assert told(graph) == [('Birch "B" Fund', "INVESTED_IN", "澜辰科技")]


def test_escaped_names_and_unusual_line_ends_are_found():
    escaped = json.dumps({"id": "c1", "schema": "Company", "properties": {"name": ["云\u2028图"]}})
    graph, bad = read([escaped, line("c2", "Company", name="海\u2028塔")])

    assert bad == []
    assert [mention.text for mention in graph.mentions] == ["\\u4e91\\u2028\\u56fe", "海\u2028塔"]


@pytest.mark.parametrize(
    ("bad_line", "reason"),
    [
        ("{", "is no JSON: "),
        ("[]", "is no JSON object"),
        ('{"id": "x"}', "has no schema; is it FollowTheMoney?"),
        (line("c9", "Company"), "Company 'c9' has no name"),
        (line("o9", "Ownership", owner="c2"), "Ownership 'o9' has no asset"),
        (line("o9", "Ownership", owner="c2", asset="zz"), "asset 'zz' is in none of the files"),
        (line("d9", "Directorship", director="c1", organization="c2"), "WORKS_FOR links no"),
        (line("o9", "Ownership", owner="c2", asset="c1", startDate="soon"), "'soon' is no date"),
        (line("o9", "Ownership", owner=[{"id": "c2"}]), "nested entities are not read"),
    ],
)
def test_a_bad_line_is_reported_and_the_others_are_read(bad_line, reason):
    graph, bad = read([*LINES, bad_line])

    ((number, said),) = bad
    assert number == len(LINES) + 1
    assert reason in said
    assert len(told(graph)) == 2
