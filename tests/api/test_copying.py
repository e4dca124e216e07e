"""A copy equals what it was made from, item by item, and can be interrupted anywhere."""

from contextlib import closing
from random import Random

import pytest

from api.copying import Copied, Copying, check_places
from graph.errors import InputError
from graph.store import open_store
from tests.graph.factories import Claimed, make_graph, make_judgement, random_graph
from tests.graph.store.oracle import everything


def ignore(amount):
    pass


@pytest.fixture
def stores():
    opened = [open_store("memory:") for _ in range(3)]
    yield opened
    for store in opened:
        store.close()


def fill(store, seed):
    """Store documents that share names, and judge some of what they share."""
    chance = Random(seed)
    local = []
    for number in range(8):
        graph = random_graph(chance, f"{number}.txt")
        store.replace_document(graph)
        local += [entity.id for entity in graph.entities]
    for number in range(6):
        verdict = chance.choice(("same", "different", "unsure"))
        store.judge(make_judgement(*chance.sample(local, 2), verdict, f"2031-01-0{number + 1}"))


@pytest.mark.parametrize("seed", range(10))
def test_a_round_trip_loses_nothing(stores, seed):
    source, between, back = stores
    fill(source, seed)

    Copying(source, between).run(ignore)
    Copying(between, back).run(ignore)

    assert everything(source)["judgements"]
    assert everything(between) == everything(source)
    assert everything(back) == everything(source)


def test_a_round_trip_through_neo4j_loses_nothing(guanxi, tmp_path, sample_url, emptied_neo4j_url):
    url = f"sqlite:{tmp_path}/source.db"
    guanxi("copy", sample_url, url)
    with closing(open_store(url)) as store:
        fill(store, 3)

    out = guanxi("copy", url, emptied_neo4j_url)
    back = guanxi("copy", emptied_neo4j_url, "sqlite:back.db")
    again = guanxi("copy", "sqlite:back.db", emptied_neo4j_url)

    assert (out.status, back.status) == (0, 0)
    assert "0 documents copied" in again.out
    with (
        closing(open_store(url)) as source,
        closing(open_store(emptied_neo4j_url)) as between,
        closing(open_store("sqlite:back.db")) as returned,
    ):
        expected = everything(source)
        assert len(expected["judgements"]) == 6
        assert len(expected["documents"]) > 20
        for one in (between, returned):
            found = everything(one)
            for part, value in expected.items():
                assert found[part] == value, part


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("neo4j://example.org", "neo4j://anna:secret@example.org:7687/"),
        ("neo4j://example.org/funding", "bolt://EXAMPLE.org:7687/Funding/"),
        ("bolt+s://example.org:1", "neo4j+ssc://example.org:1?policy=eu"),
        ("sqlite:a.db", "sqlite:./a.db"),
    ],
)
def test_two_ways_to_write_one_address_are_one_store(one, other):
    with pytest.raises(InputError, match="are one store; name another to copy to") as caught:
        check_places(one, other)

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("neo4j://example.org/funding", "neo4j://example.org/press"),
        ("neo4j://example.org", "neo4j://example.org:7688"),
        ("neo4j://example.org", "neo4j://example.com"),
        # Which database is meant where none is named depends on the user.
        ("neo4j://example.org", "neo4j://example.org/neo4j"),
        ("neo4j://example.org:99999", "neo4j://example.org:99998"),
    ],
)
def test_what_may_be_two_stores_is_not_refused(one, other):
    check_places(one, other)


def test_copying_again_changes_nothing_and_says_so(stores):
    source, target, _ = stores
    fill(source, 1)
    first = Copying(source, target).run(ignore)

    again = Copying(source, target).run(ignore)

    assert first == Copied(documents=8, documents_unchanged=0, judgements=6, judgements_unchanged=0)
    assert again == Copied(documents=0, documents_unchanged=8, judgements=0, judgements_unchanged=6)


def test_an_interrupted_copy_goes_on(stores):
    source, target, _ = stores
    fill(source, 2)
    seen = []

    def interrupt(amount):
        seen.append(amount)
        if len(seen) == 3:
            raise KeyboardInterrupt

    copying = Copying(source, target)
    with pytest.raises(KeyboardInterrupt):
        copying.run(interrupt)
    rest = Copying(source, target).run(ignore)

    assert copying.done.documents == 3
    assert (rest.documents, rest.documents_unchanged) == (5, 3)
    assert everything(target) == everything(source)


def test_what_changed_is_copied_anew_and_what_only_the_target_holds_stays(stores):
    source, target, _ = stores
    claim = Claimed("青禾资本", "INVESTED_IN", "远山科技")
    old = make_graph("a.txt", [claim])
    new = old.model_copy(update={"facts": ()})  # the same text, read differently
    kept = make_graph("b.txt", [claim])
    source.replace_document(new)
    target.replace_document(old)
    target.replace_document(kept)

    copied = Copying(source, target).run(ignore)

    assert copied.documents == 1
    assert target.graph_of(old.document.id) == new
    assert target.graph_of(kept.document.id) == kept
