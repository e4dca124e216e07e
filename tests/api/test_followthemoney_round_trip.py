"""What is exported as FollowTheMoney can be imported, as far as it has a word for it."""

from __future__ import annotations

from contextlib import closing

import pytest

from graph.store import open_store
from tests.graph.factories import Claimed, Named, make_graph

CLAIMS = [
    Claimed("青岚资本", "INVESTED_IN", "澜辰科技", 0.9, "2031-03", {"amount": "1亿元"}),
    Claimed("赵远", "WORKS_FOR", "澜辰科技", properties={"title": "总裁"}),
    Claimed("澜辰科技", "MEMBER_OF", "机器人联盟"),
    Claimed("澜辰科技", "DEVELOPS", "云梯"),
]
NAMED = [
    Named("澜辰科技", also=("Lanchen",)),
    Named("赵远", "Person"),
    Named("云梯", "Technology"),
    Named("机器人联盟", kind="association"),
]


def links(url):
    with closing(open_store(url)) as store:
        names = {one.id: one.name for one in store.all_entities()}
        return {
            (names[one.head], one.relation, names[one.tail]): store.facts(one.facts)[one.facts[0]]
            for one in store.links()
        }


@pytest.fixture
def exported(tmp_path):
    with closing(open_store(f"sqlite:{tmp_path}/one.db")) as store:
        store.replace_document(make_graph("a.txt", CLAIMS, NAMED))
    return f"sqlite:{tmp_path}/one.db"


def test_who_invests_works_and_belongs_is_the_same_afterwards(guanxi, exported, tmp_path):
    told = guanxi("export", "--format", "ftm", "-o", "out.ftm.json", "--store", exported)
    taken = guanxi("import", "followthemoney", "out.ftm.json", "--store", f"sqlite:{tmp_path}/2.db")

    before, after = links(exported), links(f"sqlite:{tmp_path}/2.db")
    assert (told.status, taken.status) == (0, 0)
    assert after.keys() == {one for one in before if one[1] != "DEVELOPS"}
    invested = after["青岚资本", "INVESTED_IN", "澜辰科技"]
    assert (invested.date, invested.properties["amount"]) == ("2031-03", "1亿元")
    assert after["赵远", "WORKS_FOR", "澜辰科技"].properties["title"] == "总裁"
    with closing(open_store(f"sqlite:{tmp_path}/2.db")) as store:
        (firm,) = store.named("Lanchen")
    assert firm.name == "澜辰科技"
