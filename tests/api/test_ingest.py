import pytest

from api.ingest import Ingestion, Summary, file_address
from graph.records import DocumentGraph
from graph.store import open_store


class Plain:
    """A reader that finds nothing, or breaks where a text tells it to."""

    def read(self, document):
        if "break" in document.text:
            raise ZeroDivisionError("no such luck")
        return DocumentGraph(document=document)


def never():
    raise AssertionError("the reader was loaded for nothing")


@pytest.fixture
def store():
    opened = open_store("memory:")
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("One text.")
    return path


def test_a_file_is_stored_under_its_address(store, file):
    outcome = Ingestion(store, Plain).ingest(file)

    assert (outcome.status, outcome.error) == ("read", None)
    assert store.document(outcome.id).uri == file_address(file)


def test_a_file_that_did_not_change_loads_no_reader(store, file):
    Ingestion(store, Plain).ingest(file)

    assert Ingestion(store, never).ingest(file).status == "unchanged"


def test_a_file_that_changed_is_read_again(store, file):
    Ingestion(store, Plain).ingest(file)
    file.write_text("Another text.")

    outcome = Ingestion(store, Plain).ingest(file)

    assert outcome.status == "read"
    assert store.document(outcome.id).text == "Another text."


def test_a_file_is_read_again_where_that_is_asked_for(store, file):
    Ingestion(store, Plain).ingest(file)

    assert Ingestion(store, Plain, again=True).ingest(file).status == "read"


def test_a_fault_in_one_file_is_told_in_one_line_and_nothing_of_it_stored(store, file):
    file.write_text("Please break.")

    outcome = Ingestion(store, Plain).ingest(file)

    assert outcome.status == "skipped"
    assert outcome.error.startswith(f"{file}: a fault in guanxi, please report it: ZeroDivision")
    assert list(store.documents()) == []


def test_an_interruption_is_no_fault_of_a_file(store, file):
    class Interrupted:
        def read(self, document):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Ingestion(store, Interrupted).ingest(file)

    assert list(store.documents()) == []


def test_outcomes_are_counted(store, file, tmp_path):
    bad = tmp_path / "b.txt"
    bad.write_text("Please break.")
    ingestion = Ingestion(store, Plain)

    summary = Summary.of((ingestion.ingest(path) for path in (file, bad)), passed_over=3)

    assert (summary.read, summary.unchanged, summary.skipped, summary.passed_over) == (1, 0, 1, 3)
