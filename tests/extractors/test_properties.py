"""Relations found rightly are held against the properties that the gold tells."""

from __future__ import annotations

from extractors.comparison import Counts
from extractors.properties import properties


def passage(*relations):
    names = ("青松资本", "云杉科技", "海桐电子")
    entities = [{"id": n, "type": "Organization", "name": n, "mentions": [n]} for n in names]
    return {"id": "p", "text": "", "entities": entities, "relations": list(relations)}


def invested(tail, **props):
    return {"type": "INVESTED_IN", "head": "青松资本", "tail": tail, "props": props}


def test_properties_are_counted_of_relations_that_are_right():
    gold = passage(
        invested("云杉科技", round="A 轮", amount="1亿元"), invested("海桐电子", round="B轮")
    )
    said = passage(invested("云杉科技", round="A轮", amount="2亿元", lead=True))

    assert properties([gold], {"p": said}) == {
        "with all properties": Counts(matched=0, predicted=1, gold=2),
        "amount": Counts(0, 1, 1),
        "round": Counts(1, 1, 1),
    }


def test_a_relation_of_which_the_gold_tells_nothing_more_has_all_its_properties():
    gold = passage(invested("云杉科技", lead=True), invested("海桐电子"))
    said = passage(invested("云杉科技", lead=True), invested("海桐电子", lead=True))

    found = properties([gold], {"p": said})

    assert found["with all properties"] == Counts(2, 2, 2)
    assert found["lead"] == Counts(matched=1, predicted=2, gold=1)


def test_gold_without_properties_judges_none():
    assert properties([passage(invested("云杉科技"))], {}) == {}
