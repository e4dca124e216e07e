import json

import pytest

from api.copying import Copying
from graph.store import open_store
from graph.store.sqlite import SqliteStore

MAPPING = """
[[tables]]
files = ["*.csv"]
title = "Deals"

[[tables.facts]]
relation = "INVESTED_IN"
head = { name = "investor", type = "Organization", kind = "investor" }
tail = { name = "firm", type = "Organization" }
date = "day"
"""
TABLE = "investor,firm,day\n青岚资本,澜辰科技,2031-05-06\n松林资本,澜辰科技,2031-06\n"


def held(path="guanxi.db"):
    store = open_store(f"sqlite:{path}")
    graphs = [store.graph_of(document.id) for document in store.documents()]
    derived = (list(store.all_entities()), list(store.links()), store.stats())
    store.close()
    return graphs, derived


@pytest.fixture
def deals(guanxi, tmp_path):
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    table = tmp_path / "deals.csv"
    table.write_text(TABLE, encoding="utf-8")
    return table


def test_importing_says_what_was_added_and_quotes_the_row(guanxi, deals):
    ran = guanxi("import", "m.toml", "deals.csv")

    assert (ran.status, ran.out, ran.err) == (0, "deals.csv: facts: 2 added\n", "")
    shown = guanxi("show", "青岚资本").out
    assert "青岚资本 -INVESTED_IN-> 澜辰科技  0.99  date 2031-05-06" in shown
    assert "“row 2: investor: 青岚资本, firm: 澜辰科技, day: 2031-05-06”" in shown


def test_importing_twice_changes_nothing(guanxi, deals):
    guanxi("import", "m.toml", "deals.csv")
    before = held()

    again = guanxi("import", "m.toml", "deals.csv")

    assert again.out == "deals.csv: facts: 0 added, 2 kept\n"
    assert held() == before


def test_a_changed_table_or_mapping_takes_back_what_it_no_longer_says(guanxi, deals, tmp_path):
    guanxi("import", "m.toml", "deals.csv")
    deals.write_text(TABLE.replace("松林资本", "白石资本"), encoding="utf-8")

    changed = guanxi("import", "m.toml", "deals.csv")
    (tmp_path / "m.toml").write_text(MAPPING.replace("INVESTED_IN", "ACQUIRED"), encoding="utf-8")
    remapped = guanxi("import", "m.toml", "deals.csv")

    assert changed.out == "deals.csv: facts: 1 added, 1 kept, 1 taken back\n"
    assert remapped.out == "deals.csv: facts: 2 added, 2 taken back\n"
    assert held()[1][2].links == {"ACQUIRED": 2}


def test_parts_that_a_shrunken_table_no_longer_has_go(guanxi, deals, monkeypatch):
    monkeypatch.setattr("extractors.tables.documents.ROWS", 1)
    guanxi("import", "m.toml", "deals.csv")
    cut, _ = held()
    deals.write_text("\n".join(TABLE.splitlines()[:2]), encoding="utf-8")

    ran = guanxi("import", "m.toml", "deals.csv")
    shrunken, _ = held()
    monkeypatch.undo()
    guanxi("import", deals.parent / "m.toml", deals, "--store", f"sqlite:{deals.parent}/guanxi.db")

    assert [graph.document.uri.partition("#")[2] for graph in cut] == [
        "row=1-1", "row=2-2", "row=3-3",
    ]  # fmt: skip
    assert ran.out == "deals.csv: facts: 0 added, 1 kept, 1 taken back\n"
    assert len(shrunken) == 2


def test_a_table_that_is_no_longer_cut_leaves_no_part(guanxi, deals, monkeypatch, tmp_path):
    monkeypatch.setattr("extractors.tables.documents.ROWS", 2)
    guanxi("import", "m.toml", "deals.csv")
    deals.write_text("\n".join(TABLE.splitlines()[:2]), encoding="utf-8")
    guanxi("import", "m.toml", "deals.csv")

    ((whole,), (_, _, stats)) = held()

    assert whole.document.uri == deals.as_uri()
    assert stats.facts == 1


def test_a_table_is_removed_with_all_its_parts(guanxi, deals, monkeypatch):
    monkeypatch.setattr("extractors.tables.documents.ROWS", 2)
    guanxi("import", "m.toml", "deals.csv")

    ran = guanxi("remove", "deals.csv")

    assert ran.out == "removed deals.csv: 2 facts taken back\n"
    assert held()[0] == []


