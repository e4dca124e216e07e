"""What finders are sure of bounds the names that are decided on."""

from __future__ import annotations

from extractors.mentions.boundaries import bounded_by
from extractors.spans import Span


def spans(text, *names, type_="Organization", finder="merged"):
    starts = [text.index(name) for name in names]
    return [
        Span(start, start + len(name), type_, name, finder, 0.9, "company")
        for name, start in zip(names, starts, strict=True)
    ]


def texts(outer, marks):
    return [span.text for span in bounded_by(outer, marks)]


def test_two_names_that_were_joined_are_taken_apart():
    text = "星河集团老股东青松资本领投"
    (joined,) = spans(text, "星河集团老股东青松资本", finder="names.v1")
    marks = spans(text, "星河集团", "青松资本")

    apart = list(bounded_by([joined], marks))

    assert [span.text for span in apart] == ["星河集团", "青松资本"]
    assert {span.finder for span in apart} == {"names.v1"}


def test_a_name_that_a_finder_knows_or_that_holds_one_part_stays():
    text = "云杉大学青松研究院成立"
    (whole,) = spans(text, "云杉大学青松研究院")
    parts = spans(text, "云杉大学", "青松研究院")

    assert texts([whole], [whole, *parts]) == [whole.text]
    assert texts([whole], parts[:1]) == [whole.text]


def test_a_quoted_product_takes_the_noun_behind_it():
    text = "公司发布“长风”大模型"
    outer = spans(text, "长风", type_="Technology")
    marks = spans(text, "“长风”大模型", type_="Technology")

    assert texts(outer, marks) == ["“长风”大模型"]
    assert texts(outer, spans(text, "“长风”大模型")) == ["长风"]
