"""FollowTheMoney tells every link, and links what its schemas allow."""

from __future__ import annotations

import json
from contextlib import closing

from graph.exports import EXPORTERS
from graph.exports.evidence import link_id
from graph.neighbourhood import neighbourhood
from graph.store.sqlite import SqliteStore
from tests.graph.exports.telling import Told, told
from tests.graph.factories import Claimed, Named, make_graph


def of_ftm(path):
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return {line["id"]: line for line in lines}


def first(entity, *keys):
    return next(entity["properties"][key][0] for key in keys if key in entity["properties"])


def test_followthemoney_tells_every_link_with_its_quotes(hostile, export):
    read = of_ftm(export("ftm"))

    links, evidence = set(), []
    relations = {link_id(link): link.relation for link in hostile.links()}
    for identifier, relation in relations.items():
        entity = read[identifier]
        head = first(entity, "owner", "employee", "subject")
        tail = first(entity, "asset", "employer", "object")
        links.add((first(read[head], "name"), relation, first(read[tail], "name")))
        for fact in map(json.loads, entity["properties"]["summary"]):
            evidence += fact["evidence"]
        assert {read[one]["schema"] for one in entity["properties"]["proof"]} == {"Document"}
    found = (frozenset(one[key] for one in evidence) for key in ("quote", "finder", "uri"))
    assert Told(frozenset(links), *found) == told(hostile)


# As followthemoney 4 has them: which of its schemas a property belongs to, and where it leads.
EDGES = {
    "Ownership": {
        "owner": {"Company", "Organization", "PublicBody", "Person"},
        "asset": {"Company"},
    },
    "Employment": {"employee": {"Person"}, "employer": {"Company", "Organization", "PublicBody"}},
    "Membership": {
        "member": {"Company", "Organization", "PublicBody", "Person"},
        "organization": {"Company", "Organization", "PublicBody"},
    },
}
INTEREST = {"role", "status", "date", "startDate", "description", "summary", "proof", "recordId"}


def test_what_followthemoney_links_is_what_its_schemas_allow(hostile, export):
    read = of_ftm(export("ftm"))

    for entity in read.values():
        ends = EDGES.get(entity["schema"], {})
        for key, allowed in ends.items():
            assert {read[one]["schema"] for one in entity["properties"][key]} <= allowed
        if ends:
            shares = {"sharesValue", "sharesCurrency"}
            assert entity["properties"].keys() <= INTEREST | ends.keys() | shares
    schemas = {entity["schema"] for entity in read.values()}
    assert schemas == {"Company", "Person", "Document", "Ownership", "Employment", "UnknownLink"}


def test_the_web_is_told_from_files_in_followthemoney(export):
    documents = [one for one in of_ftm(export("ftm")).values() if one["schema"] == "Document"]

    assert sorted(map(str, (one["properties"].get("sourceUrl") for one in documents))) == [
        "None", "['https://b.example/']",
    ]  # fmt: skip
    assert {first(one, "sourceUrl", "fileName") for one in documents} == {
        "https://b.example/", "press/a.txt",
    }  # fmt: skip


def test_a_government_that_is_invested_in_is_no_company(tmp_path):
    named = [Named("北岭市", kind="government"), Named("远山")]
    with closing(SqliteStore(None)) as store:
        store.replace_document(
            make_graph("a.txt", [Claimed("远山", "INVESTED_IN", "北岭市")], named)
        )
        EXPORTERS["ftm"](neighbourhood(store), store, tmp_path / "ftm")

    schemas = {one["schema"] for one in of_ftm(tmp_path / "ftm").values()}
    assert schemas == {"PublicBody", "Company", "UnknownLink", "Document"}
