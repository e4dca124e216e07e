"""What claims say beside their ends, where no pattern told it."""

from __future__ import annotations

import pytest

from extractors.facts.deciding import NAME
from extractors.facts.properties import with_properties
from extractors.spans import Claim, Passage, Sentence, Span

TYPES = {"O": "Organization", "P": "Person", "L": "Policy", "T": "Technology"}


def told(marked, relation, *ends, finder=NAME):
    """Return what is added to claims of a relation between marked names: [O:甲社], [P:王五].

    ``ends`` are pairs of positions among the names, the first two if none are given.
    """
    text, mentions = "", []
    for number, piece in enumerate(marked.replace("]", "[").split("[")):
        name = piece[2:] if number % 2 else piece
        if number % 2:
            mentions.append(
                Span(len(text), len(text) + len(name), TYPES[piece[0]], name, "test", 1.0)
            )
        text += name
    language = "en" if text.isascii() else "zh"
    passage = Passage(text, (Sentence(0, len(text), language),), tuple(mentions))
    claims = [
        Claim(mentions[head], relation, mentions[tail], 0, len(text), finder, 0.8)
        for head, tail in ends or [(0, 1)]
    ]
    return [claim.properties for claim in with_properties(passage, claims)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[O:星河集团]公司总裁[P:王志强]到场。", {"title": "总裁"}, id="before"),
        pytest.param("[O:星河集团]称，CEO [P:王志强]到场。", {"title": "CEO"}, id="Latin letters"),
        pytest.param("[O:星河集团]的[P:王志强]现任总经理。", {"title": "总经理"}, id="behind"),
        pytest.param("[O:星河集团]有[P:王志强]，他担任公司总裁。", {"title": "总裁"}, id="he"),
        pytest.param("曾就职于[O:星河集团]的[P:王志强]到场。", {"former": True}, id="once there"),
        pytest.param("从[O:星河集团]离职的[P:王志强]到场。", {"former": True}, id="left"),
        pytest.param("目前[O:星河集团]的[P:王志强]到场。", {}, id="at present"),
        pytest.param("[O:Acme] chief engineer [P:Ann Roe] spoke.", {"title": "chief engineer"},
                     id="English, before"),
        pytest.param("At [O:Acme], [P:Ann Roe], chairman of Acme, spoke.", {"title": "chairman"},
                     id="English, behind"),
        pytest.param("At the former [O:Acme] office [P:Ann Roe] spoke.", {"former": True},
                     id="English, former"),
    ],
)  # fmt: skip
def test_a_post_takes_the_title_beside_the_person(text, expected):
    assert told(text, "WORKS_FOR", (1, 0)) == [expected]


def test_a_title_held_at_another_body_is_not_taken():
    assert told("[O:星河集团]请[O:青松银行]行长[P:王志强]到场。", "WORKS_FOR", (2, 0)) == [{}]


def test_of_two_posts_only_the_one_named_before_the_title_has_it():
    found = told("[O:星河集团]请[O:青松银行]行长[P:王志强]到场。", "WORKS_FOR", (2, 0), (2, 1))
    assert found == [{}, {"title": "行长"}]


def test_the_one_sum_of_a_purchase_is_its_price():
    assert told("[O:星河集团]以3亿元收购[O:云帆科技]。", "ACQUIRED") == [
        {"amount": "3亿元", "currency": "CNY"}
    ]
    assert told("[O:Acme] bought [O:Beta] for $3 billion.", "ACQUIRED") == [
        {"amount": "$3 billion", "currency": "USD"}
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[O:星河集团]收购[O:云帆科技]；青松获3亿元。", id="another part"),
        pytest.param("[O:星河集团]收购估值3亿元的[O:云帆科技]。", id="what it is worth"),
        pytest.param("[O:星河集团]用3亿元和5亿元收购[O:云帆科技]。", id="two sums"),
    ],
)
def test_other_sums_are_not(text):
    assert told(text, "ACQUIRED") == [{}]


def test_a_proposed_investment_has_the_terms_of_the_one_round_and_who_led_it():
    text = "[O:云帆科技]的1亿元A轮融资由[O:青松资本]领投，[O:海棠创投]跟投。"
    terms = {"round": "A", "amount": "1亿元", "currency": "CNY"}
    assert told(text, "INVESTED_IN", (1, 0), (2, 0)) == [{**terms, "lead": True}, terms]


def test_an_investment_in_one_of_two_companies_has_no_terms():
    text = "[O:青松资本]投资A轮的[O:云帆科技]和[O:星河集团]。"
    assert told(text, "INVESTED_IN", (0, 1), (0, 2)) == [{}, {}]


def test_a_title_tells_whether_a_policy_promotes_or_regulates():
    assert told("[L:飞艇安全管理办法]管[T:飞艇]。", "GOVERNS") == [{"stance": "regulates"}]
    assert told("[L:关于支持飞艇的意见]说[T:飞艇]。", "GOVERNS") == [{"stance": "promotes"}]
    assert told("[L:飞艇事宜]说[T:飞艇]。", "GOVERNS") == [{}]


def test_a_paper_is_issued_on_the_date_that_it_bears():
    paper = "[O:国务院]\n[L:关于新建飞艇港的批复]\n（一九八七年五月六日）\n同意新建。"
    assert told(paper, "ISSUED") == [{"date": "一九八七年五月六日"}]


def test_a_date_inside_a_sentence_is_not_the_papers():
    paper = "[O:国务院]\n[L:关于新建飞艇港的批复]\n你省一九八七年五月六日的请示收悉。"
    assert told(paper, "ISSUED") == [{}]


def test_what_a_finder_said_stands():
    text = "星河集团总裁王志强到场。"
    body = Span(0, 4, "Organization", "星河集团", "test", 1.0)
    person = Span(6, 9, "Person", "王志强", "test", 1.0)
    passage = Passage(text, (Sentence(0, len(text), "zh"),), (body, person))
    said = Claim(person, "WORKS_FOR", body, 0, len(text), "posts.zh.v2", 0.9, {"title": "副总裁"})

    assert list(with_properties(passage, [said])) == [said]
