"""Words that stand for the organization or person named before."""

from __future__ import annotations

import pytest

from extractors.facts.pronouns import DOUBT, antecedents, resolved, subject, with_pronouns
from extractors.sentences import sentences
from extractors.spans import Claim, Passage, Span


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        pytest.param("星河集团获奖。该公司很大。", "该公司", "星河集团", id="this firm"),
        pytest.param("星河集团获奖。公司很大。", "公司", "星河集团", id="the firm, at the front"),
        pytest.param(
            "星河集团与云帆集团获奖。该集团很大。",
            "该集团",
            "星河集团",
            id="the subject, not the last",
        ),
        pytest.param(
            "云帆集团获奖。星河集团说，该公司很大。",
            "该公司",
            "星河集团",
            id="the same sentence first",
        ),
        pytest.param("王志强来了。他很高兴。", "他", "王志强", id="he"),
        pytest.param("王志强与李建国来了。她很高兴。", "她", "李建国", id="she is the last named"),
    ],
)
def test_a_word_stands_for_what_was_named_before(text, pronoun, expected):
    found = antecedents(make_passage(text))

    assert [(span.text, named.text) for span, named in found.items()] == [(pronoun, expected)]
    assert all(text[span.start : span.end] == span.text for span in found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("该公司很大。星河集团获奖。", id="nothing was named before"),
        pytest.param("星河集团获奖。雨。雪。风。该公司很大。", id="more than three sentences back"),
        pytest.param("王志强来了。雨。雪。他很高兴。", id="a person more than two sentences back"),
        pytest.param("星河集团获奖。他们很高兴。", id="they"),
        pytest.param("星河集团获奖。小公司很大。", id="a firm of another sort"),
        pytest.param("星河集团获奖。公司债很多。", id="a bond"),
        pytest.param("青山日报获奖。该公司很大。", id="a newspaper is no firm"),
    ],
)
def test_a_word_stands_for_nothing_where_that_would_be_a_guess(text):
    assert antecedents(make_passage(text)) == {}


def test_a_word_that_is_part_of_a_name_is_no_pronoun():
    text = "星河集团获奖。该公司协会很大。"
    name = make_span(text, "该公司协会", "Organization", "association")

    assert antecedents(make_passage(text, name)) == {}


def test_the_subject_of_a_sentence_is_the_first_firm_before_a_place():
    passage = make_passage("星河集团获奖。云帆集团来了，青山日报报道。")
    second = passage.sentences[1]

    assert subject(passage, second, second.end).text == "云帆集团"
    assert subject(passage, second, second.start).text == "星河集团"
    assert subject(passage, passage.sentences[0], 0) is None


def test_a_claim_about_a_pronoun_is_about_what_it_stands_for_less_surely():
    passage = make_passage("星河集团获奖。该公司收购云帆集团。")
    stand_for = antecedents(passage)
    pronoun, firm = next(iter(stand_for.items()))
    bought = next(span for span in passage.mentions if span.text == "云帆集团")
    second = passage.sentences[1]
    claim = Claim(pronoun, "ACQUIRED", bought, second.start, second.end, "test.v1", 0.8)

    found = list(resolved([claim], stand_for))

    assert [(each.head, each.tail, each.start) for each in found] == [(firm, bought, firm.start)]
    assert found[0].confidence == pytest.approx(0.8 * DOUBT)


def test_a_claim_that_links_a_thing_with_itself_is_dropped():
    passage = make_passage("星河集团获奖。该公司很大。")
    stand_for = antecedents(passage)
    pronoun, firm = next(iter(stand_for.items()))
    plain = Claim(firm, "ACQUIRED", firm, 0, 1, "test.v1", 0.8)

    assert list(resolved([Claim(pronoun, "ACQUIRED", firm, 0, 1, "test.v1", 0.8)], stand_for)) == []
    assert list(resolved([plain], stand_for)) == [plain]


def test_fact_finders_see_the_words_among_the_mentions_in_order():
    passage = make_passage("星河集团获奖。该公司收购云帆集团。")

    seen = with_pronouns(passage, antecedents(passage)).mentions

    assert [span.text for span in seen] == ["星河集团", "该公司", "云帆集团"]


def test_the_evidence_of_a_pronoun_begins_where_the_firm_is_named(pipeline):
    text = "雨停了。星河集团获奖。该公司总部位于杭州。"

    found = pipeline.extract(text)["relations"]

    assert [text[slice(*row["span"])] for row in found] == ["星河集团获奖。该公司总部位于杭州。"]


KNOWN = (
    ("星河集团", "Organization", "company"),
    ("云帆集团", "Organization", "company"),
    ("青山日报", "Organization", "media"),
    ("王志强", "Person", None),
    ("李建国", "Person", None),
)


def make_passage(text, *more):
    found = [make_span(text, *row) for row in KNOWN if row[0] in text]
    return Passage(text, tuple(sentences(text, 0, len(text))), tuple(sorted([*found, *more])))


def make_span(text, name, entity_type, kind):
    start = text.index(name)
    return Span(start, start + len(name), entity_type, name, "test.v1", 0.9, kind)