def test_bad_rows_are_told_of_and_skipped(guanxi, deals):
    deals.write_text(TABLE + ",澜辰科技,2031\n" * 25, encoding="utf-8")

    ran = guanxi("import", "m.toml", "deals.csv", "--json")

    complaints = ran.err.splitlines()
    assert ran.status == 1
    assert complaints[0] == "deals.csv: row 4: investor is empty; the row is skipped"
    assert complaints[20:] == ["deals.csv: 5 more rows are skipped"]
    (told,) = json.loads(ran.out)
    assert (told["added"], told["rows_skipped"], told["error"]) == (2, 25, None)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "", "a.csv: is empty; check"),
        ("a.csv", "who,firm,day\n", "a.csv: no column 'investor'; its columns: who, firm, day"),
        ("a.csv", 'investor,firm,day\n"a,b\n', "a.csv: row 2: a quotation mark is never closed"),
        ("a.txt", "investor,firm,day\n", "a.txt: no table of the mapping is called so"),
        ("a.csv", None, "a.csv: No such file or directory; check the file"),
    ],
)
def test_a_bad_file_costs_no_other(guanxi, deals, tmp_path, name, content, told):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")

    ran = guanxi("import", "m.toml", name, "deals.csv")

    assert ran.status == 1
    assert ran.err.startswith(told)
    assert ran.err.count("\n") == 1
    assert ran.out == "deals.csv: facts: 2 added\n"


def test_an_unknown_mapping_lists_those_that_come_along(guanxi, deals):
    ran = guanxi("import", "crunchbase", "deals.csv")

    assert ran.status == 1
    assert "crunchbase: no such file, nor a mapping of: crunchbase2013, followthemoney" in ran.err


@pytest.mark.usefixtures("small_store")
def test_copying_says_what_it_did_and_again_does_nothing(guanxi):
    first = guanxi("copy", "sqlite:guanxi.db", "sqlite:other.db")
    again = guanxi("copy", "sqlite:guanxi.db", "sqlite:other.db", "--json")

    assert (first.status, first.out) == (0, "1 document copied; 0 judgements copied\n")
    assert json.loads(again.out) == {
        "documents": 0, "documents_unchanged": 1, "judgements": 0, "judgements_unchanged": 0,
    }  # fmt: skip
    assert held("other.db") == held()


@pytest.mark.usefixtures("small_store")
@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("sqlite:guanxi.db", "sqlite:./guanxi.db", "are one store; name another to copy to"),
        ("sqlite:none.db", "sqlite:other.db", "none.db: no store there"),
        ("sqlite:guanxi.db", "sqlite:no/where.db", "no/where.db: it cannot be opened"),
        ("sqlite:guanxi.db", "memory:", "memory: lasts no longer than a command"),
        ("sqlite:guanxi.db", "mysql:x", "'mysql:x' is no store"),
    ],
)
def test_a_copy_that_cannot_be_is_refused_in_one_line(guanxi, source, target, told):
    ran = guanxi("copy", source, target)

    assert ran.status == 1
    assert told in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.usefixtures("small_store")
def test_an_interrupted_copy_says_how_to_go_on(guanxi, monkeypatch):
    def interrupted(self, done):
        raise KeyboardInterrupt

    monkeypatch.setattr(Copying, "run", interrupted)

    ran = guanxi("copy", "sqlite:guanxi.db", "sqlite:other.db")

    assert ran.status == 130
    assert ran.err == "interrupted; 0 documents copied; run the same command again to go on\n"


def test_an_interrupted_import_goes_on(guanxi, deals, monkeypatch):
    monkeypatch.setattr("extractors.tables.documents.ROWS", 1)
    guanxi("import", "m.toml", "deals.csv", "--store", "sqlite:whole.db")
    replace = SqliteStore.replace_document
    stored = []

    def interrupted(self, graph):
        if len(stored) == 2:
            raise KeyboardInterrupt
        stored.append(graph)
        return replace(self, graph)

    with monkeypatch.context() as patched:
        patched.setattr(SqliteStore, "replace_document", interrupted)
        broken = guanxi("import", "m.toml", "deals.csv")
    rest = guanxi("import", "m.toml", "deals.csv")

    assert broken.status == 130
    assert broken.err == "interrupted at deals.csv; run the same command again to go on\n"
    assert rest.out == "deals.csv: facts: 1 added, 1 kept\n"
    assert held() == held("whole.db")
