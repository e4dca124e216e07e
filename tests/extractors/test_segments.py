from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.reading.repair import repaired
from extractors.segments import articles

NEWS = (
    "甲公司完成新一轮融资\n本报讯 近日，甲公司完成新一轮融资，由乙基金领投。\n"
    "本报讯 近日，丙市印发《数据管理办法》（以下简称《办法》）。《办法》自七月起施行。\n"
    "丙市印发数据管理办法\n本报讯 日前，丁公司发布新芯片。"
)
TEXTS = st.text(
    alphabet="芯片投资本报讯近日 \n\r\f。，！？；…“”（）《》.!?:Inc Theab12#■文/", max_size=160
)


def cut(text: str) -> list[str]:
    return [text[each.start : each.end] for story in articles(text) for each in story.sentences]


def stories(text: str) -> list[str]:
    return [text[story.start : story.end] for story in articles(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("甲投资乙。丙收购丁！", ["甲投资乙。", "丙收购丁！"], id="full stops"),
        pytest.param("“已签约。”他说。", ["“已签约。”", "他说。"], id="closing mark stays"),
        pytest.param("甲领投；乙跟投。", ["甲领投；乙跟投。"], id="semicolon ends nothing"),
        pytest.param("印发《谁来投？》一文。", ["印发《谁来投？》一文。"], id="inside a title"),
        pytest.param("产值达3.5亿元。", ["产值达3.5亿元。"], id="decimal"),
        pytest.param(
            "Acme Inc. bought Foo Co. Ltd. in May. It paid $1.5 million.",
            ["Acme Inc. bought Foo Co. Ltd. in May.", "It paid $1.5 million."],
            id="legal forms and decimals",
        ),
        pytest.param(
            "Dr. J. Smith joined Acme Inc. The firm is in the U.S. market.",
            ["Dr. J. Smith joined Acme Inc.", "The firm is in the U.S. market."],
            id="an abbreviation that ends a sentence",
        ),
        pytest.param(
            'He said, "We won." Then he left.', ['He said, "We won."', "Then he left."], id="quote"
        ),
        pytest.param("融资快讯\n甲投资乙", ["融资快讯", "甲投资乙"], id="lines without full stops"),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, sentences):
    assert cut(text) == sentences


def test_each_sentence_says_its_language():
    (story,) = articles("甲公司使用 AI 技术。\nAcme bought a firm.")

    assert [sentence.language for sentence in story.sentences] == ["zh", "en"]


def test_stories_that_run_together_are_taken_apart_with_their_headlines():
    found = stories(NEWS)

    assert [story.count("本报讯") for story in found] == [1, 1, 1]
    assert found[0].startswith("甲公司完成新一轮融资\n本报讯")
    assert found[1].endswith("丙市印发数据管理办法")


def test_sections_of_one_document_stay_one_article():
    text = (
        "关于数据的意见\n一、总体要求\n近日，各地开展工作。\n"
        "二、主要任务\n依照《意见》执行。\n保障措施\n加强领导。"
    )

    assert stories(text) == [text]


def test_a_second_title_of_markdown_begins_an_article():
    text = repaired("# 甲\n\n正文一。\n\n## 节\n\n正文二。\n\n# 乙\n\n正文三。").text

    assert stories(text) == ["甲\n正文一。\n节\n正文二。", "乙\n正文三。"]


def test_a_source_line_ends_its_story():
    assert len(articles("甲公司投资乙公司。\n（来源：某报）\n丙公司收购丁公司。")) == 2


def test_blank_text_has_no_article():
    assert articles(" \n\f ") == []


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_segments_nest_and_sentences_cover_the_text_once(text):
    covered = [0] * len(text)
    last = 0
    for story in articles(text):
        assert last <= story.start < story.end
        last = story.end
        for start, end in story.paragraphs:
            assert story.start <= start < end <= story.end
            assert "\n" not in text[start:end]
        for sentence in story.sentences:
            assert any(
                start <= sentence.start < sentence.end <= end for start, end in story.paragraphs
            )
            piece = text[sentence.start : sentence.end]
            assert piece == piece.strip()
            for place in range(sentence.start, sentence.end):
                covered[place] += 1
    wanted = [not character.isspace() for character in text]
    assert all(count <= 1 for count in covered)
    assert all(count for count, want in zip(covered, wanted, strict=True) if want)
