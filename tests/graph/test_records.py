from __future__ import annotations

import pytest
from pydantic import ValidationError

from graph.records import DocumentGraph, Fact
from tests.graph.factories import Claimed, Named, make_document, make_graph, make_judgement

GRAPH = make_graph("a.txt", [Claimed("青禾", "INVESTED_IN", "海塔", properties={"lead": True})])


def test_a_graph_comes_back_equal_from_json():
    again = DocumentGraph.model_validate_json(GRAPH.model_dump_json())

    assert again == GRAPH
    assert again.facts[0].properties["lead"] is True


def test_a_record_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        GRAPH.document.title = "other"


def test_a_record_refuses_fields_it_does_not_have():
    with pytest.raises(ValidationError, match="extra"):
        Fact(**dict(GRAPH.facts[0]) | {"colour": "red"})


def test_a_fact_without_evidence_does_not_exist():
    with pytest.raises(ValidationError, match="at least 1 item"):
        Fact(**GRAPH.facts[0].model_dump() | {"evidence": ()})


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_a_confidence_lies_between_nothing_and_one(confidence):
    with pytest.raises(ValidationError, match="confidence"):
        Fact(**GRAPH.facts[0].model_dump() | {"confidence": confidence})


def test_a_document_is_its_address_and_not_its_text():
    assert make_document("a.txt", "one").id == make_document("a.txt", "two").id
    assert make_document("a.txt").id != make_document("b.txt").id


def test_a_fact_read_again_with_another_confidence_has_the_same_id():
    surer = make_graph("a.txt", [Claimed("青禾", "INVESTED_IN", "海塔", 0.99)])

    assert surer.facts[0].id == GRAPH.facts[0].id
    assert surer.facts[0] != GRAPH.facts[0]


def test_a_judgement_is_the_same_whichever_of_the_two_comes_first():
    assert make_judgement("a", "b").id == make_judgement("b", "a").id


def test_equality_does_not_depend_on_whether_an_id_was_asked_for():
    one, other = make_document(), make_document()
    assert one.id

    assert one == other


def test_a_mention_of_an_entity_that_is_not_here_is_refused():
    with pytest.raises(ValidationError, match="of unknown entity local-"):
        _with(GRAPH, entities=())


def test_a_fact_about_an_entity_that_is_not_here_is_refused():
    with pytest.raises(ValidationError, match="has an end that is not an entity here"):
        _with(GRAPH, entities=(), mentions=())


def test_a_mention_that_does_not_stand_there_is_refused():
    moved = GRAPH.mentions[0].model_copy(update={"start": 1})

    with pytest.raises(ValidationError, match="does not stand at 1"):
        _with(GRAPH, mentions=(moved,))


def test_a_quote_that_does_not_stand_there_is_refused():
    other = make_graph("a.txt", named=[Named("青禾"), Named("海塔"), Named("北岭")])

    with pytest.raises(ValidationError, match="is not at"):
        _with(GRAPH, document=other.document, mentions=())


def _with(graph, **fields):
    return DocumentGraph(**dict(graph) | fields)
