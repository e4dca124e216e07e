"""Real tables: the first rows of Crunchbase 2013, where they are at hand."""

import os
from itertools import islice
from pathlib import Path

import pytest

from api.importing import Importing, mapping_named
from graph.naming import find_entity
from graph.store import open_store
from tests.graph.store.oracle import everything

ROOT = Path(__file__).parents[2]
CRUNCHBASE = (
    Path(os.environ.get("GUANXI_DATA", ROOT.parent / "shared")) / "data/graphs/crunchbase2013"
)


@pytest.fixture
def store():
    opened = open_store("memory:")
    yield opened
    opened.close()


@pytest.mark.skipif(
    os.environ.get("CI") != "true" and not CRUNCHBASE.is_dir(),
    reason=f"Crunchbase 2013 is not at {CRUNCHBASE}; GUANXI_DATA says where its folder is",
)
def test_the_first_rows_of_crunchbase_are_facts_and_importing_them_again_changes_nothing(
    store, tmp_path
):
    path = tmp_path / "investments_by_name.csv"
    with (CRUNCHBASE / path.name).open(encoding="utf-8") as whole:
        path.write_text("".join(islice(whole, 2001)), encoding="utf-8")
    complaints = []

    def run():
        importing = Importing(store, mapping_named("crunchbase2013"), [path], complaints.append)
        return importing.read(path, lambda size: None)

    first = run()
    before = everything(store)
    again = run()

    assert complaints == []
    assert (first.documents, first.added) == (3, 2000)
    assert (again.added, again.kept, again.taken_back) == (0, 2000, 0)
    assert everything(store) == before
    investor, firm = find_entity(store, "Greylock Partners"), find_entity(store, "Digg")
    link = next(link for link in store.expand([investor.id]) if link.tail == firm.id)
    assert link.date == "2005-10-01"  # the first of its rounds
    fact = store.facts(link.facts)[link.facts[0]]
    assert fact.evidence[0].quote.startswith("Digg,Greylock Partners,")
    assert fact.properties["currency"] == "USD"
