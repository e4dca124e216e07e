"""What every store promises about entities and their names."""

from __future__ import annotations

import pytest

from tests.graph.factories import Claimed, Named, make_document, make_graph


def only(store, name):
    (entity,) = store.named(name)
    return entity


def test_two_documents_that_name_one_firm_are_about_one_entity(store):
    store.replace_document(make_graph("a.txt", named=[Named("中芯国际（上海）有限公司")]))
    store.replace_document(make_graph("b.txt", named=[Named("中芯国际")]))

    (entity,) = store.all_entities()

    assert entity.names == ("中芯国际", "中芯国际（上海）有限公司")
    assert entity.name == "中芯国际（上海）有限公司"
    assert len(entity.members) == 2


def test_entities_are_found_by_resolved_and_by_local_id(store):
    graph = make_graph("a.txt", named=[Named("海塔")])
    store.replace_document(graph)
    entity, local = only(store, "海塔"), graph.entities[0].id

    assert store.entities([local, "entity-0", entity.id]) == {entity.id: entity, local: entity}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("华为", ["华为", "华为云", "新华为民"], id="two characters"),
        pytest.param("为", ["华为", "华为云", "新华为民"], id="one character, last and inside"),
        pytest.param("云", ["华为云"], id="one character, last only"),
        pytest.param("BLUE", ["Bluefin Motors"], id="any case"),
        pytest.param("fin mot", ["Bluefin Motors"], id="across a space"),
        pytest.param("ＢＬＵＥ", ["Bluefin Motors"], id="full width"),
        pytest.param("b", ["Bluefin Motors"], id="one letter"),
        pytest.param("华云", [], id="both characters, not together"),
        pytest.param("%", [], id="a wildcard is a character"),
        pytest.param(" ", [], id="blank"),
        pytest.param("\udcff\0", [], id="what no database takes"),
    ],
)
def test_search_finds_parts_of_names(store, text, found):
    names = ["华为云", "新华为民", "Bluefin Motors", "华为"]
    store.replace_document(make_graph("a.txt", named=[Named(name) for name in names]))

    assert sorted(entity.name for entity in store.search(text)) == sorted(found)


def test_search_puts_equal_before_beginning_before_inside_and_more_links_first(store):
    claims = [Claimed("大北岭", "SUPPLIES", "南北岭"), Claimed("大北岭", "SUPPLIES", "北岭二厂")]
    named = [Named("北岭一厂"), Named("北岭")]
    store.replace_document(make_graph("a.txt", claims, named))

    ordered = [entity.name for entity in store.search("北岭")]

    assert ordered == ["北岭", "北岭二厂", "北岭一厂", "大北岭", "南北岭"]
    assert [entity.name for entity in store.search("北岭", limit=2)] == ["北岭", "北岭二厂"]
    assert store.search("北岭", limit=0) == []


def test_search_keeps_to_the_types_asked_for(store):
    named = [Named("青禾"), Named("青禾一号", "Technology"), Named("青禾法", "Policy")]
    store.replace_document(make_graph("a.txt", named=named))

    found = store.search("青禾", types=frozenset({"Policy", "Technology"}))

    assert {entity.type for entity in found} == {"Policy", "Technology"}


def test_named_compares_whole_names_and_orders_as_search_does(store):
    named = [Named("Bluefin Inc."), Named("bluefin", "Technology"), Named("Bluefin Motors")]
    store.replace_document(make_graph("a.txt", named=named))

    assert [entity.type for entity in store.named("Bluefin")] == ["Technology", "Organization"]
    assert store.named("Blue") == []


def test_names_that_hold_in_one_article_are_searched_only_where_there_is_no_other(store):
    full = Named("海塔数据管理办法", "Policy", also=("《办法》",), scoped=("《办法》",))
    bare = Named("《办法》", "Policy", scoped=("《办法》",))
    store.replace_document(make_graph("a.txt", named=[full]))
    store.replace_document(make_graph("b.txt", named=[bare]))
    store.replace_document(make_graph("c.txt", named=[bare]))

    assert [entity.name for entity in store.search("《办法》")] == ["《办法》", "《办法》"]
    assert len(list(store.all_entities())) == 3


