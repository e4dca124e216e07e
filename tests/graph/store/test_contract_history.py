"""What every store promises about its own history, and about documents without their texts."""

from __future__ import annotations

from tests.graph.factories import Claimed, make_document, make_graph, make_judgement

FUNDED = Claimed("青禾资本", "INVESTED_IN", "远山科技", 0.8, "2025-03")
BOUGHT = Claimed("远山科技", "ACQUIRED", "海塔", 0.7)


def test_every_change_gives_another_revision_and_a_question_none(store):
    graph = make_graph("a.txt", [FUNDED])
    seen = [store.revision()]

    store.replace_document(graph)
    seen.append(store.revision())
    store.replace_document(make_graph("a.txt", [BOUGHT]))
    seen.append(store.revision())
    left, right = store.graph_of(graph.document.id).entities
    store.judge(make_judgement(left.id, right.id))
    seen.append(store.revision())
    store.remove_document(graph.document.id)
    seen.append(store.revision())

    assert len(set(seen)) == len(seen)
    assert store.revision() == seen[-1]


def test_what_changes_nothing_is_no_part_of_the_history(store):
    graph = make_graph("a.txt", [FUNDED])
    store.replace_document(graph)
    left, right = graph.entities
    judgement = make_judgement(left.id, right.id)
    store.judge(judgement)
    before = store.history()

    store.replace_document(graph)
    store.judge(judgement)

    assert store.history() == before
    assert [entry.judgement for entry in before] == [None, judgement.id]


def test_the_history_tells_what_came_and_in_which_words_it_went(store):
    first, second = make_graph("a.txt", [FUNDED]), make_graph("a.txt", [BOUGHT])
    store.replace_document(first)
    store.replace_document(second)
    store.remove_document(second.document.id)

    came, changed, went = store.history()

    assert (came.document, came.uri, came.removed) == (first.document.id, "a.txt", False)
    assert came.added == (first.facts[0].id,)
    assert changed.added == went_facts(went)
    assert went_facts(changed) == came.added
    (lost,) = changed.taken_back
    assert (lost.head, lost.relation, lost.tail) == ("青禾资本", "INVESTED_IN", "远山科技")
    assert lost.reading == first.facts[0].evidence[0].reading
    assert went.removed
    assert not went.added


def went_facts(entry):
    return tuple(one.fact for one in entry.taken_back)


def test_the_history_is_given_from_a_time_or_a_row_on(store):
    for number in range(4):
        store.replace_document(make_graph(f"{number}.txt", [FUNDED]))
    whole = store.history()

    assert [entry.uri for entry in whole] == [f"{number}.txt" for number in range(4)]
    assert sorted(whole, key=lambda entry: entry.row) == whole
    assert store.history(after=whole[1].row) == whole[2:]
    assert store.history(after=whole[0].row, limit=2) == whole[1:3]
    assert store.history(since=whole[2].at) == [one for one in whole if one.at >= whole[2].at]
    assert store.history(since="9999") == []


def test_metadata_is_all_of_a_document_but_its_text(store):
    graphs = [make_graph(uri, [FUNDED]) for uri in ("b.txt", "a.txt")]
    for graph in graphs:
        store.replace_document(graph)

    known = store.metadata()

    assert [one.uri for one in known.values()] == ["a.txt", "b.txt"]
    for graph in graphs:
        read = graph.document
        found = known[read.id]
        assert found.model_dump(exclude={"id"}) == read.model_dump(exclude={"text"})
        assert found.id == read.id
    assert list(store.metadata([graphs[0].document.id, make_document("x").id])) == [
        graphs[0].document.id
    ]
