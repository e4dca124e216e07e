from types import SimpleNamespace

import pytest

from graph.listing import DocumentFilter, documents_where
from graph.records import DocumentMetadata


def document(published="2031-05-06", **fields):
    given = {
        "id": "document-1", "uri": "file:///press/Lanchen.txt", "title": "ＡＢＣ　融资",
        "language": "zh", "media_type": "text/plain", "sha256": "0",
    }  # fmt: skip
    return DocumentMetadata(**(given | fields), published=published)


@pytest.mark.parametrize(
    ("where", "passes"),
    [
        pytest.param({}, True, id="no filter"),
        pytest.param({"text": "lanchen"}, True, id="address in another case"),
        pytest.param({"text": "abc 融"}, True, id="title in another width"),
        pytest.param({"text": "海塔"}, False, id="neither"),
        pytest.param({"language": "en"}, False, id="another language"),
        pytest.param({"since": "2031-05-06", "until": "2031-05-06"}, True, id="both ends included"),
        pytest.param({"until": "2031"}, True, id="a year is all of it"),
        pytest.param({"since": "2031-05-07"}, False, id="earlier"),
        pytest.param({"until": "2031-04"}, False, id="later"),
    ],
)
def test_a_document_passes_as_the_filter_says(where, passes):
    assert DocumentFilter(**where).passes(document()) is passes


def test_a_date_that_is_stated_in_part_may_lie_within():
    assert DocumentFilter(since="2031-05-06").passes(document("2031"))


def test_a_document_without_a_date_passes_only_where_none_is_asked_for():
    assert DocumentFilter().passes(document(None))
    assert not DocumentFilter(since="1900").passes(document(None))


def test_the_newest_documents_come_first_and_those_without_a_date_last():
    dates = {"a": None, "b": "2030", "c": "2031-05", "d": "2030", "e": "2031-05-06"}
    kept = {uri: document(date, uri=uri) for uri, date in dates.items()}
    store = SimpleNamespace(metadata=lambda: kept)

    def listed(**order):
        return "".join(one.uri for one in documents_where(store, DocumentFilter(), **order))

    assert listed() == "abcde"
    assert listed(order="newest") == "ecbda"
