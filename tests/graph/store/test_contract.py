"""What every store promises about documents and changes."""

from __future__ import annotations

import pytest

from graph.errors import InputError, StoreError, UnknownNameError
from graph.records import Change
from tests.graph.factories import Claimed, Named, make_document, make_graph, make_judgement
from tests.graph.store.oracle import everything

FUNDED = Claimed(
    "青禾资本", "INVESTED_IN", "远山科技", 0.8, "2025-03", {"round": "A", "lead": True}
)
BOUGHT = Claimed("远山科技", "ACQUIRED", "海塔", 0.7)


def ids_of(graph):
    return tuple(sorted(fact.id for fact in graph.facts))


def only(store, name):
    (entity,) = store.named(name)
    return entity


def test_what_goes_in_comes_out(store):
    named = [Named("远山科技", kind="company", also=("远山", "公司"), scoped=("公司",), article=3)]
    graph = make_graph("a.txt", [FUNDED, BOUGHT], named)

    change = store.replace_document(graph)

    assert change == Change(added=ids_of(graph))
    assert store.graph_of(graph.document.id) == graph
    assert store.document(graph.document.id) == graph.document
    assert store.hashes() == {graph.document.id: graph.document.sha256}
    assert store.facts(ids_of(graph)) == {fact.id: fact for fact in graph.facts}


def test_a_document_without_entities_is_kept(store):
    graph = make_graph("empty.txt")

    assert store.replace_document(graph) == Change()
    assert store.graph_of(graph.document.id) == graph


def test_storing_a_document_again_changes_nothing(store):
    graph = make_graph("a.txt", [FUNDED, BOUGHT])
    store.replace_document(graph)
    before = everything(store)

    assert store.replace_document(graph) == Change(kept=ids_of(graph))
    assert everything(store) == before


def test_a_changed_document_takes_back_what_it_no_longer_says(store):
    first = make_graph("a.txt", [FUNDED, BOUGHT])
    kept = make_graph("a.txt", [FUNDED], [Named("青禾资本"), Named("远山科技"), Named("海塔")])
    store.replace_document(first)

    change = store.replace_document(kept)

    assert change == Change(kept=ids_of(kept), taken_back=tuple({*ids_of(first)} - {*ids_of(kept)}))
    assert [link.relation for link in store.links()] == ["INVESTED_IN"]
    assert store.graph_of(kept.document.id) == kept


def test_a_fact_read_with_other_properties_is_kept_and_updated(store):
    surer = Claimed("青禾资本", "INVESTED_IN", "远山科技", 0.95, None, {"round": "B"})
    store.replace_document(make_graph("a.txt", [FUNDED]))
    graph = make_graph("a.txt", [surer])

    assert store.replace_document(graph) == Change(kept=ids_of(graph))
    assert store.facts(ids_of(graph)) == {graph.facts[0].id: graph.facts[0]}
    assert [link.confidence for link in store.links()] == [0.95]


def test_removing_a_document_takes_back_the_rest(store):
    graph = make_graph("a.txt", [FUNDED])
    other = make_graph("b.txt", [BOUGHT])
    store.replace_document(other)
    before = everything(store)
    store.replace_document(graph)

    assert store.remove_document(graph.document.id) == Change(taken_back=ids_of(graph))
    assert everything(store) == before


def test_removing_the_last_document_leaves_nothing(store):
    graph = make_graph("a.txt", [FUNDED])
    store.replace_document(graph)
    store.remove_document(graph.document.id)

    assert not list(store.documents())
    assert not list(store.all_entities())
    assert not list(store.links())
    assert not store.search("远山")
    assert not store.facts(ids_of(graph))


@pytest.mark.parametrize("ask", ["document", "graph_of", "remove_document"])
def test_an_unknown_document_is_named_in_the_error(store, ask):
    with pytest.raises(UnknownNameError, match="no document named 'document-0'"):
        getattr(store, ask)("document-0")


def test_documents_come_in_order_of_their_uri(store):
    for uri in ("b.txt", "a.txt", "百.txt", "B.txt"):
        store.replace_document(make_graph(uri))

    assert [one.uri for one in store.documents()] == ["B.txt", "a.txt", "b.txt", "百.txt"]


def test_iterations_longer_than_a_page_yield_everything_once_in_order(store):
    claims = [Claimed(f"远山{n}号", "SUPPLIES", f"海塔{n}号") for n in range(600)]
    store.replace_document(make_graph("a.txt", claims))

    names = [entity.name for entity in store.all_entities()]
    links = list(store.links())

    assert names == sorted(f"{stem}{n}号" for n in range(600) for stem in ("远山", "海塔"))
    assert [link.head for link in links] == sorted({link.head for link in links})


def test_a_record_of_another_document_is_refused(store):
    graph = make_graph("a.txt", [FUNDED])
    strange = graph.model_copy(update={"document": make_document("b.txt", graph.document.text)})

    with pytest.raises(InputError, match=r"b\.txt: local-[0-9a-f]+ is of another document"):
        store.replace_document(strange)


def test_a_change_that_fails_midway_leaves_all_as_it_was(backend, store):
    store.replace_document(make_graph("a.txt", [FUNDED]))
    store.replace_document(make_graph("b.txt", [BOUGHT]))
    (left,) = store.graph_of(make_document("a.txt").id).entities[1:]
    before = everything(store)
    backend.sabotage(store)

    for change in (
        lambda: store.replace_document(make_graph("a.txt", [BOUGHT])),
        lambda: store.replace_document(make_graph("c.txt", [FUNDED])),
        lambda: store.judge(make_judgement(left.id, only(store, "海塔").members[0])),
    ):
        with pytest.raises(StoreError, match="sabotaged"):
            change()
        assert everything(store) == before

    backend.mend(store)
    store.replace_document(make_graph("c.txt", [FUNDED]))
    assert store.stats().documents == 3


def test_a_closed_store_says_so_and_may_be_closed_again(store):
    store.close()
    store.close()

    with pytest.raises(StoreError, match="closed"):
        store.stats()
