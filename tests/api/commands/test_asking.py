import json

import pytest

from graph.store import open_store

pytestmark = pytest.mark.usefixtures("small_store")


def test_a_part_of_a_name_finds_entities(guanxi):
    ran = guanxi("search", "澜辰")

    assert ran.status == 0
    assert "澜辰科技" in ran.out
    assert "澜辰一号机器人" in ran.out
    assert "青岚资本" not in ran.out


def test_search_can_be_bound_to_a_type(guanxi):
    ran = guanxi("search", "澜辰", "--type", "Technology", "--json")

    assert [entity["name"] for entity in json.loads(ran.out)] == ["澜辰一号机器人"]


def test_a_type_that_does_not_exist_is_a_misuse_and_the_others_are_named(guanxi):
    ran = guanxi("search", "澜辰", "--type", "Ship")

    assert ran.status == 2
    assert "no entity type named 'Ship'" in ran.err
    assert "Technology" in ran.err


def test_finding_nothing_is_said_and_no_failure(guanxi):
    ran = guanxi("search", "月球")

    assert (ran.status, ran.err) == (0, "")
    assert "nothing is named '月球'" in ran.out


def test_an_entity_is_shown_with_its_links_by_relation_and_their_words(guanxi):
    ran = guanxi("show", "澜辰科技")

    lines = ran.out.splitlines()
    assert ran.status == 0
    assert lines[0].startswith("澜辰科技  Organization  entity-")
    assert "  named once in 1 document" in lines
    assert [line for line in lines if line.isascii() and line.isupper()] == [
        "DEVELOPS",
        "INVESTED_IN",
        "WORKS_FOR",
    ]
    assert "  澜辰科技 <-INVESTED_IN- 青岚资本  0.80  round A轮, lead" in lines
    assert "      “青岚资本领投澜辰科技A轮融资”" in lines
    assert "      澜辰科技融资, 2031-05-06, characters 0-14" in lines


def test_the_json_of_an_entity_quotes_spans_of_its_documents(guanxi):
    shown = json.loads(guanxi("show", "澜辰科技", "--json").out)

    store = open_store("sqlite:guanxi.db")
    quotes = [quote for link in shown["links"] for quote in link["quotes"]]
    texts = [store.document(quote["document"]["id"]).text for quote in quotes]
    store.close()
    assert len(quotes) == 3
    for quote, text in zip(quotes, texts, strict=True):
        assert text[quote["start"] : quote["end"]] == quote["quote"]


def test_an_entity_can_be_asked_for_by_its_id(guanxi):
    entity = json.loads(guanxi("search", "赵远", "--json").out)[0]

    assert json.loads(guanxi("show", entity["id"], "--json").out)["name"] == "赵远"


def test_an_unknown_name_is_a_misuse_told_in_one_line(guanxi):
    ran = guanxi("show", "月球公司")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "no entity named '月球公司'\n"


def test_an_ambiguous_name_lists_the_ids_of_those_who_bear_it(guanxi, document_graph):
    store = open_store("sqlite:guanxi.db")
    store.replace_document(
        document_graph(
            uri="sample:b.txt", text="赵远号列车", entities=[("Technology", "赵远")], facts=[]
        )
    )
    store.close()
    bearers = json.loads(guanxi("search", "赵远", "--json").out)

    ran = guanxi("show", "赵远")

    assert ran.status == 2
    assert len(bearers) == 2
    assert len(ran.err.splitlines()) == 3
    assert all(f"{bearer['id']} 赵远, {bearer['type']}" in ran.err for bearer in bearers)


def test_what_a_store_holds_is_counted(guanxi):
    counted = json.loads(guanxi("stats", "--json").out)

    assert counted["documents"] == 1
    assert counted["facts"] == 4
    assert counted["links"] == {"DEVELOPS": 1, "INVESTED_IN": 1, "WORKS_FOR": 2}
    assert "1 document, 5 mentions, 4 facts" in guanxi("stats").out


def test_asking_where_there_is_no_store_fails_and_makes_none(guanxi, tmp_path):
    ran = guanxi("stats", "--store", "sqlite:elsewhere.db")

    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert "elsewhere.db" in ran.err
    assert not (tmp_path / "elsewhere.db").exists()


def test_the_environment_names_the_store(guanxi, monkeypatch):
    monkeypatch.setenv("GUANXI_STORE", "sqlite:nowhere.db")

    assert "nowhere.db" in guanxi("stats").err
    assert guanxi("stats", "--store", "sqlite:guanxi.db").status == 0


def test_a_type_goes_by_its_chinese_name_too(guanxi):
    found = guanxi("search", "澜辰", "--type", "技术", "--json")

    assert [each["name"] for each in json.loads(found.out)] == ["澜辰一号机器人"]


def test_a_search_that_is_cut_says_so(guanxi):
    assert "--limit" in guanxi("search", "澜辰", "--limit", "1").err
    assert guanxi("search", "澜辰", "--limit", "2").err == ""


def test_a_name_cannot_steer_the_terminal(guanxi, document_graph):
    name = "澜\x1b[31m辰"
    store = open_store("sqlite:guanxi.db")
    store.replace_document(document_graph("sample:b.txt", name, [("Organization", name)], []))
    store.close()

    for ran in (guanxi("search", "31m"), guanxi("show", name), guanxi("show", name + "x")):
        assert "31m" in ran.out + ran.err
        assert "\x1b" not in ran.out + ran.err
