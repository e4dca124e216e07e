"""What a document says, in the form of annotated passages: entities and relations by name."""

from __future__ import annotations

from extractors.annotation import annotated
from graph.records import (
    Document,
    DocumentGraph,
    Evidence,
    Fact,
    LocalEntity,
    Mention,
)

TEXT = "星河集团收购云帆。星河买下云帆集团。"


def test_entities_of_two_articles_that_share_a_name_are_one():
    graph = make_graph(
        [("Organization", "星河集团", 0, ()), ("Organization", "星河", 1, ())],
        places=[(0, 0, 4), (1, 9, 11)],
    )

    (row,) = annotated(graph)["entities"]

    assert row["name"] == "星河集团"
    assert row["mentions"] == ["星河集团", "星河"]
    assert row["spans"] == [(0, 4), (9, 11)]


def test_a_scoped_name_joins_nothing():
    graph = make_graph(
        [("Policy", "甲办法", 0, ("办法",)), ("Policy", "乙办法", 1, ("办法",))], places=[]
    )

    rows = annotated(graph)["entities"]

    assert [(row["name"], row["mentions"]) for row in rows] == [
        ("甲办法", ["甲办法", "办法"]),
        ("乙办法", ["乙办法", "办法"]),
    ]


def test_the_surest_of_several_readings_of_one_relation_is_given():
    graph = make_graph(
        [("Organization", "星河集团", 0, ()), ("Organization", "云帆", 0, ())],
        places=[],
        facts=[(0, 1, (0, 9), 0.6), (0, 1, (9, 18), 0.8), (0, 1, (0, 9), 0.7)],
    )

    (row,) = annotated(graph)["relations"]

    assert (row["head"], row["type"], row["tail"]) == ("e1", "ACQUIRED", "e2")
    assert (row["confidence"], row["span"]) == (0.8, (9, 18))
    assert row["evidence"] == TEXT[9:18]
    assert row["finder"] == "test.v1"


def test_relations_of_entities_that_are_one_here_join_too():
    graph = make_graph(
        [
            ("Organization", "星河集团", 0, ()),
            ("Organization", "云帆", 0, ()),
            ("Organization", "星河", 1, ()),
            ("Organization", "云帆集团", 1, ()),
        ],
        places=[],
        facts=[(0, 1, (0, 9), 0.8), (2, 3, (9, 18), 0.6), (0, 2, (0, 9), 0.9)],
    )

    assert [(row["head"], row["tail"]) for row in annotated(graph)["relations"]] == [("e1", "e2")]


def test_a_document_without_anything_gives_empty_lists():
    assert annotated(make_graph([], [])) == {"entities": [], "relations": []}


def make_graph(rows, places, facts=()):
    document = Document(
        uri="test:", title="", language="zh", media_type="text/plain", sha256="0", text=TEXT
    )
    entities = tuple(
        LocalEntity(
            document=document.id, article=article, type=kind,
            name=name, names=(name, *scoped), scoped=scoped,
        )
        for kind, name, article, scoped in rows
    )  # fmt: skip
    return DocumentGraph(
        document=document,
        entities=entities,
        mentions=tuple(
            Mention(
                entity=entities[place].id, document=document.id, start=start, end=end,
                text=TEXT[start:end], name=TEXT[start:end], finder="test.v1", confidence=0.9,
            )
            for place, start, end in places
        ),
        facts=tuple(
            Fact(
                head=entities[head].id, relation="ACQUIRED", tail=entities[tail].id,
                confidence=confidence, evidence=(make_evidence(document, *span),),
            )
            for head, tail, span, confidence in facts
        ),
    )  # fmt: skip


def make_evidence(document, start, end):
    quote = TEXT[start:end]
    return Evidence(
        document=document.id, start=start, end=end, quote=quote, reading=quote, finder="test.v1"
    )
