"""What went wrong is told by kind, with the sentence."""

from __future__ import annotations

from extractors.mistakes import mistakes

TEXT = "今天天气好。青松资本投资了云杉科技。李明没有来。"


def entity(id_, name, type_="Organization"):
    return {"id": id_, "type": type_, "name": name, "mentions": [name]}


def relation(type_, head, tail, **more):
    return {"type": type_, "head": head, "tail": tail, **more}


def told(gold_entities, entities, gold_relations=(), relations=()):
    gold = {"id": "p", "text": TEXT, "entities": gold_entities, "relations": gold_relations}
    found = mistakes([gold], {"p": {"entities": entities, "relations": relations}})
    return [(each.what, each.kind, each.said, each.true) for each in found]


def test_a_name_cut_short_has_a_wrong_border_and_is_neither_invented_nor_missed():
    assert told([entity("a", "青松资本")], [entity("x", "青松")]) == [
        ("entity", "wrong border", "Organization 青松", "Organization 青松资本")
    ]


def test_a_name_of_another_type_has_a_wrong_type():
    assert told([entity("a", "青松资本")], [entity("x", "青松资本", "Person")]) == [
        ("entity", "wrong type", "Person 青松资本", "Organization 青松资本")
    ]


def test_what_nothing_is_like_is_invented_or_missed():
    assert told([entity("a", "李明", "Person")], [entity("x", "天气", "Technology")]) == [
        ("entity", "invented", "Technology 天气", ""),
        ("entity", "missed", "", "Person 李明"),
    ]


def test_a_relation_may_be_turned_round_of_another_type_invented_or_missed():
    both = [entity("a", "青松资本"), entity("b", "云杉科技"), entity("c", "李明", "Person")]
    gold = [relation("INVESTED_IN", "a", "b"), relation("WORKS_FOR", "c", "a")]
    said = [
        relation("INVESTED_IN", "b", "a"), relation("FOUNDED", "c", "a"),
        relation("WORKS_FOR", "c", "b"),
    ]  # fmt: skip

    assert told(both, both, [*gold, relation("ACQUIRED", "b", "a")], said) == [
        ("relation", "wrong direction", "云杉科技 -INVESTED_IN-> 青松资本",
         "青松资本 -INVESTED_IN-> 云杉科技"),
        ("relation", "wrong type", "李明 -FOUNDED-> 青松资本", "李明 -WORKS_FOR-> 青松资本"),
        ("relation", "invented", "李明 -WORKS_FOR-> 云杉科技", ""),
        ("relation", "missed", "", "云杉科技 -ACQUIRED-> 青松资本"),
    ]  # fmt: skip


def test_the_sentence_is_that_of_the_name_or_the_words_that_state_the_relation():
    gold = {
        "id": "p", "text": TEXT, "entities": [entity("a", "青松资本"), entity("b", "云杉科技")],
        "relations": [relation("INVESTED_IN", "a", "b", evidence="投资了\n云杉科技")],
    }  # fmt: skip

    missed = mistakes([gold], {})

    assert [each.sentence for each in missed] == [
        "青松资本投资了云杉科技。", "青松资本投资了云杉科技。", "投资了 云杉科技",
    ]  # fmt: skip


def test_kinds_stand_together_over_passages():
    gold = [
        {"id": id_, "text": TEXT, "entities": [entity("a", "青松资本")], "relations": []}
        for id_ in ("p", "q")
    ]
    said = {"entities": [entity("x", "天气", "Technology")], "relations": []}

    found = mistakes(gold, {"p": said, "q": said})

    assert [(each.kind, each.passage) for each in found] == [
        ("invented", "p"), ("invented", "q"), ("missed", "p"), ("missed", "q"),
    ]  # fmt: skip


def test_nothing_is_wrong_where_all_is_right():
    assert told([entity("a", "青松资本")], [entity("x", "青松资本")]) == []
