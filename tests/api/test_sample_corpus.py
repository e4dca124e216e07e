"""The sample corpus is what its sources say, and its expectations fit its texts."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import sys
import zipfile
from collections import Counter
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest

from graph.ontology import allows, entity_types, relation

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "api" / "sample"
SOURCES = ROOT / "tests" / "sample"
EXPECTED = [
    json.loads(line)
    for line in (SOURCES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
]
NAMES = [expected["id"] for expected in EXPECTED]
MARKUP = re.compile(r"(?m)^(?:#+|-) |\*|\[|\]\([^)]*\)")


def _build_sample() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_sample", SOURCES / "build_sample.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_sample"] = module
    spec.loader.exec_module(module)
    return module


build_sample = _build_sample()
of_every_document = pytest.mark.parametrize("expected", EXPECTED, ids=NAMES)


def readable(name: str) -> str:
    if name in build_sample.BUILDERS:
        return build_sample.source_of(name)
    text = (SAMPLE / name).read_text(encoding="utf-8")
    return MARKUP.sub("", text) if name.endswith(".md") else text


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def letters_of(text: str) -> str:
    return "".join(text.split())


def entities_of(expected: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {entity["id"]: entity for entity in expected["entities"]}


def test_every_document_has_expectations_and_the_other_way_round():
    assert sorted(path.name for path in SAMPLE.iterdir()) == NAMES


def test_the_corpus_covers_both_languages_all_formats_and_all_types():
    languages = Counter(expected["lang"] for expected in EXPECTED)
    relations = {link["type"] for expected in EXPECTED for link in expected["relations"]}
    types = {entity["type"] for expected in EXPECTED for entity in expected["entities"]}

    assert languages["zh"] >= 11
    assert languages["en"] >= 5
    assert {Path(name).suffix for name in NAMES} == {".txt", ".md", ".html", ".docx", ".pdf"}
    assert types == set(entity_types())
    assert len(relations) == 15


@of_every_document
def test_the_expected_text_is_what_the_document_says(expected):
    assert lines_of(expected["text"]) == lines_of(readable(expected["id"]))


@of_every_document
def test_every_mention_stands_in_the_text_and_names_one_entity(expected):
    named = [m for entity in expected["entities"] for m in entity["mentions"]]

    assert [m for m in named if m not in expected["text"]] == []
    assert [m for m, times in Counter(named).items() if times > 1] == []
    assert all(entity["name"] in entity["mentions"] for entity in expected["entities"])


@of_every_document
def test_every_entity_has_a_type_and_kind_of_the_ontology(expected):
    kinds = {name: known.kinds for name, known in entity_types().items()}

    for entity in expected["entities"]:
        known = kinds[entity["type"]]
        assert entity.get("kind") in known if known else "kind" not in entity


@of_every_document
def test_every_relation_is_allowed_and_its_properties_are_known(expected):
    entities = entities_of(expected)

    for link in expected["relations"]:
        head, tail = entities[link["head"]], entities[link["tail"]]
        assert head is not tail
        assert allows(head["type"], link["type"], tail["type"]), (head, link, tail)
        assert set(link["props"]) <= set(relation(link["type"]).properties)


@of_every_document
def test_properties_stand_as_the_text_prints_them(expected):
    derived = {"currency", "stance"}

    for link in expected["relations"]:
        printed = {v for k, v in link["props"].items() if isinstance(v, str) and k not in derived}
        assert [words for words in printed if words not in expected["text"]] == []


@of_every_document
def test_evidence_stands_in_the_text_and_names_an_end_of_its_relation(expected):
    entities = entities_of(expected)

    for link in expected["relations"]:
        evidence = link["evidence"]
        ends = (entities[link["head"]], entities[link["tail"]])
        assert evidence in expected["text"]
        assert any(name in evidence for end in ends for name in end["mentions"])


@of_every_document
def test_no_relation_is_expected_twice(expected):
    told = Counter(
        (link["type"], link["head"], link["tail"], *map(link["props"].get, ("title", "round")))
        for link in expected["relations"]
    )

    assert [one for one, times in told.items() if times > 1] == []


@pytest.mark.parametrize("name", sorted(build_sample.BUILDERS))
def test_a_built_document_has_the_content_of_its_source(name):
    shipped, built = (SAMPLE / name).read_bytes(), build_sample.build(name)

    if name.endswith(".pdf"):
        assert letters_of(pdf_text(shipped)) == letters_of(build_sample.source_of(name))
    elif name.endswith(".docx"):
        assert archived(shipped) == archived(built)
    else:
        assert shipped == built


@pytest.mark.parametrize("name", sorted(build_sample.BUILDERS))
def test_building_twice_gives_the_same_bytes(name):
    assert build_sample.build(name) == build_sample.build(name)


def test_the_damaged_text_shows_wrong_glyphs_and_hides_the_right_ones():
    damaged = (SAMPLE / "avatr-alliance.txt").read_text(encoding="utf-8")

    assert set("遥袁尧野冶渊冤豫耀垣孕") <= set(damaged)
    assert not set("。，、“”（）％～＋Ｐ") & set(damaged)
    assert "34 . 99" in damaged


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("meituan-light-year.txt", "gb18030"), ("hong-kong-robots-and-ai.txt", "big5")],
)
def test_an_old_encoding_is_not_utf_8(name, encoding):
    content = (SAMPLE / name).read_bytes()

    assert content.decode(encoding) == build_sample.source_of(name)
    with pytest.raises(UnicodeDecodeError):
        content.decode()


def test_one_short_name_stands_for_three_policies():
    named = {
        entity["name"]
        for expected in EXPECTED
        for entity in expected["entities"]
        if "《办法》" in entity["mentions"]
    }

    assert len(named) == 3


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("北京银行", "南京银行", "北京农商银行"), id="banks of two cities"),
        pytest.param(("国元证券", "国元股权"), id="parent and subsidiary"),
        pytest.param(("中国科学院", "中国科学院大学", "国科投资"), id="academy and university"),
        pytest.param(("中兴通讯", "中信科移动", "中信证券"), id="one character apart"),
        pytest.param(("Apple", "Apple Bank"), id="one name inside the other"),
        pytest.param(("Council of Europe", "Council of the European Union"), id="two councils"),
    ],
)
def test_names_that_look_alike_are_kept_apart_within_one_document(names):
    for left, right in combinations(names, 2):
        together = [
            {entity["id"] for entity in expected["entities"] if name in entity["mentions"]}
            for expected in EXPECTED
            if all(name in expected["text"] for name in names)
            for name in (left, right)
        ]
        assert len(together) == 2
        assert together[0]
        assert together[1]
        assert not together[0] & together[1]


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def archived(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