def test_mentions_of_an_entity_come_by_uri_and_place(store):
    for uri in ("b.txt", "a.txt"):
        named = [Named("海塔"), Named("海塔", article=1), Named("青禾")]
        store.replace_document(make_graph(uri, named=named))

    mentions = store.mentions(only(store, "海塔").id)

    assert [(one.document, one.text) for one in mentions] == [
        (make_document("a.txt").id, "海塔"), (make_document("b.txt").id, "海塔"),
    ]  # fmt: skip
    assert store.mentions("entity-0") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("haita", ["海塔科技", "北岭海塔"], id="the beginning of a name before a part"),
        pytest.param("hai ta", ["海塔科技", "北岭海塔"], id="syllables apart"),
        pytest.param("HaiTaK", ["海塔科技"], id="any case, within a syllable"),
        pytest.param("htkj", ["海塔科技"], id="initials"),
        pytest.param("blht", ["北岭海塔"], id="initials of another"),
        pytest.param("海塔ke", ["海塔科技"], id="characters and letters"),
        pytest.param("亥塔ke", [], id="characters that sound alike are others"),
        pytest.param("aita", [], id="within a syllable only from its beginning"),
        pytest.param("ht", ["海塔科技"], id="two letters begin a name"),
        pytest.param("h", [], id="one letter is too little"),
        pytest.param("chongqing", ["重庆远山"], id="a character of two readings, by its word"),
        pytest.param("zhongqing", [], id="and not by the other"),
        pytest.param("shanli", ["单立"], id="a surname, as surnames are read"),
        pytest.param("danli", ["单立"], id="a surname, as the character is read"),
        pytest.param("luhe", [], id="ü is no u"),
        pytest.param("lv", ["绿禾"], id="ü as keyboards take it"),
        pytest.param("lühe", ["绿禾"], id="ü as it is written"),
    ],
)
def test_search_finds_chinese_names_by_their_pinyin(store, text, found):
    names = ["海塔科技", "北岭海塔", "重庆远山", "绿禾", "Bluefin Motors"]
    named = [*map(Named, names), Named("单立", "Person")]
    store.replace_document(make_graph("a.txt", named=named))

    assert [entity.name for entity in store.search(text)] == found


def test_search_puts_latin_names_that_begin_so_before_what_only_sounds_so(store):
    named = [Named("爱禾"), Named("AI Bluefin"), Named("Fairplay"), Named("AI", "Technology")]
    claims = [Claimed("爱禾", "SUPPLIES", "海塔"), Claimed("AI Bluefin", "SUPPLIES", "海塔")]
    store.replace_document(make_graph("a.txt", claims, named))

    ordered = [entity.name for entity in store.search("ai")]

    assert ordered == ["AI", "AI Bluefin", "爱禾", "Fairplay"]


def test_search_puts_the_whole_reading_of_a_name_first(store):
    claims = [
        Claimed("海塔资本", "INVESTED_IN", "青禾"),
        Claimed("海塔资本", "INVESTED_IN", "远山"),
    ]
    store.replace_document(make_graph("a.txt", claims, [Named("亥塔")]))

    assert [entity.name for entity in store.search("haita")] == ["亥塔", "海塔资本"]


def test_a_name_that_is_gone_is_found_by_its_pinyin_no_more(store):
    store.replace_document(make_graph("a.txt", named=[Named("海塔", also=("青禾",))]))
    store.replace_document(make_graph("a.txt", named=[Named("海塔")]))

    assert store.search("qinghe") == []
    assert [entity.name for entity in store.search("haita")] == ["海塔"]
    store.remove_document(make_document("a.txt").id)
    assert store.search("haita") == []
