"""What finders are sure of bounds the names that are decided on."""

from __future__ import annotations

from extractors.mentions.boundaries import announced, bounded_by
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


def test_in_a_headline_of_a_round_the_places_tell_who_is_who():
    text = "乌木A轮获得青松投资"
    wrong = Span(0, 3, "Technology", "乌木A", "names.v1", 0.8)
    apart = Span(8, 10, "Organization", "投资", "names.v1", 0.5)
    company = Span(0, 2, "Organization", "乌木", "deals.zh.v1", 0.9, "company")
    unsure = Span(6, 8, "Organization", "青松", "deals.zh.v1", 0.7)

    assert list(announced([wrong, apart], [company, unsure])) == [apart, company]
    assert text[company.start : company.end] == company.text
