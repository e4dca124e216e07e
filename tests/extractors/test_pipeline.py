"""A document in, all that it says out: the promises that hold for any text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.ontology import allows, relation
from graph.records import Document

ROOT = Path(__file__).parents[2]
PIECES = (
    "星河集团|青松资本|清华大学人工智能研究院|王志强|工信部|杭州|人工智能|DeepSeek-R1|"
    "《青山港口管理办法》|《办法》|（以下简称《办法》）|（简称“青促会”）|青促会|该公司|公司|他|"
    "完成1.2亿元A轮融资|由|领投|跟投|收购|与|签署合作协议|印发|发布|总部位于|董事长|曾任|原|"
    "近亿元|2024年6月5日|，|。|、|；|：|“|”|（|）|《|》|,|(|)|"
    "\n|\n\n|\r\n|\f|，\n|本报讯 |■ |⼈⼯智能|星 河 集 团|星河\n集团|3 . 5|"
    "Acme Inc.| led by | CEO |Ann Roe| acquired |İ|\ue000|\u200b|𠮷"
)
FRAGMENTS = st.lists(st.sampled_from(PIECES.split("|")), max_size=24).map("".join)
EXAMPLE = (
    "星河集团完成1.2亿元A轮融资，由青松资本领投。该公司董事长王志强说，资金用于人工智能。\n"
    "工信部印发《青山港口管理办法》（以下简称《办法》），《办法》规范无人机飞行。\n"
    "Acme Inc. acquired Beta Ltd. in May 2024.\n"
)
MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@MANY
@given(text=FRAGMENTS)
def test_every_span_cuts_exactly_the_text_that_it_claims(pipeline, text):
    graph = pipeline.read(make_document(text))

    for mention in graph.mentions:
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.start >= 0
    for fact in graph.facts:
        for evidence in fact.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote != ""
    for segment in graph.segments:
        assert text[segment.start : segment.end].strip()


@MANY
@given(text=FRAGMENTS)
def test_every_fact_is_one_that_the_ontology_allows_and_its_quote_names_an_end(pipeline, text):
    graph = pipeline.read(make_document(text))
    owners = {entity.id: entity for entity in graph.entities}

    for fact in graph.facts:
        head, tail = owners[fact.head], owners[fact.tail]
        assert allows(head.type, fact.relation, tail.type)
        # Values that are derived from the words stand beside them.
        printed = {name for name in fact.properties if not name.startswith(("amount_", "date_"))}
        assert printed <= set(relation(fact.relation).properties)
        assert head.article == tail.article
        (evidence,) = fact.evidence
        assert any(
            evidence.start <= mention.start and mention.end <= evidence.end
            for mention in graph.mentions
            if mention.entity in {fact.head, fact.tail}
        )


@MANY
@given(text=FRAGMENTS)
def test_reading_a_text_twice_gives_equal_graphs(pipeline, text):
    document = make_document(text)

    assert pipeline.read(document) == pipeline.read(document)


def test_ids_of_one_graph_are_all_different(pipeline):
    graph = pipeline.read(make_document(EXAMPLE * 2))

    for rows in (graph.entities, graph.mentions, graph.facts):
        assert len({row.id for row in rows}) == len(rows) > 0


def test_reading_does_not_depend_on_the_seed_of_the_process_or_on_what_was_read_before(pipeline):
    program = (
        "import sys; from extractors.pipeline import Pipeline; from graph.records import Document;"
        "d = Document(uri='test:', title='', language='zh', published='2026-03-31',"
        " media_type='text/plain', sha256='0', text=sys.stdin.read());"
        "sys.stdout.write(Pipeline().read(d).model_dump_json())"
    )

    def read(seed):
        return subprocess.run(
            [sys.executable, "-X", "utf8", "-c", program], input=EXAMPLE, encoding="utf-8",
            cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout  # fmt: skip

    here = pipeline.read(make_document(EXAMPLE)).model_dump_json()

    assert '"INVESTED_IN"' in here
    assert read("1") == read("2") == here


def test_an_empty_document_says_nothing(pipeline):
    graph = pipeline.read(make_document(" \n"))

    assert (graph.segments, graph.entities, graph.mentions, graph.facts) == ((), (), (), ())


def test_facts_never_link_two_articles(pipeline):
    graph = pipeline.read(
        make_document("本报讯 星河集团完成A轮融资。\n本报讯 本轮由青松资本领投。该公司位于杭州。")
    )

    articles = {entity.name: entity.article for entity in graph.entities}
    assert (articles["星河集团"], articles["青松资本"]) == (0, 1)
    assert [fact for fact in graph.facts if fact.relation == "INVESTED_IN"] == []


def test_two_articles_that_both_define_a_short_title_keep_them_apart(pipeline):
    graph = pipeline.read(
        make_document(
            "本报讯 工信部印发《青山港口管理办法》（以下简称《办法》）。《办法》规范无人机飞行。\n"
            "本报讯 财政部印发《星河桥梁管理办法》（以下简称《办法》）。"
            "《办法》支持自动驾驶技术创新。"
        )
    )
    policies = {entity.name: entity for entity in graph.entities if entity.type == "Policy"}
    named = {entity.id: entity.name for entity in graph.entities}

    assert set(policies) == {"青山港口管理办法", "星河桥梁管理办法"}
    assert all(policy.scoped == ("办法",) for policy in policies.values())
    assert {
        (named[fact.head], named[fact.tail]) for fact in graph.facts if fact.relation == "GOVERNS"
    } == {("青山港口管理办法", "无人机"), ("星河桥梁管理办法", "自动驾驶技术")}


def test_two_documents_that_both_define_a_short_title_keep_them_apart(pipeline):
    first, second = (
        pipeline.read(
            make_document(
                f"工信部印发《{name}》（以下简称《办法》）。《办法》全文公布。", f"test:{name}"
            )
        )
        for name in ("青山港口管理办法", "星河桥梁管理办法")
    )

    for graph, name in ((first, "青山港口管理办法"), (second, "星河桥梁管理办法")):
        (policy,) = (entity for entity in graph.entities if entity.type == "Policy")
        assert (policy.name, policy.scoped) == (name, ("办法",))
        assert len([mention for mention in graph.mentions if mention.entity == policy.id]) == 3


def test_an_alias_that_one_article_defines_is_not_known_in_another(pipeline):
    graph = pipeline.read(
        make_document(
            "本报讯 工信部印发《青山港口管理办法》（以下简称《办法》）。\n"
            "本报讯 《办法》规范无人机飞行。"
        )
    )

    assert [entity.name for entity in graph.entities if entity.type == "Policy"][:1] == [
        "青山港口管理办法"
    ]
    assert [entity.article for entity in graph.entities if "青山" in entity.name] == [0]
    assert [
        fact
        for fact in graph.facts
        if fact.relation == "GOVERNS" and "无人机" in fact.evidence[0].quote
        and any(fact.head == entity.id and entity.article == 0 for entity in graph.entities)
    ] == []  # fmt: skip


BEFORE, AFTER = "记者从会上获悉，今年以来各地企业纷纷加", "团。与会代表一致认为市场前景十分广阔。"


@pytest.mark.parametrize(
    ("text", "name", "fact_is_quoted_as"),
    [
        pytest.param(
            f"{BEFORE}\n大投入。青松资本日前投资了星河机器人集\n{AFTER}",
            "星河机器人集\n团",
            "青松资本日前投资了星河机器人集\n团。",
            id="broken over a line",
        ),
        pytest.param(
            "青 松 资 本 日 前 投 资 了 星 河 机 器 人 集 团 。",
            "星 河 机 器 人 集 团",
            "青 松 资 本 日 前 投 资 了 星 河 机 器 人 集 团 。",
            id="spaced out",
        ),
    ],
)
def test_a_broken_name_is_read_whole_and_quoted_as_it_stands(
    pipeline, text, name, fact_is_quoted_as
):
    graph = pipeline.read(make_document(text))

    assert [each.text for each in graph.mentions if each.name == "星河机器人集团"] == [name]
    ((evidence,),) = (fact.evidence for fact in graph.facts)
    assert evidence.quote == fact_is_quoted_as
    assert evidence.reading == "青松资本日前投资了星河机器人集团。"


def test_a_country_that_is_everywhere_is_an_entity_only_where_it_is_linked(pipeline):
    def places(text):
        graph = pipeline.read(make_document(text))
        return [entity.name for entity in graph.entities if entity.type == "Place"]

    assert places("中国发展很快。") == []
    assert places("瑞士发展很快。") == ["瑞士"]
    assert places("星河集团总部位于中国。") == ["中国"]


def test_a_fact_is_dated_from_the_day_of_the_document(pipeline):
    graph = pipeline.read(make_document("12月28日，星河集团完成A轮融资，由青松资本领投。"))

    (fact,) = graph.facts
    assert (fact.properties["date"], fact.date) == ("12月28日", "2025-12-28")


def test_each_relation_of_a_sentence_is_one_fact_the_surest(pipeline):
    graph = pipeline.read(make_document("星河集团董事长王志强，即星河集团董事长王志强，来了。"))

    assert [fact.relation for fact in graph.facts] == ["WORKS_FOR"]


def test_a_sentence_s_evidence_is_that_sentence(pipeline):
    graph = pipeline.read(make_document("雨停了。青松资本投资了星河集团。雪化了。"))

    assert [fact.evidence[0].quote for fact in graph.facts] == ["青松资本投资了星河集团。"]


def test_the_segments_of_a_document_are_its_articles_paragraphs_and_sentences(pipeline):
    text = "雨停了。雪化了。\n风来了。"

    graph = pipeline.read(make_document(text))

    assert [(each.kind, text[each.start : each.end]) for each in graph.segments] == [
        ("article", text),
        ("paragraph", "雨停了。雪化了。"),
        ("paragraph", "风来了。"),
        ("sentence", "雨停了。"),
        ("sentence", "雪化了。"),
        ("sentence", "风来了。"),
    ]


def test_a_bare_text_is_read_like_a_document(pipeline):
    found = pipeline.extract("青松资本投资了星河集团。")

    assert [(row["id"], row["name"]) for row in found["entities"]] == [
        ("e1", "青松资本"),
        ("e2", "星河集团"),
    ]
    assert [(row["head"], row["type"], row["tail"]) for row in found["relations"]] == [
        ("e1", "INVESTED_IN", "e2")
    ]


def make_document(text, uri="test:"):
    return Document(
        uri=uri, title="", language="zh", published="2026-03-31", media_type="text/plain",
        sha256="0", text=text,
    )  # fmt: skip
